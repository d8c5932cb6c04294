"""The state of the queue: what the log adds up to, with an index for every question a decision asks."""

import datetime as dt
from dataclasses import dataclass, field

import msgspec

from common.wire.numbers import pool_of
from hub.queue.answers import Done
from hub.queue.details import Appointment, Details, Priority
from hub.queue.events import CheckedInLate, Opener
from hub.queue.lines import Lines, Waiting
from hub.queue.number_events import Held, LeaseKind
from hub.queue.stamps import Stamp
from hub.queue.transitions import VisitState

REMEMBERED = 3000
"""So many commands are remembered with their answers: an hour of the largest site."""


class Day(msgspec.Struct):
    """A numbered day; its id is its date. ``opened_at`` is house time in ms, ``wall_ms`` the same moment."""

    id: str
    date: dt.date
    by: Opener
    opened_at: int
    wall_ms: int
    closed: bool = False


class Visit(msgspec.Struct):
    """One customer's visit. It keeps its number and its stamp whatever service comes next.

    It waits for ``service`` and those in ``also`` at once; ``later`` are services that come one after another
    then, and ``done`` those that are over. ``came`` tells of each that it waits for when the hub learnt of
    it; it is empty for who was called or taken out and waits again, which is no news. ``to_desk`` is the desk
    that is to call it for ``service``, until that starts, empty for any.
    ``number`` is the ordinal that leases count by, ``shown`` what people see where that differs.
    ``overtaken`` counts who was called before it from a later place. ``until`` is when a parked visit waits
    again by itself, 0 for never. ``call`` is the id of the last call and ``calls`` how often it was called at
    this desk in a row. Times are house time in ms.
    """

    id: str
    ticket: str
    number: int
    service: str
    language: str
    stamp: Stamp
    state: VisitState
    shown: str = ""
    also: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    details: Details = Details()
    appointment: Appointment | None = None
    uncertain: bool = False
    conflict: bool = False
    to_desk: str = ""
    overtaken: int = 0
    until: int = 0
    desk: str = ""
    call: str = ""
    calls: int = 0
    called_at: int = 0
    started_at: int = 0
    ended_at: int = 0
    reason: str = ""
    came: dict[str, int] = {}

    @property
    def face(self) -> str:
        """The number as people see it."""
        return self.shown or str(self.number)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The services that it waits for at once, the one named first before the others."""
        return (self.service, *self.also)

    def waiting_for(self, service: str) -> Waiting:
        """Return its entry in the line of a service.

        An appointment counts for its own service alone, and from its time on, or from a later arrival.
        """
        place, priority = self.stamp, Priority.ORDINARY
        due = self.appointment
        if due is not None and due.service == service:
            priority = Priority.APPOINTMENT
            if due.at > place.at:
                place = place._replace(at=due.at)
        if self.details.urgent:
            place, priority = self.stamp, Priority.URGENT
        desk = self.to_desk if service == self.service else ""
        return Waiting(place, self.id, service, self.language, priority, desk)


class Plan(msgspec.Struct, frozen=True):
    """What a desk will do by itself: serve from ``opens`` to ``closes`` (house time in ms)."""

    services: tuple[str, ...]
    languages: tuple[str, ...]
    opens: int
    closes: int


class Desk(msgspec.Struct):
    """A desk that has served today; ``visit`` is the one that stands there.

    ``run`` counts how many it has called in a row that were not ordinary.
    """

    open: bool = False
    paused: bool = False
    services: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    visit: str = ""
    run: int = 0


class Lease(msgspec.Struct):
    """Numbers that one kiosk of one epoch may deal today.

    ``left`` counts those from ``next`` on that have not come back as check-ins. ``seen``: the kiosk has
    shown that it holds the lease.
    """

    id: str
    epoch: str
    kind: LeaseKind
    first: int
    last: int
    next: int
    left: int
    seen: bool = False


class Holder(msgspec.Struct):
    """A kiosk that deals numbers, and what it said last: of ``day`` it holds ``held``.

    ``reported`` is the incarnation that it said it to, empty after it was struck off. ``own`` are the first
    and last of its own letter that this epoch may deal on any day.
    """

    epoch: str = ""
    reported: str = ""
    day: str = ""
    held: tuple[Held, ...] = ()
    highest: int = 0
    lettered: tuple[int, ...] = ()
    own: tuple[int, int] | None = None


class Numbering(msgspec.Struct):
    """The numbers of the open day.

    ``tops`` has the highest granted, dealt or heard of in each pool; ``taken`` tells which ticket has a
    number, ``undealt`` which lease any other granted number belongs to, given up or not; ``leases`` are those
    with numbers left, by device and id; ``silent`` are the enrolled kiosks that have not reported to this
    incarnation; ``rival`` is another hub that speaks for the site.
    """

    tops: dict[int, int] = {}
    taken: dict[int, str] = {}
    undealt: dict[int, str] = {}
    leases: dict[str, dict[str, Lease]] = {}
    holders: dict[str, Holder] = {}
    silent: set[str] = set()
    rival: str = ""

    @property
    def top(self) -> int:
        """The highest number without a letter."""
        return self.tops.get(0, 0)

    def reach(self, number: int) -> None:
        """Grant nothing up to ``number`` of its pool from now on."""
        pool = pool_of(number)
        self.tops[pool] = max(self.tops.get(pool, 0), number)

    def held_by(self, device: str) -> dict[str, Lease]:
        """Return the leases of a device that have numbers left, by id."""
        return self.leases.get(device, {})


def track_of(device: str, epoch: str) -> str:
    """Return the key under which the stamps of a kiosk's epoch are kept."""
    return f"{device}/{epoch}"


@dataclass(slots=True)
class State:
    """Everything that decisions look at; changed by :func:`hub.queue.fold.fold` alone.

    ``at`` is the house time of the last event. ``visits`` are all of the day, also those that have ended.
    ``tickets`` leads from the tickets of this numbered day to their visits (empty: came too late to be
    one), ``tickets_before`` those of the day before: so long a kiosk may send them again. ``late`` are the
    check-ins by ticket that came too late since the day was opened. ``additions`` leads from what was added
    at kiosks on this day to its ticket, ``additions_before`` on the day before. ``streams`` holds the highest
    sequence of each device and epoch. ``plans`` are by desk.

    ``faces`` leads from numbers as people see them to the first ticket of the day that bears each.

    ``tracks``, ``lines``, ``bound`` (those who wait for one desk alone, by desk), ``due`` (house times at
    which parked visits wait again), ``aside`` (who is parked or did not come) and ``appointments`` (from the
    ids of those that were kept to their visits) are indexes, made anew from the visits after a start.
    """

    at: int = 0
    incarnation: str = ""
    minted: int = 0
    day: Day | None = None
    visits: dict[str, Visit] = field(default_factory=dict[str, Visit])
    tickets: dict[str, str] = field(default_factory=dict[str, str])
    tickets_before: dict[str, str] = field(default_factory=dict[str, str])
    late: dict[str, CheckedInLate] = field(default_factory=dict[str, CheckedInLate])
    desks: dict[str, Desk] = field(default_factory=dict[str, Desk])
    numbering: Numbering = field(default_factory=Numbering)
    streams: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    answered: dict[str, Done] = field(default_factory=dict[str, Done])
    plans: dict[str, Plan] = field(default_factory=dict[str, Plan])
    faces: dict[str, str] = field(default_factory=dict[str, str])
    additions: dict[str, str] = field(default_factory=dict[str, str])
    additions_before: dict[str, str] = field(default_factory=dict[str, str])
    tracks: dict[str, list[Stamp]] = field(default_factory=dict[str, list[Stamp]])
    lines: Lines = field(default_factory=Lines)
    bound: dict[str, dict[str, None]] = field(default_factory=dict[str, dict[str, None]])
    due: dict[str, int] = field(default_factory=dict[str, int])
    aside: dict[str, None] = field(default_factory=dict[str, None])
    appointments: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def open_day(self) -> Day | None:
        """The numbered day, where one is open."""
        return self.day if self.day is not None and not self.day.closed else None

    @property
    def grants(self) -> bool:
        """Whether numbers may be dealt: a day is open, and nobody may hold or deal numbers unknown to us."""
        return self.open_day is not None and not self.numbering.silent and not self.numbering.rival

    def current(self, desk: str) -> Visit | None:
        """Return the visit that stands at a desk."""
        at = self.desks.get(desk)
        return self.visits[at.visit] if at is not None and at.visit else None

    def mint(self, kind: str, offset: int = 0) -> str:
        """Return the next id, unique for good since the incarnation is; ``offset`` for several at once."""
        return f"{self.incarnation}-{kind}{self.minted + offset + 1}"
