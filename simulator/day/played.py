"""What a day came to: every visit with its times, and the account of them all."""

import datetime as dt
from dataclasses import dataclass, field

from hub.queue.events import Overtaking
from hub.queue.transitions import VisitState


@dataclass(slots=True, kw_only=True)
class PlayedVisit:
    """One visit; all times are house time in ms, 0 where it did not happen.

    ``arrival`` is when the customer really took the number, ``known`` when the hub heard of it, ``place``
    the place in line that it was given. ``called``, ``started`` and ``desk`` are of the first call, start and
    desk; ``last_called`` of the last. ``gone`` is when the customer left without a word. ``how`` tells how it
    ended; WAITING, CALLED, SERVING or PARKED at the end of a day would be one that got lost.
    ``served`` are the services that they were served for; those in ``sent_on`` they left before that.
    ``cut_short``: the day ended while they were served, so the last one counts as served. ``overtaken``
    counts who was called before them from a later place, as far as the log names them. ``served_ms`` adds up
    the time at desks.
    """

    id: str
    ticket: str
    number: int
    service: str
    language: str
    arrival: int
    known: int
    place: int
    device: str = ""
    party: int = 1
    urgent: bool = False
    appointment_at: int = 0
    also: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    called: int = 0
    last_called: int = 0
    calls: int = 0
    started: int = 0
    ended: int = 0
    gone: int = 0
    how: VisitState = VisitState.WAITING
    reason: str = ""
    desk: str = ""
    served: list[str] = field(default_factory=list[str])
    sent_on: list[str] = field(default_factory=list[str])
    cut_short: bool = False
    transfers: int = 0
    parked: int = 0
    brought_back: int = 0
    overtaken: int = 0
    served_since: int = 0
    served_ms: int = 0
    uncertain: bool = False

    @property
    def due(self) -> int:
        """From when on the wait counts: the arrival, or the time of the appointment where that is later."""
        return max(self.arrival, self.appointment_at)

    @property
    def wait_ms(self) -> int | None:
        """How long they waited for the first call; 0 for an appointment called early, None: never called."""
        return max(0, self.called - self.due) if self.called else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where everybody went. ``faults`` are sentences that tell what does not add up; none may be there.

    ``came`` are all who came, ``turned_away`` those who got no number (the kiosks had none left),
    ``late`` those whose check-in reached the hub after the day had been closed.
    """

    came: int
    turned_away: int
    late: int
    checked_in: int
    finished: int
    not_come: int
    cancelled: int
    closed: int
    faults: tuple[str, ...] = ()

    @property
    def balanced(self) -> bool:
        """Whether everything adds up."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class Overtook:
    """Somebody was called before so many ``others`` whose place was earlier; ``because`` is from the log."""

    at: int
    visit: str
    others: int
    because: Overtaking | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedDay:
    """A day that was played. ``visits`` are in the order in which the hub heard of them."""

    scenario: str
    date: dt.date
    seed: int
    visits: tuple[PlayedVisit, ...]
    account: Account
    overtakings: tuple[Overtook, ...] = ()
    events: int = 0
    commands: int = 0
