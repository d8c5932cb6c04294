"""What has happened, as it stands in the log for good: frozen structs told apart by ``type``.

A field may be added with a default; none is ever renamed or given another meaning, since old logs are read
by new programs. No event holds anything about a person, of customers or of staff.
"""

import datetime as dt
from enum import StrEnum

from hub.queue.details import Appointment, Details
from hub.queue.event import Event
from hub.queue.number_events import (
    DeviceStruckOff,
    Granted,
    HubStarted,
    NumbersReported,
    OwnGranted,
    RivalGone,
    RivalHeard,
)
from hub.queue.stamps import Stamp


class Opener(StrEnum):
    """Whose word opened or closed a day: a trusted clock's or a person's."""

    CLOCK = "clock"
    PERSON = "person"


class CloseReason(StrEnum):
    """Why an open visit was ended without anybody ending it."""

    DAY_END = "day-end"


class ParkReason(StrEnum):
    """Why a visit does not wait for now."""

    FORM = "form"
    LATER = "later"


class Overtaking(StrEnum):
    """Why somebody was called before others whose place was earlier."""

    APPOINTMENT = "appointment"
    URGENT = "urgent"
    TURN = "turn"
    """It was the turn of another class, under an interleaving policy."""
    BY_HAND = "by-hand"


class DayOpened(Event, frozen=True, kw_only=True, tag="day-opened"):
    """A numbered day began: numbers start anew. ``wall_ms`` ties house time to the calendar."""

    day: str
    date: dt.date
    by: Opener
    wall_ms: int


class NothingDone(Event, frozen=True, kw_only=True, tag="nothing-done"):
    """A command found nothing of its own left to do; it is remembered, and does nothing later either."""


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
    """A visit began. ``outside``: the number is none of the site's scheme, so it cannot collide.

    ``face`` is the number as people see it, empty where it is ``number`` itself. The visit waits for
    ``service`` and those in ``also`` at once, then for those in ``later`` one after another.
    """

    ticket: str
    number: int
    language: str
    stamp: Stamp
    face: str = ""
    also: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    details: Details = Details()
    appointment: Appointment | None = None
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
    face: str = ""
    also: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    details: Details = Details()
    appointment: Appointment | None = None
    lease: str = ""
    uncertain: bool = False
    outside: bool = False


class AdditionTaken(Event, frozen=True, kw_only=True, tag="addition-taken"):
    """What a customer added to a ticket at its kiosk has been taken in, under this row of its outbox.

    What it changed of a visit that is there stands in the events before this one. ``later`` and ``details``
    are for a ticket that came after its day had closed: they hold if that day goes on.
    """

    addition: str
    ticket: str
    device: str
    epoch: str
    sequence: int
    later: tuple[str, ...] = ()
    details: Details | None = None


class NumberConflict(Event, frozen=True, kw_only=True, tag="number-conflict"):
    """Two tickets of one day bear the same number; both are kept and staff see it."""

    number: int
    ticket: str
    other: str


class Called(VisitEvent, frozen=True, kw_only=True, tag="called"):
    """A visit was called to a desk; ``call`` is the id by which displays know whether they have rung.

    ``passed`` counts the visits that this desk could have called and whose place was earlier, ``because``
    tells why they were not (``None`` where there were none). ``overtook`` names them, the earliest first: all
    where the policy bounds how often anybody is overtaken, else at most
    :data:`hub.queue.decide.calling.MOST_NAMED`.
    """

    call: str
    passed: int = 0
    overtook: tuple[str, ...] = ()
    because: Overtaking | None = None


class CalledAgain(VisitEvent, frozen=True, kw_only=True, tag="called-again"):
    """The same desk called the same visit again, with a new call id, so that it rings again."""

    call: str


class Started(VisitEvent, frozen=True, kw_only=True, tag="started"):
    """The customer came, and is served."""


class Finished(VisitEvent, frozen=True, kw_only=True, tag="finished"):
    """The visit ended as it should."""


class Continued(VisitEvent, frozen=True, kw_only=True, tag="continued"):
    """``service`` is done, and the visit waits on with its number and stamp, for ``next`` at once."""

    next: tuple[str, ...]
    later: tuple[str, ...] = ()


class NotCome(VisitEvent, frozen=True, kw_only=True, tag="not-come"):
    """The customer did not come."""


class GivenBack(VisitEvent, frozen=True, kw_only=True, tag="given-back"):
    """A called visit waits again, at its old place in line."""


class Transferred(VisitEvent, frozen=True, kw_only=True, tag="transferred"):
    """The visit waits for ``service`` now, at the place of its arrival; it left ``before`` at ``desk``.

    ``to_desk`` is the desk that calls it next, empty for any.
    """

    before: str
    to_desk: str = ""


class Released(VisitEvent, frozen=True, kw_only=True, tag="released"):
    """A visit that waited for one desk alone waits for any: that desk does not serve it any more."""


class Parked(VisitEvent, frozen=True, kw_only=True, tag="parked"):
    """The visit does not wait for now; it left ``desk``, where it stood at one.

    ``until`` is the house time in ms at which it waits again by itself, 0 where somebody says so.
    """

    reason: ParkReason
    until: int = 0


class Returned(VisitEvent, frozen=True, kw_only=True, tag="returned"):
    """A parked visit waits again, at its old place."""


class BroughtBack(VisitEvent, frozen=True, kw_only=True, tag="brought-back"):
    """Who did not come has come after all, and waits again at the old place."""


class VisitReopened(VisitEvent, frozen=True, kw_only=True, tag="visit-reopened"):
    """The day that had ended the visit goes on: it waits again, at its old place."""


class Amended(VisitEvent, frozen=True, kw_only=True, tag="amended"):
    """Staff know better now what the visit is about."""

    language: str
    details: Details


class Extended(VisitEvent, frozen=True, kw_only=True, tag="extended"):
    """The services still to come are others now: ``also`` at once, ``later`` one after another."""

    also: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


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


class DeskPaused(Event, frozen=True, kw_only=True, tag="desk-paused"):
    """A desk calls nobody for a while, and stays open."""

    desk: str


class DeskResumed(Event, frozen=True, kw_only=True, tag="desk-resumed"):
    """A paused desk goes on."""

    desk: str


class DeskPlanned(Event, frozen=True, kw_only=True, tag="desk-planned"):
    """A desk will open by itself at ``opens`` for these services and close at ``closes`` (house time, ms)."""

    desk: str
    services: tuple[str, ...]
    languages: tuple[str, ...] = ()
    opens: int
    closes: int


class DeskUnplanned(Event, frozen=True, kw_only=True, tag="desk-unplanned"):
    """What was planned for a desk is over, or will not be."""

    desk: str


AnyEvent = (
    HubStarted
    | DayOpened
    | DayReopened
    | NothingDone
    | DayClosed
    | CheckedIn
    | CheckedInLate
    | AdditionTaken
    | NumberConflict
    | Called
    | CalledAgain
    | Started
    | Finished
    | Continued
    | NotCome
    | GivenBack
    | Transferred
    | Released
    | Parked
    | Returned
    | BroughtBack
    | VisitReopened
    | Amended
    | Extended
    | Cancelled
    | VisitClosed
    | DeskOpened
    | DeskClosed
    | DeskPaused
    | DeskResumed
    | DeskPlanned
    | DeskUnplanned
    | NumbersReported
    | Granted
    | OwnGranted
    | RivalHeard
    | RivalGone
    | DeviceStruckOff
)
"""Every event there is."""
