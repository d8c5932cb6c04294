"""How a visit begins, and how it is taken back before it was called."""

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Sequence

from hub.queue.answers import Code, Refusal
from hub.queue.commands import AdviserCheckIn, Cancel, CheckIn
from hub.queue.decide.decision import Decision
from hub.queue.events import AnyEvent, Cancelled, CheckedIn, CheckedInLate, NumberConflict
from hub.queue.rules import Rules
from hub.queue.stamps import Now, Stamp
from hub.queue.state import Day, State, track_of
from hub.queue.transitions import Step, target


def check_in(state: State, command: CheckIn, now: Now, rules: Rules) -> Decision:
    """Take a kiosk's ticket in: the customer holds the paper, so it is kept whatever is odd about it."""
    if command.ticket in state.tickets or command.ticket in state.tickets_before:
        return ()
    if command.number < 1:
        return Refusal(code=Code.BAD_NUMBER, detail=f"A queue number is 1 or more, not {command.number}.")
    if not _is_day(command.day):
        return Refusal(code=Code.BAD_DAY, detail=f"A numbered day is a date, not {command.day!r}.")
    day = state.day
    if day is None or command.day > day.id:
        detail = f"The numbered day {command.day} has not been opened here."
        return Refusal(code=Code.DAY_NOT_OPEN, detail=detail, retry=True)
    if not _belongs(command, day):
        late = _late(command, now, rules)
        return (late, *_conflict(state, late, now)) if command.day == day.id else (late,)
    visit = _in_time(state, command, now, rules)
    return (visit, *_conflict(state, visit, now))


def _belongs(command: CheckIn, day: Day) -> bool:
    """Tell whether the customer came on the open day.

    A kiosk that is cut off and whose clock is not set deals the numbers of the day before in the morning.
    """
    return not day.closed and (command.day == day.id or command.placed.at >= day.opened_at)


def _conflict(state: State, event: CheckedIn | CheckedInLate, now: Now) -> tuple[NumberConflict, ...]:
    other = state.numbering.taken.get(event.number, event.ticket)
    if other == event.ticket:
        return ()
    return (NumberConflict(at=now.ms, number=event.number, ticket=event.ticket, other=other),)


def take_in(state: State, now: Now) -> tuple[AnyEvent, ...]:
    """Let those wait who checked in while the last day was closed: it goes on, and they hold its numbers."""
    events, tracks = list[AnyEvent](), dict[str, list[Stamp]]()
    late = [event for event in state.late.values() if state.day is not None and event.day == state.day.id]
    for count, event in enumerate(late):
        key = track_of(event.stamp.device, event.stamp.epoch)
        track = tracks.setdefault(key, [*state.tracks.get(key, ())])
        stamp = _between_its_neighbours(track, event.stamp)
        insort(track, stamp, key=lambda one: one.track)
        visit = CheckedIn(
            at=now.ms,
            visit=state.mint("v", count),
            service=event.service,
            ticket=event.ticket,
            number=event.number,
            language=event.language,
            stamp=stamp,
            lease=event.lease,
            uncertain=event.uncertain,
            outside=event.outside,
        )
        events += (visit, *_conflict(state, visit, now))
    return tuple(events)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _in_time(state: State, command: CheckIn, now: Now, rules: Rules) -> CheckedIn:
    track = state.tracks.get(track_of(command.device, command.epoch), [])
    return CheckedIn(
        at=now.ms,
        visit=state.mint("v"),
        service=command.service,
        ticket=command.ticket,
        number=command.number,
        language=command.language,
        stamp=_between_its_neighbours(track, _stamp(command, now)),
        lease=command.lease,
        uncertain=command.placed.uncertain,
        outside=not rules.scheme.holds(command.number),
    )


def _late(command: CheckIn, now: Now, rules: Rules) -> CheckedInLate:
    return CheckedInLate(
        at=now.ms,
        ticket=command.ticket,
        day=command.day,
        number=command.number,
        service=command.service,
        language=command.language,
        stamp=_stamp(command, now),
        lease=command.lease,
        uncertain=command.placed.uncertain,
        outside=not rules.scheme.holds(command.number),
    )


def _stamp(command: CheckIn, now: Now) -> Stamp:
    return Stamp(
        at=min(command.placed.at, now.ms),
        device=command.device,
        epoch=command.epoch,
        boot=command.arrival.boot,
        clock_ms=command.arrival.clock_ms,
        sequence=command.sequence,
    )


def _between_its_neighbours(track: Sequence[Stamp], stamp: Stamp) -> Stamp:
    """Keep the certain order within one kiosk, whatever the reckoning of its clock has become meanwhile."""
    index = bisect_left(track, stamp.track, key=lambda one: one.track)
    at = stamp.at
    if index < len(track):
        at = min(at, track[index].at)
    if index > 0:
        at = max(at, track[index - 1].at)
    return stamp._replace(at=at)


def adviser_check_in(state: State, command: AdviserCheckIn, now: Now, rules: Rules) -> Decision:
    """Check a customer in by hand, with a number of the hub's own."""
    if state.open_day is None:
        return Refusal(code=Code.DAY_NOT_OPEN)
    if not state.grants:
        silent = ", ".join(sorted(state.numbering.silent))
        return Refusal(code=Code.NUMBERS_NOT_READY, detail=f"Not reported yet: {silent}.", retry=True)
    numbers = rules.scheme.take(state.numbering.top, 1)
    if numbers is None:
        return Refusal(code=Code.NUMBERS_ENDED)
    visit = state.mint("v")
    event = CheckedIn(
        at=now.ms,
        cmd=command.id,
        visit=visit,
        service=command.service,
        ticket=visit,
        number=numbers.first,
        language=command.language,
        stamp=Stamp(at=now.ms, sequence=state.minted + 1),
    )
    return (event,)


def cancel(state: State, command: Cancel, now: Now, _rules: Rules) -> Decision:
    """Take a waiting visit off the queue."""
    visit = state.visits.get(command.visit)
    if visit is None:
        return Refusal(code=Code.UNKNOWN_VISIT)
    if target(visit.state, Step.CANCEL) is None:
        return Refusal(code=Code.WRONG_STATE, detail=visit.state)
    event = Cancelled(at=now.ms, cmd=command.id, visit=visit.id, service=visit.service, reason=command.reason)
    return (event,)
