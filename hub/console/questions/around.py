"""What stands around every page: open alarms, notices, calls for an adviser, and whether a day is open."""

from dataclasses import dataclass

from common.wire.alarms import PointState
from hub.accounts.person import Person
from hub.floor.adviser_calls import AdviserCall
from hub.floor.troubles import Trouble, Word, trouble_of
from hub.matters import View
from hub.notices.told import NOTHING_NEW, Told, ToldCrowd, told
from hub.site.devices import Kiosk
from hub.site.schema import Right, Site

_MS = 1000


@dataclass(frozen=True, slots=True)
class Press:
    """An open press, for who may see alarms; ``seen_by`` and ``help_by`` are ids, empty for nobody yet."""

    id: str
    age_s: int
    wall_ms: int
    seen_by: str
    help_by: str


@dataclass(frozen=True, slots=True)
class Point:
    """An alarm point where something is open, or whose line has a fault."""

    id: str
    presses: tuple[Press, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Alarms:
    """The alarms as the keeper told them last; with ``heard`` false nobody knows what is true now."""

    heard: bool
    pressed: tuple[Point, ...]
    faulty: tuple[Point, ...]
    known: int


@dataclass(frozen=True, slots=True)
class Around:
    """Around a page: ``alarms`` and ``calls`` only for who has the right.

    ``told`` is what is new to the person, ``crowded`` the congestion that lasts at the person's authorities.
    ``troubles`` are the kiosks that somebody should see to, for who checks people in or looks after devices;
    their times are wall times in ms.
    """

    alarms: Alarms | None
    calls: tuple[AdviserCall, ...]
    day_open: bool
    told: Told = NOTHING_NEW
    crowded: tuple[ToldCrowd, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def look_around(view: View, person: Person | None, site: Site, path: str = "") -> Around:
    """Return what stands around a page of this person, which is the one at ``path``."""
    day_open = view.engine.state.open_day is not None
    if person is None:
        return Around(None, (), day_open)
    notices = view.notices
    return Around(
        alarms=alarms_of(view, site) if person.may(Right.ALARMS) else None,
        calls=view.floor.adviser_calls.open() if person.may(Right.CHECK_IN) else (),
        day_open=day_open,
        told=told(
            person,
            site,
            notices.arrivals,
            notices.crowds,
            known_as=view.appointments.known_as(person.account.expert),
            at_desk=_is_open_desk(view, path),
        ),
        crowded=crowded_of(view, person, site),
        troubles=troubles_of(view, site) if person.may(Right.DEVICES, Right.CHECK_IN) else (),
    )


def troubles_of(view: View, site: Site) -> tuple[Trouble, ...]:
    """Return the kiosks that somebody should see to, in the order of the site file."""
    in_day, now_ms = view.engine.state.open_day is not None, view.monotonic_ms
    kiosks = site.devices_of(Kiosk)
    found = (
        trouble_of(device, kiosks[device.id], now_ms, in_day=in_day)
        for device in view.floor.devices.all()
        if device.id in kiosks
    )
    offset_ms = view.now.wall_ms - now_ms
    return tuple(
        Trouble(
            one.device, tuple(Word(word.kind, word.word, word.since_ms + offset_ms) for word in one.words)
        )
        for one in found
        if one is not None
    )


def crowded_of(view: View, person: Person, site: Site) -> tuple[ToldCrowd, ...]:
    """Return the congestion that lasts at the person's authorities, in the order of the site file."""
    found = ((name, view.notices.crowds.of(name)) for name in site.authorities if name in person.authorities)
    return tuple(
        ToldCrowd(authority=name, crowd=crowd)
        for name, crowd in found
        if crowd is not None and not crowd.over_at
    )


def _is_open_desk(view: View, path: str) -> bool:
    """Tell whether a page is that of a desk where somebody serves."""
    desk = view.engine.state.desks.get(path.removeprefix("/desk/")) if path.startswith("/desk/") else None
    return desk is not None and desk.open


def alarms_of(view: View, site: Site) -> Alarms:
    """Return every open press, the newest point first, and every fault."""
    board = view.floor.alarms
    states = {name: state for name, state in board.points().items() if name in site.points}
    pressed = [
        Point(
            name,
            tuple(
                Press(
                    id=shown.press.id,
                    age_s=shown.age_ms // _MS,
                    wall_ms=shown.press.wall_ms,
                    seen_by=shown.press.seen_by or "",
                    help_by=shown.press.help_by or "",
                )
                for shown in presses
            ),
            _fault(states[name]),
        )
        for name, presses in board.open_presses(view.monotonic_ms).items()
        if name in states
    ]
    pressed.sort(key=lambda point: min(press.age_s for press in point.presses))
    faulty = tuple(Point(name, (), _fault(state)) for name, state in states.items() if _fault(state))
    return Alarms(board.keeper_lives(view.monotonic_ms), tuple(pressed), faulty, len(states))


def _fault(state: PointState) -> str:
    return state.fault or ("" if state.heard else "lost")
