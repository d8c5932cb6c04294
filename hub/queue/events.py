"""What has happened, as it stands in the log for good: frozen structs told apart by ``type``.

A field may be added with a default; none is ever renamed or given another meaning, since old logs are read
by new programs. No event holds anything about a person, of customers or of staff.
"""

import datetime as dt
from enum import StrEnum

import msgspec

from hub.queue.stamps import Stamp


class Opener(StrEnum):
    """Whose word opened or closed a day: a trusted clock's or a person's."""

    CLOCK = "clock"
    PERSON = "person"


class LeaseKind(StrEnum):
    """What a lease is for: everyday dealing, or a cut of the network."""

    LEASE = "lease"
    RESERVE = "reserve"


class CloseReason(StrEnum):
    """Why an open visit was ended without anybody ending it."""

    DAY_END = "day-end"


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """The base of all events: ``at`` is house time in ms, ``cmd`` the id of the command it answers."""

    at: int
    cmd: str = ""


class HubStarted(Event, frozen=True, kw_only=True, tag="hub-started"):
    """A new life of the hub: no number is granted until each of ``kiosks`` has reported or is struck off."""

    incarnation: str
    kiosks: tuple[str, ...] = ()


class DayOpened(Event, frozen=True, kw_only=True, tag="day-opened"):
    """A numbered day began: numbers start anew. ``wall_ms`` ties house time to the calendar."""

    day: str
    date: dt.date
    by: Opener
    wall_ms: int


class DayReopened(Event, frozen=True, kw_only=True, tag="day-reopened"):
    """A day that was closed goes on, with the numbers where they were; who came meanwhile checks in next."""

    day: str
    by: Opener


class DayClosed(Event, frozen=True, kw_only=True, tag="day-closed"):
    """The day ended; what was open has been closed by the events before this one."""

    day: str
    by: Opener


class VisitEvent(Event, frozen=True, kw_only=True, tag=False):
    """The base of what happens to one visit; ``service`` is its current one, ``desk`` where it stands."""

    visit: str
    service: str
    desk: str = ""


class CheckedIn(VisitEvent, frozen=True, kw_only=True, tag="checked-in"):
    """A visit began. ``outside``: the number is none of the site's scheme, so it cannot collide."""

    ticket: str
    number: int
    language: str
    stamp: Stamp
    lease: str = ""
    uncertain: bool = False
    outside: bool = False


class CheckedInLate(Event, frozen=True, kw_only=True, tag="checked-in-late"):
    """A check-in arrived after its day had closed: nobody waits, unless that very day goes on."""

    ticket: str
    day: str
    number: int
    service: str
    language: str
    stamp: Stamp
    lease: str = ""
    uncertain: bool = False
    outside: bool = False


class NumberConflict(Event, frozen=True, kw_only=True, tag="number-conflict"):
    """Two tickets of one day bear the same number; both are kept and staff see it."""

    number: int
    ticket: str
    other: str


class Called(VisitEvent, frozen=True, kw_only=True, tag="called"):
    """A visit was called to a desk; ``call`` is the id by which displays know whether they have rung."""

    call: str


class CalledAgain(VisitEvent, frozen=True, kw_only=True, tag="called-again"):
    """The same desk called the same visit again, with a new call id, so that it rings again."""

    call: str


class Started(VisitEvent, frozen=True, kw_only=True, tag="started"):
    """The customer came, and is served."""


class Finished(VisitEvent, frozen=True, kw_only=True, tag="finished"):
    """The visit ended as it should."""


class NotCome(VisitEvent, frozen=True, kw_only=True, tag="not-come"):
    """The customer did not come."""


class GivenBack(VisitEvent, frozen=True, kw_only=True, tag="given-back"):
    """A called visit waits again, at its old place in line."""


class Transferred(VisitEvent, frozen=True, kw_only=True, tag="transferred"):
    """The visit waits for ``service`` now, at the place of its arrival; it left ``before`` at ``desk``."""

    before: str


class Cancelled(VisitEvent, frozen=True, kw_only=True, tag="cancelled"):
    """A waiting visit was taken off the queue; ``reason`` is a word of the hub's vocabulary."""

    reason: str


class VisitClosed(VisitEvent, frozen=True, kw_only=True, tag="visit-closed"):
    """An open visit was ended by the end of the day."""

    reason: CloseReason


class DeskOpened(Event, frozen=True, kw_only=True, tag="desk-opened"):
    """A desk serves from now on these services, in these languages (none named: in every one)."""

    desk: str
    services: tuple[str, ...]
    languages: tuple[str, ...] = ()


class DeskClosed(Event, frozen=True, kw_only=True, tag="desk-closed"):
    """A desk serves nobody any more."""

    desk: str


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A lease as a kiosk holds it: it deals ``next`` next; ``last + 1`` means that none is left."""

    id: str
    kind: LeaseKind
    first: int
    last: int
    next: int


class NumbersReported(Event, frozen=True, kw_only=True, tag="numbers-reported"):
    """A kiosk said what it holds. ``exact``: no check-in of it is on its way, so what it says is all."""

    device: str
    epoch: str
    day: str
    held: tuple[Held, ...] = ()
    highest: int = 0
    exact: bool = False


class Granted(Event, frozen=True, kw_only=True, tag="granted"):
    """A kiosk may deal ``first`` to ``last``, both included, on the open day and under this epoch."""

    lease: str
    device: str
    epoch: str
    kind: LeaseKind
    first: int
    last: int


class DeviceStruckOff(Event, frozen=True, kw_only=True, tag="device-struck-off"):
    """A person said that a kiosk will not report: its leases are given up."""

    device: str


AnyEvent = (
    HubStarted
    | DayOpened
    | DayReopened
    | DayClosed
    | CheckedIn
    | CheckedInLate
    | NumberConflict
    | Called
    | CalledAgain
    | Started
    | Finished
    | NotCome
    | GivenBack
    | Transferred
    | Cancelled
    | VisitClosed
    | DeskOpened
    | DeskClosed
    | NumbersReported
    | Granted
    | DeviceStruckOff
)
"""Every event there is."""
