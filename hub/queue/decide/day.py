"""When a numbered day begins and ends: by a trusted clock, or by a person's word."""

import datetime as dt

from hub.queue.answers import Code, Refusal
from hub.queue.commands import CloseDay, OpenDay, Tick
from hub.queue.decide.decision import Decision
from hub.queue.decide.desks import follow_plans
from hub.queue.decide.visiting import take_in
from hub.queue.decide.visits import due_returns
from hub.queue.events import (
    AnyEvent,
    CloseReason,
    DayClosed,
    DayOpened,
    DayReopened,
    Opener,
    VisitClosed,
    VisitReopened,
)
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import State
from hub.queue.transitions import OPEN, Step, target

_EVENING = dt.timedelta(days=1)
_MONTH = dt.timedelta(days=31)


def open_day(state: State, command: OpenDay, now: Now, _rules: Rules) -> Decision:
    """Open the day of a date; one that was closed goes on, one that is past or to come is refused."""
    day = state.day
    if day is not None and command.date < day.date:
        return Refusal(code=Code.DAY_PASSED, detail=f"The last numbered day is {day.id}.")
    if day is not None and command.date == day.date:
        reopened = DayReopened(at=now.ms, cmd=command.id, day=day.id, by=Opener.PERSON)
        return (reopened, *_reopened(state, now), *take_in(state, now)) if day.closed else ()
    if day is not None and not day.closed and command.today <= day.date:
        return Refusal(code=Code.DAY_STILL_OPEN, detail=f"The numbered day {day.id} is open.")
    first, last = openable(state, command.today, trusted=now.trusted)
    if command.date > last:
        return Refusal(code=Code.DAY_AHEAD, detail=f"Today is {command.today}.")
    if command.date < first:
        return Refusal(code=Code.DAY_PASSED, detail=f"Today is {command.today}.")
    closed = _closing(state, now, Opener.PERSON)
    return (*closed, _opening(command.date, now, Opener.PERSON, command.id))


def _reopened(state: State, now: Now) -> tuple[AnyEvent, ...]:
    """Return that those wait again whom the close of their day ended."""
    return tuple(
        VisitReopened(at=now.ms, visit=visit.id, service=visit.service)
        for visit in state.visits.values()
        if target(visit.state, Step.REOPEN) is not None
    )


def openable(state: State, today: dt.date, *, trusted: bool) -> tuple[dt.date, dt.date]:
    """Return the first and the last date that a person may open, where the site's clock says ``today``.

    No day can be opened before the last one, so a slip of the finger must not reach far. By a trusted clock
    it is today, or past midnight the evening before. Any other clock may have stood still: then up to a
    month after the later of it and the last day, which holds over every holiday; the first day of all is
    not bounded, since there is nothing to hold it against.
    """
    before = dt.date.min if state.day is None else state.day.date
    if trusted:
        return max(before, today - _EVENING), max(before, today)
    if state.day is None:
        return before, dt.date.max
    return before, max(before, today) + _MONTH


def close_day(state: State, command: CloseDay, now: Now, _rules: Rules) -> Decision:
    """Close the open day, and with it every open visit."""
    if state.open_day is None:
        return Refusal(code=Code.DAY_NOT_OPEN)
    return _closing(state, now, Opener.PERSON, command.id)


def tick(state: State, command: Tick, now: Now, _rules: Rules) -> Decision:
    """Let happen what is due: who was parked for a while waits again, planned desks open and close.

    Days open and close by the clock, if it can be trusted: a machine may wake up yesterday.

    A date that lies before the last numbered day changes nothing. One that lies more than a month after it is
    left to a person, since a clock that was wrong for a moment would end all days before it. A day that a
    person opened, on a holiday or again in the evening, is not over by the site's hours: it ends by a
    person's word or with its date.
    """
    happened = (*due_returns(state, now), *follow_plans(state, now)) if state.open_day else ()
    return happened + (_turn_of_day(state, command, now) if now.trusted else ())


def _turn_of_day(state: State, command: Tick, now: Now) -> tuple[AnyEvent, ...]:
    day = state.day
    is_new = day is None or day.date < command.today <= day.date + _MONTH
    is_over = command.over and day is not None and command.today == day.date and day.by is Opener.CLOCK
    ends = is_new or is_over
    events = _closing(state, now, Opener.CLOCK) if ends else ()
    if is_new and not command.over:
        events = (*events, _opening(command.today, now, Opener.CLOCK, ""))
    return events


def _opening(date: dt.date, now: Now, by: Opener, cmd: str) -> DayOpened:
    return DayOpened(at=now.ms, cmd=cmd, day=date.isoformat(), date=date, by=by, wall_ms=now.wall_ms)


def _closing(state: State, now: Now, by: Opener, cmd: str = "") -> tuple[AnyEvent, ...]:
    day = state.open_day
    if day is None:
        return ()
    visits = (
        VisitClosed(
            at=now.ms, visit=visit.id, service=visit.service, desk=visit.desk, reason=CloseReason.DAY_END
        )
        for visit in state.visits.values()
        if visit.state in OPEN
    )
    return (*visits, DayClosed(at=now.ms, cmd=cmd, day=day.id, by=by))
