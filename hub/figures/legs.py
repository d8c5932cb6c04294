"""From the events of the log to what was asked and how it went: one leg for each service of a visit. Pure."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from hub.queue.details import Appointment
from hub.queue.events import (
    AnyEvent,
    BroughtBack,
    Called,
    Cancelled,
    CheckedIn,
    CheckedInLate,
    Continued,
    DayOpened,
    Finished,
    GivenBack,
    NotCome,
    Parked,
    Returned,
    Started,
    Transferred,
    VisitClosed,
    VisitEvent,
    VisitReopened,
)

MISTAKE = "mistake"
"""The word of the hub's vocabulary for a check-in that never was a customer."""


class Outcome(StrEnum):
    """How a leg ended."""

    SERVED = "served"
    SENT_ON = "sent-on"
    """Transferred before service had begun: the wrong service was chosen."""
    NOT_COME = "not-come"
    LEFT = "left"
    DAY_END = "day-end"
    """The day ended before the visit was served."""
    STILL_HERE = "still-here"
    LATE = "late"
    """The hub heard of the check-in only after the day had closed."""
    MISTAKE = "mistake"
    """Checked in by mistake: no customer."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One service of one visit; ``first`` stands on exactly one leg of each visit.

    Times are house time in ms, 0 for what never happened. ``wait_ms`` is the time waited before the first
    call, not counting what was parked nor what lies before an appointment's time; ``None`` where nobody
    called. ``service_ms`` is the time at desks; ``None`` where it is not known.
    """

    service: str
    first: bool
    began_at: int
    called_at: int
    started_at: int
    ended_at: int
    outcome: Outcome
    wait_ms: int | None
    service_ms: int | None


@dataclass(frozen=True, slots=True)
class DayOfLegs:
    """A numbered day; ``wall_ms`` is the calendar's time of ``opened_at``, both None if it never opened."""

    date: dt.date
    opened_at: int | None
    wall_ms: int | None
    legs: tuple[Leg, ...]


def days_of(events: Iterable[AnyEvent], late: Mapping[str, CheckedInLate]) -> Iterator[DayOfLegs]:
    """Yield each numbered day once it is over, in order, without a trace of whose visits they were.

    ``events`` begin with the opening of a day; what belongs to an earlier one is passed over. ``late`` are
    the late check-ins of these days by ticket, wherever in the log they stand; those that were taken in
    after all are counted once.
    """
    left = dict(late)
    opened: DayOpened | None = None
    visits: dict[str, _Visit] = {}
    for event in events:
        if isinstance(event, DayOpened):
            if opened is not None:
                yield _day(opened, visits, left)
            opened, visits = event, {}
        elif opened is not None:
            _follow(visits, left, event)
    if opened is not None:
        yield _day(opened, visits, left)
    unopened: dict[str, list[Leg]] = {}
    for event in left.values():
        unopened.setdefault(event.day, []).append(_late(event))
    for day, legs in sorted(unopened.items()):
        yield DayOfLegs(dt.date.fromisoformat(day), None, None, tuple(legs))


def _follow(visits: dict[str, "_Visit"], left: dict[str, CheckedInLate], event: AnyEvent) -> None:
    if isinstance(event, CheckedIn):
        left.pop(event.ticket, None)
        begun = _Going(event.service, event.stamp.at, since=event.stamp.at)
        visits[event.visit] = _Visit(begun, event.appointment)
    elif isinstance(event, VisitEvent):
        visit, step = visits.get(event.visit), _STEPS.get(type(event))
        if visit is not None and step is not None:
            step(visit, event)


def _day(opened: DayOpened, visits: Mapping[str, "_Visit"], left: dict[str, CheckedInLate]) -> DayOfLegs:
    legs = [leg for visit in visits.values() for leg in visit.legs()]
    came_late = [ticket for ticket, event in left.items() if event.day == opened.day]
    legs += [_late(left.pop(ticket)) for ticket in came_late]
    return DayOfLegs(opened.date, opened.at, opened.wall_ms, tuple(legs))


def _late(event: CheckedInLate) -> Leg:
    return Leg(
        service=event.service,
        first=True,
        began_at=event.stamp.at,
        called_at=0,
        started_at=0,
        ended_at=0,
        outcome=Outcome.LATE,
        wait_ms=None,
        service_ms=None,
    )


@dataclass(slots=True)
class _Going:
    """A leg that is not written down yet; ``since`` and ``served_since`` are 0 while that clock stands."""

    service: str
    began_at: int
    since: int
    waited: int = 0
    called_at: int = 0
    started_at: int = 0
    served_since: int = 0
    served: int = 0
    ended_at: int = 0
    outcome: Outcome = Outcome.STILL_HERE
    timed: bool = True
    """Whether ``served`` is the whole of it."""


@dataclass(slots=True)
class _Visit:
    """A visit on its way; nothing of who it is."""

    now: _Going
    appointment: Appointment | None
    over: list[_Going] = field(default_factory=list[_Going])

    def legs(self) -> Iterator[Leg]:
        """Yield what is to be counted: of a check-in by mistake that and nothing else."""
        going = [*self.over, self.now]
        if self.now.outcome is Outcome.MISTAKE:
            served = any(leg.outcome is Outcome.SERVED for leg in self.over)
            going = self.over if served else [self.now]
        for index, leg in enumerate(going):
            known = leg.outcome is Outcome.SERVED and leg.timed
            yield Leg(
                service=leg.service,
                first=index == 0,
                began_at=leg.began_at,
                called_at=leg.called_at,
                started_at=leg.started_at,
                ended_at=leg.ended_at,
                outcome=leg.outcome,
                wait_ms=leg.waited if leg.called_at else None,
                service_ms=leg.served if known else None,
            )

    def stop_waiting(self, at: int) -> None:
        leg, due = self.now, self.appointment
        if leg.since and not leg.called_at:
            start = leg.since
            if due is not None and due.service == leg.service:
                start = max(start, due.at)
            leg.waited += max(0, at - start)
        leg.since = 0

    def stop_serving(self, at: int) -> None:
        leg = self.now
        if leg.served_since:
            leg.served += at - leg.served_since
            leg.served_since = 0

    def end(self, at: int, outcome: Outcome) -> None:
        self.stop_serving(at)
        self.now.ended_at, self.now.outcome = at, outcome

    def go_on(self, at: int, service: str) -> None:
        self.over.append(self.now)
        self.now = _Going(service, at, since=at)


def _called(visit: _Visit, event: Called) -> None:
    visit.now.service = event.service  # of several waited for at once it is this one
    visit.stop_waiting(event.at)
    visit.now.called_at = visit.now.called_at or event.at


def _started(visit: _Visit, event: Started) -> None:
    visit.now.served_since = event.at
    visit.now.started_at = visit.now.started_at or event.at


def _finished(visit: _Visit, event: Finished) -> None:
    visit.end(event.at, Outcome.SERVED)


def _continued(visit: _Visit, event: Continued) -> None:
    visit.end(event.at, Outcome.SERVED)
    visit.go_on(event.at, event.next[0])


def _transferred(visit: _Visit, event: Transferred) -> None:
    """To another service it is another leg; to another desk or hour it is the same one."""
    if event.service == visit.now.service:
        _waits_again(visit, event)
        return
    visit.end(event.at, Outcome.SERVED if visit.now.served_since else Outcome.SENT_ON)
    visit.go_on(event.at, event.service)


def _not_come(visit: _Visit, event: NotCome) -> None:
    visit.end(event.at, Outcome.NOT_COME)


def _waits_again(visit: _Visit, event: VisitEvent) -> None:
    visit.stop_serving(event.at)
    visit.now.ended_at, visit.now.outcome = 0, Outcome.STILL_HERE
    visit.now.since = event.at


def _parked(visit: _Visit, event: Parked) -> None:
    visit.stop_waiting(event.at)
    visit.stop_serving(event.at)


def _cancelled(visit: _Visit, event: Cancelled) -> None:
    visit.end(event.at, Outcome.MISTAKE if event.reason == MISTAKE else Outcome.LEFT)


def _closed(visit: _Visit, event: VisitClosed) -> None:
    """Who stood at a desk when the day ended was served; nobody knows how long."""
    serving = bool(visit.now.served_since)
    visit.now.timed = visit.now.timed and not serving
    visit.end(event.at, Outcome.SERVED if serving else Outcome.DAY_END)


def _reopened(visit: _Visit, event: VisitReopened) -> None:
    """The day goes on: who waited when it was closed has waited on."""
    since = visit.now.since
    _waits_again(visit, event)
    visit.now.since = since or event.at


_STEPS: dict[type[Any], Callable[[_Visit, Any], None]] = {
    Called: _called,
    Started: _started,
    Finished: _finished,
    Continued: _continued,
    Transferred: _transferred,
    NotCome: _not_come,
    GivenBack: _waits_again,
    Returned: _waits_again,
    BroughtBack: _waits_again,
    Parked: _parked,
    Cancelled: _cancelled,
    VisitClosed: _closed,
    VisitReopened: _reopened,
}

READ = frozenset(str(kind.__struct_config__.tag) for kind in (*_STEPS, DayOpened, CheckedIn))
"""The types of events that :func:`days_of` looks at."""
