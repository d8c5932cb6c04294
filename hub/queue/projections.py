"""What changed for whom: only what an event has touched is looked at, and only what differs is given out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from hub.queue import views
from hub.queue.events import (
    AnyEvent,
    CheckedIn,
    CheckedInLate,
    DayClosed,
    DayOpened,
    DayReopened,
    DeskClosed,
    DeskOpened,
    DeskPaused,
    DeskPlanned,
    DeskResumed,
    DeskUnplanned,
    Extended,
    NumberConflict,
    Transferred,
    VisitEvent,
)
from hub.queue.number_events import DeviceStruckOff, Granted, HubStarted, NumbersReported, OwnGranted
from hub.queue.policies import OrderPolicy
from hub.queue.state import State
from hub.queue.views import BoardView, NumbersView, RoomView, WaitView

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which desks' calls and which services' next numbers the walls of each zone show, in order."""

    desks: Mapping[str, tuple[str, ...]]
    services: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be published: only what differs from what was handed out before.

    ``waits`` are of the services that changed; ``visits`` is true where any visit of the day changed (the
    consoles' lists), ``day`` where the numbered day or the incarnation did.
    """

    boards: Mapping[str, BoardView]
    rooms: Mapping[str, RoomView]
    waits: Mapping[str, WaitView]
    numbers: Mapping[str, NumbersView]
    visits: bool = False
    day: bool = False

    def __bool__(self) -> bool:
        """Tell whether there is anything to publish."""
        return bool(self.boards or self.rooms or self.waits or self.numbers or self.visits or self.day)


@dataclass(slots=True)
class _Touched:
    services: set[str] = field(default_factory=set[str])
    desks: set[str] = field(default_factory=set[str])
    devices: set[str] = field(default_factory=set[str])
    standing: set[str] = field(default_factory=set[str])
    visits: bool = False
    day: bool = False


class Projections:
    """Remembers what was handed out, and what events have touched since."""

    __slots__ = (
        "_count",
        "_handed",
        "_layout",
        "_policy",
        "_services",
        "_touched",
        "_zones_of_desk",
        "_zones_of_service",
    )

    def __init__(self, layout: Layout, policy: OrderPolicy, count: int) -> None:
        """Show ``count`` next numbers on each board, in the order of ``policy``."""
        self._layout = layout
        self._policy = policy
        self._count = count
        self._zones_of_desk = _inverted(layout.desks)
        self._zones_of_service = _inverted(layout.services)
        self._touched = _Touched()
        self._services = set(self._zones_of_service)
        self._handed: dict[tuple[str, str], object] = {}
        self.forget()

    def forget(self) -> None:
        """Forget what was handed out: the next :meth:`take` gives everything."""
        self._handed.clear()
        self._touched.services.update(self._services)
        self._touched.desks.update(self._zones_of_desk)
        self._touched.visits = self._touched.day = True

    def note(self, events: Iterable[AnyEvent]) -> None:
        """Hear of events that were folded and are durable."""
        touched = self._touched
        for event in events:
            match event:
                case VisitEvent():
                    self._note_visit(event)
                case DeskOpened() | DeskClosed() | DeskPaused() | DeskResumed():
                    touched.desks.add(event.desk)
                case Granted() | OwnGranted() | NumbersReported() | DeviceStruckOff():
                    touched.devices.add(event.device)
                case CheckedInLate() | NumberConflict() | DeskPlanned() | DeskUnplanned():
                    touched.visits = True
                case DayOpened() | DayReopened() | DayClosed() | HubStarted():
                    touched.day = touched.visits = True
                    touched.desks.update(self._zones_of_desk)
                    touched.services.update(self._services)
                case _:
                    pass

    def take(self, state: State, now_ms: int) -> Changes:
        """Return what has changed since the last time, and begin anew.

        Costs as much as the touched zones have desks and lines; the numbers of a kiosk that has not
        reported are left out. A day's change hands out every kiosk's numbers.
        """
        touched, self._touched = self._touched, _Touched()
        devices = set(state.numbering.holders) if touched.day else touched.devices
        for visit in touched.standing & state.visits.keys():
            touched.services.update(state.visits[visit].wanted)
        self._services |= touched.services
        zones = {zone for desk in touched.desks for zone in self._zones_of_desk.get(desk, ())}
        zones |= {zone for service in touched.services for zone in self._zones_of_service.get(service, ())}
        return Changes(
            boards=self._differing("board", {zone: self._board(state, zone, now_ms) for zone in zones}),
            rooms=self._differing("room", {desk: views.room(state, desk) for desk in touched.desks}),
            waits=self._differing("wait", {one: views.wait(state, one) for one in touched.services}),
            numbers=self._differing(
                "numbers",
                {
                    device: numbers
                    for device in devices
                    if (numbers := views.numbers(state, device)) is not None
                },
            ),
            visits=touched.visits,
            day=touched.day,
        )

    def _note_visit(self, event: VisitEvent) -> None:
        touched = self._touched
        touched.visits = True
        touched.standing.add(event.visit)
        touched.services.add(event.service)
        if event.desk:
            touched.desks.add(event.desk)
        match event:
            case Transferred():
                touched.services.add(event.before)
            case Extended():  # what it does not wait for any more is told by nothing else
                touched.services.update(self._services)
            case CheckedIn() if event.stamp.device:
                touched.devices.add(event.stamp.device)
            case _:
                pass

    def _board(self, state: State, zone: str, now_ms: int) -> BoardView:
        desks, services = self._layout.desks.get(zone, ()), self._layout.services.get(zone, ())
        return views.board(state, desks, services, self._policy, now_ms, self._count)

    def _differing(self, kind: str, found: Mapping[str, _T]) -> Mapping[str, _T]:
        new = {name: view for name, view in found.items() if self._handed.get((kind, name)) != view}
        self._handed.update({(kind, name): view for name, view in new.items()})
        return new


def _inverted(zones: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return for each desk or service the zones that show it."""
    inverted: dict[str, tuple[str, ...]] = {}
    for zone, names in zones.items():
        for name in names:
            inverted[name] = (*inverted.get(name, ()), zone)
    return inverted
