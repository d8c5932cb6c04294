"""How events change a visit: where it stands, for what it waits, and how it ends."""

from bisect import insort
from collections.abc import Callable
from typing import Any

import msgspec

from hub.queue import fold_numbers
from hub.queue.clocks import REMEMBERED_EPOCHS
from hub.queue.events import (
    AdditionTaken,
    Amended,
    BroughtBack,
    Called,
    CalledAgain,
    Cancelled,
    CheckedIn,
    CheckedInLate,
    Continued,
    Extended,
    Finished,
    GivenBack,
    NotCome,
    NumberConflict,
    Parked,
    Released,
    Returned,
    Started,
    Transferred,
    VisitClosed,
    VisitEvent,
    VisitReopened,
)
from hub.queue.places import enter_lines, leave_lines, out_of_line, overtake
from hub.queue.policies import is_preferred
from hub.queue.stamps import Stamp
from hub.queue.state import Desk, State, Visit, track_of
from hub.queue.transitions import ASIDE, INITIAL, Step, VisitState, target


def _step(state: State, event: VisitEvent, step: Step) -> Visit:
    visit = state.visits[event.visit]
    after = target(visit.state, step)
    if after is None:
        raise ValueError(f"Visit {visit.id} is {visit.state}, and the log says: {step}.")
    if visit.state is VisitState.WAITING:
        leave_lines(state, visit)
    elif visit.state is VisitState.PARKED:
        state.due.pop(visit.id, None)
        visit.until, visit.reason = 0, ""
    visit.state = after
    if after in ASIDE:
        state.aside[visit.id] = None
    else:
        state.aside.pop(visit.id, None)
    return visit


def _leave(state: State, visit: Visit) -> None:
    if visit.desk:
        state.desks[visit.desk].visit = ""
        visit.desk = ""


def _rest(visit: Visit) -> None:
    """Begin the next call anew: how often it was called, and when service began, belong to the last one."""
    visit.calls = visit.started_at = 0


def _wait_again(state: State, visit: Visit, *, came_at: int | None) -> None:
    """Let a visit wait again; ``came_at`` is when that was news, ``None`` where it is none."""
    _leave(state, visit)
    _rest(visit)
    visit.came = {} if came_at is None else dict.fromkeys(visit.wanted, came_at)
    enter_lines(state, visit)


def _checked_in(state: State, event: CheckedIn) -> None:
    visit = Visit(
        id=event.visit,
        ticket=event.ticket,
        number=event.number,
        service=event.service,
        language=event.language,
        stamp=event.stamp,
        state=INITIAL,
        shown=event.face,
        also=event.also,
        later=event.later,
        details=event.details,
        appointment=event.appointment,
        uncertain=event.uncertain,
    )
    visit.came = dict.fromkeys(visit.wanted, event.at)
    state.minted += 1
    state.visits[visit.id] = visit
    state.tickets[visit.ticket] = visit.id
    state.late.pop(visit.ticket, None)
    state.faces.setdefault(visit.face, visit.ticket)
    if visit.appointment is not None:
        state.appointments[visit.appointment.id] = visit.id
    enter_lines(state, visit)
    if event.stamp.device:
        track = state.tracks.setdefault(track_of(event.stamp.device, event.stamp.epoch), [])
        if not track or track[-1].track < event.stamp.track:
            track.append(event.stamp)  # almost all come in order, and to search for the place took 3 µs
        else:
            insort(track, event.stamp, key=lambda stamp: stamp.track)
        _heard_sequence(state, event.stamp)
    fold_numbers.dealt(state.numbering, event)


def _checked_in_late(state: State, event: CheckedInLate) -> None:
    state.tickets[event.ticket] = ""
    state.late[event.ticket] = event
    _heard_sequence(state, event.stamp)
    if state.day is not None and state.day.id == event.day:
        state.faces.setdefault(event.face or str(event.number), event.ticket)
        fold_numbers.dealt(state.numbering, event)


def _addition_taken(state: State, event: AdditionTaken) -> None:
    state.additions[event.addition] = event.ticket
    _heard_sequence(state, event)
    late = state.late.get(event.ticket)
    if late is not None and event.details is not None:
        state.late[event.ticket] = msgspec.structs.replace(late, later=event.later, details=event.details)


def _heard_sequence(state: State, row: Stamp | AdditionTaken) -> None:
    """Note how far an outbox has come; of a device's epochs only the last that were heard are remembered."""
    streams = state.streams.setdefault(row.device, {})
    streams[row.epoch] = max(streams.pop(row.epoch, 0), row.sequence)
    if len(streams) > REMEMBERED_EPOCHS:
        del streams[next(iter(streams))]


def _number_conflict(state: State, event: NumberConflict) -> None:
    for ticket in (event.ticket, event.other):
        visit = state.visits.get(state.tickets.get(ticket, ""))
        if visit is not None:
            visit.conflict = True


def _called(state: State, event: Called) -> None:
    visit = _step(state, event, Step.CALL)
    desk = state.desks.setdefault(event.desk, Desk())
    if desk.visit:
        raise ValueError(f"Desk {event.desk} has visit {desk.visit}, and the log calls {visit.id} there.")
    desk.visit = visit.id
    desk.run = desk.run + 1 if is_preferred(visit.waiting_for(event.service), event.at) else 0
    visit.also = tuple(service for service in visit.wanted if service != event.service)
    if visit.service != event.service:
        visit.to_desk = ""
    visit.service = event.service
    visit.desk, visit.call, visit.calls, visit.called_at = event.desk, event.call, 1, event.at
    for overtaken in event.overtook:
        overtake(state, state.visits[overtaken])
    state.minted += 1


def _called_again(state: State, event: CalledAgain) -> None:
    visit = _step(state, event, Step.CALL_AGAIN)
    visit.call, visit.called_at = event.call, event.at
    visit.calls += 1
    state.minted += 1


def _started(state: State, event: Started) -> None:
    visit = _step(state, event, Step.START)
    visit.started_at, visit.to_desk = event.at, ""


def _finished(state: State, event: Finished) -> None:
    visit = _step(state, event, Step.FINISH)
    visit.done = (*visit.done, visit.service)
    visit.ended_at = event.at
    _leave(state, visit)


def _not_come(state: State, event: NotCome) -> None:
    visit = _step(state, event, Step.NO_SHOW)
    visit.ended_at = event.at
    _leave(state, visit)


def _continued(state: State, event: Continued) -> None:
    visit = _step(state, event, Step.CONTINUE)
    visit.done = (*visit.done, visit.service)
    visit.service, visit.also, visit.later = event.next[0], event.next[1:], event.later
    _wait_again(state, visit, came_at=event.at)


def _given_back(state: State, event: GivenBack) -> None:
    _wait_again(state, _step(state, event, Step.GIVE_BACK), came_at=None)


def _transferred(state: State, event: Transferred) -> None:
    visit = _step(state, event, Step.TRANSFER)
    if visit.started_at and visit.service != event.service:
        visit.done = (*visit.done, visit.service)
    visit.service, visit.to_desk = event.service, event.to_desk
    visit.also = tuple(service for service in visit.also if service != event.service)
    visit.later = tuple(service for service in visit.later if service != event.service)
    _wait_again(state, visit, came_at=event.at)


def _released(state: State, event: Released) -> None:
    visit = state.visits[event.visit]
    with out_of_line(state, visit):
        visit.to_desk = ""


def _parked(state: State, event: Parked) -> None:
    visit = _step(state, event, Step.PARK)
    _leave(state, visit)
    _rest(visit)
    visit.until, visit.reason = event.until, event.reason.value
    if visit.until:
        state.due[visit.id] = visit.until


def _returned(state: State, event: Returned) -> None:
    _wait_again(state, _step(state, event, Step.RETURN), came_at=event.at)


def _brought_back(state: State, event: BroughtBack) -> None:
    visit = _step(state, event, Step.BRING_BACK)
    visit.ended_at = 0
    _wait_again(state, visit, came_at=event.at)


def _visit_reopened(state: State, event: VisitReopened) -> None:
    visit = _step(state, event, Step.REOPEN)
    visit.ended_at, visit.reason = 0, ""
    _wait_again(state, visit, came_at=None)


def _amended(state: State, event: Amended) -> None:
    visit = state.visits[event.visit]
    with out_of_line(state, visit):
        visit.language, visit.details = event.language, event.details


def _extended(state: State, event: Extended) -> None:
    visit = state.visits[event.visit]
    with out_of_line(state, visit):
        visit.also, visit.later = event.also, event.later
    if visit.came:
        visit.came = {service: visit.came.get(service, event.at) for service in visit.wanted}


def _cancelled(state: State, event: Cancelled) -> None:
    visit = _step(state, event, Step.CANCEL)
    visit.ended_at, visit.reason = event.at, event.reason
    kept = visit.appointment
    if kept is not None and state.appointments.get(kept.id) == visit.id:
        del state.appointments[kept.id]  # taken back: whose it really is may still come


def _visit_closed(state: State, event: VisitClosed) -> None:
    visit = _step(state, event, Step.CLOSE)
    visit.ended_at, visit.reason = event.at, event.reason.value
    _leave(state, visit)


FOLDS: dict[type[Any], Callable[[State, Any], None]] = {
    CheckedIn: _checked_in,
    CheckedInLate: _checked_in_late,
    AdditionTaken: _addition_taken,
    NumberConflict: _number_conflict,
    Called: _called,
    CalledAgain: _called_again,
    Started: _started,
    Finished: _finished,
    NotCome: _not_come,
    Continued: _continued,
    GivenBack: _given_back,
    Transferred: _transferred,
    Released: _released,
    Parked: _parked,
    Returned: _returned,
    BroughtBack: _brought_back,
    VisitReopened: _visit_reopened,
    Cancelled: _cancelled,
    VisitClosed: _visit_closed,
    Amended: _amended,
    Extended: _extended,
}
"""Which function folds which event."""
