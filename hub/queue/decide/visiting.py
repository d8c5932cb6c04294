"""How a visit begins: with a ticket of a kiosk, or by an adviser's hand."""

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Sequence

from common.wire.numbers import HIGHEST
from hub.queue.answers import Code, Refusal
from hub.queue.commands import AdviserCheckIn, CheckIn
from hub.queue.decide.decision import Decision
from hub.queue.decide.numbering import next_number
from hub.queue.decide.visits import repeated
from hub.queue.details import Appointment
from hub.queue.events import AnyEvent, CheckedIn, CheckedInLate, NumberConflict
from hub.queue.rules import Rules
from hub.queue.stamps import Now, Stamp
from hub.queue.state import Day, State, track_of


def check_in(state: State, command: CheckIn, now: Now, rules: Rules) -> Decision:
    """Take a kiosk's ticket in: the customer holds the paper, so it is kept whatever is odd about it."""
    if command.ticket in state.tickets or command.ticket in state.tickets_before:
        return ()
    if not 1 <= command.number <= HIGHEST:
        return Refusal(code=Code.BAD_NUMBER, detail=f"There is no queue number {command.number}.")
    day = state.day
    if (day is None or command.day != day.id) and not _is_day(command.day):
        return Refusal(code=Code.BAD_DAY, detail=f"A numbered day is a date, not {command.day!r}.")
    if day is None or command.day > day.id:
        detail = f"The numbered day {command.day} has not been opened here."
        return Refusal(code=Code.DAY_NOT_OPEN, detail=detail, retry=True)
    said = _said(command, now, rules)
    if not _belongs(command, day):
        return (said, *_conflict(state, said, now)) if command.day == day.id else (said,)
    track = state.tracks.get(track_of(command.device, command.epoch), ())
    stamp = _between_its_neighbours(track, said.stamp)
    visit = _in_time(state, said, stamp, now, _unless_kept(state, said.appointment))
    return (visit, *_conflict(state, visit, now))


def _belongs(command: CheckIn, day: Day) -> bool:
    """Tell whether the customer came on the open day.

    A kiosk that is cut off and whose clock is not set deals the numbers of the day before in the morning.
    """
    return not day.closed and (command.day == day.id or command.placed.at >= day.opened_at)


def _conflict(state: State, event: CheckedIn | CheckedInLate, now: Now) -> tuple[NumberConflict, ...]:
    """Return that somebody else's ticket shows the same number: people go by what they see."""
    other = state.faces.get(event.face or str(event.number), event.ticket)
    if other == event.ticket:
        return ()
    return (NumberConflict(at=now.ms, number=event.number, ticket=event.ticket, other=other),)


def take_in(state: State, now: Now) -> tuple[AnyEvent, ...]:
    """Let those wait who checked in while the last day was closed: it goes on, and they hold its numbers."""
    events, tracks, kept = list[AnyEvent](), dict[str, list[Stamp]](), set[str]()
    late = [event for event in state.late.values() if state.day is not None and event.day == state.day.id]
    for count, event in enumerate(late):
        key = track_of(event.stamp.device, event.stamp.epoch)
        track = tracks.setdefault(key, [*state.tracks.get(key, ())])
        stamp = _between_its_neighbours(track, event.stamp)
        insort(track, stamp, key=lambda one: one.track)
        appointment = _unless_kept(state, event.appointment)
        if appointment is not None and appointment.id in kept:
            appointment = None
        elif appointment is not None:
            kept.add(appointment.id)
        visit = _in_time(state, event, stamp, now, appointment, count)
        events += (visit, *_conflict(state, visit, now))
    return tuple(events)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _said(command: CheckIn, now: Now, rules: Rules) -> CheckedInLate:
    """Return what a ticket says, as it stands in the log where nobody waits with it."""
    also, later = _each_once(command)
    return CheckedInLate(
        at=now.ms,
        ticket=command.ticket,
        day=command.day,
        number=command.number,
        face=rules.face(command.number, command.day),
        service=command.service,
        also=also,
        later=later,
        language=command.language,
        details=command.details,
        appointment=command.appointment,
        stamp=_stamp(command, now),
        lease=command.lease,
        uncertain=command.placed.uncertain,
        outside=not rules.scheme.holds(command.number),
    )


def _in_time(
    state: State,
    said: CheckedInLate,
    stamp: Stamp,
    now: Now,
    appointment: Appointment | None,
    offset: int = 0,
) -> CheckedIn:
    """Return that somebody waits with this ticket; ``offset`` counts those of the same decision before it."""
    return CheckedIn(
        at=now.ms,
        visit=state.mint("v", offset),
        service=said.service,
        ticket=said.ticket,
        number=said.number,
        face=said.face,
        also=said.also,
        later=said.later,
        language=said.language,
        details=said.details,
        appointment=appointment,
        stamp=stamp,
        lease=said.lease,
        uncertain=said.uncertain,
        outside=said.outside,
    )


def _each_once(command: CheckIn) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the further services, each once: the ticket is kept, whatever is odd about it."""
    if not (command.also or command.later):
        return (), ()
    also = tuple(dict.fromkeys(service for service in command.also if service != command.service))
    known = {command.service, *also}
    return also, tuple(dict.fromkeys(service for service in command.later if service not in known))


def _unless_kept(state: State, appointment: Appointment | None) -> Appointment | None:
    """Return an appointment that nobody has kept yet; who brings it a second time waits as a walk-in."""
    return None if appointment is None or appointment.id in state.appointments else appointment


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
    if not track or (track[-1].track < stamp.track and track[-1].at <= stamp.at):
        return stamp  # almost all come in order, and to search for the place took 3 µs
    index = bisect_left(track, stamp.track, key=lambda one: one.track)
    at = stamp.at
    if index < len(track):
        at = min(at, track[index].at)
    if index > 0:
        at = max(at, track[index - 1].at)
    return stamp._replace(at=at)


def adviser_check_in(state: State, command: AdviserCheckIn, now: Now, rules: Rules) -> Decision:
    """Check a customer in by hand, with a number of the hub's own."""
    day = state.open_day
    if day is None:
        return Refusal(code=Code.DAY_NOT_OPEN)
    number = next_number(state, command.service, rules)
    if isinstance(number, Refusal):
        return number
    twice = repeated(command.service, *command.also, *command.later)
    if twice is not None:
        return twice
    visit = state.mint("v")
    event = CheckedIn(
        at=now.ms,
        cmd=command.id,
        visit=visit,
        service=command.service,
        ticket=visit,
        number=number,
        face=rules.face(number, day.id),
        also=command.also,
        later=command.later,
        details=command.details,
        appointment=_unless_kept(state, command.appointment),
        language=command.language,
        stamp=Stamp(at=now.ms, sequence=state.minted + 1),
    )
    return (event,)
