"""The state of the queue: what the log adds up to, with an index for every question a decision asks."""

import datetime as dt
from dataclasses import dataclass, field

import msgspec

from hub.queue.answers import Done
from hub.queue.events import CheckedInLate, Held, LeaseKind, Opener
from hub.queue.lines import Lines, Waiting
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

    ``later`` are services still to come and ``done`` those that are over, in order. ``call`` is the id of
    the last call and ``calls`` how often it was called at this desk in a row. Times are house time in ms.
    """

    id: str
    ticket: str
    number: int
    service: str
    language: str
    stamp: Stamp
    state: VisitState
    uncertain: bool = False
    conflict: bool = False
    later: list[str] = []
    done: list[str] = []
    desk: str = ""
    call: str = ""
    calls: int = 0
    called_at: int = 0
    started_at: int = 0
    ended_at: int = 0
    reason: str = ""

    @property
    def waiting(self) -> Waiting:
        """Its entry in the lines."""
        return Waiting(self.stamp, self.id, self.service, self.language)


class Desk(msgspec.Struct):
    """A desk that has served today; ``visit`` is the one that stands there."""

    open: bool = False
    services: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    visit: str = ""


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

    ``reported`` is the incarnation that it said it to, empty after it was struck off.
    """

    epoch: str = ""
    reported: str = ""
    day: str = ""
    held: tuple[Held, ...] = ()
    highest: int = 0


class Numbering(msgspec.Struct):
    """The numbers of the open day.

    ``top`` is the highest granted, dealt or heard of; ``taken`` tells which ticket has a number, ``undealt``
    which lease any other granted number belongs to, given up or not; ``leases`` are those with numbers left,
    by device and id; ``silent`` are the enrolled kiosks that have not reported to this incarnation.
    """

    top: int = 0
    taken: dict[int, str] = {}
    undealt: dict[int, str] = {}
    leases: dict[str, dict[str, Lease]] = {}
    holders: dict[str, Holder] = {}
    silent: set[str] = set()

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
    check-ins by ticket that came too late since the day was opened. ``streams`` holds the highest
    sequence of each device and epoch. ``tracks`` and ``lines`` are indexes, made anew from the visits after
    a start.
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
    tracks: dict[str, list[Stamp]] = field(default_factory=dict[str, list[Stamp]])
    lines: Lines = field(default_factory=Lines)

    @property
    def open_day(self) -> Day | None:
        """The numbered day, where one is open."""
        return self.day if self.day is not None and not self.day.closed else None

    @property
    def grants(self) -> bool:
        """Whether numbers may be dealt: a day is open, and no kiosk may hold numbers unknown to us."""
        return self.open_day is not None and not self.numbering.silent

    def current(self, desk: str) -> Visit | None:
        """Return the visit that stands at a desk."""
        at = self.desks.get(desk)
        return self.visits[at.visit] if at is not None and at.visit else None

    def mint(self, kind: str, offset: int = 0) -> str:
        """Return the next id, unique for good since the incarnation is; ``offset`` for several at once."""
        return f"{self.incarnation}-{kind}{self.minted + offset + 1}"
