"""Events change the state here and nowhere else; what is folded was decided before, so nothing is judged."""

from bisect import insort
from collections.abc import Callable
from typing import Any

from hub.queue import fold_numbers
from hub.queue.answers import Done
from hub.queue.events import (
    AnyEvent,
    Called,
    CalledAgain,
    Cancelled,
    CheckedIn,
    CheckedInLate,
    DayClosed,
    DayOpened,
    DayReopened,
    DeskClosed,
    DeskOpened,
    DeviceStruckOff,
    Finished,
    GivenBack,
    Granted,
    HubStarted,
    NotCome,
    NumberConflict,
    NumbersReported,
    Started,
    Transferred,
    VisitClosed,
    VisitEvent,
)
from hub.queue.state import REMEMBERED, Day, Desk, State, Visit, track_of
from hub.queue.transitions import INITIAL, Step, VisitState, target


def fold(state: State, event: AnyEvent) -> None:
    """Let ``event`` have happened.

    Raises ValueError or KeyError where the event cannot follow the state: the log is damaged, and going on
    would hurt.
    """
    state.at = max(state.at, event.at)
    FOLDS[type(event)](state, event)
    if event.cmd:
        _remember(state, event)


def _remember(state: State, event: AnyEvent) -> None:
    visit = state.visits[event.visit] if isinstance(event, VisitEvent) else None
    done = Done(visit=visit.id, number=visit.number, call=visit.call) if visit is not None else Done()
    state.answered[event.cmd] = done
    if len(state.answered) > REMEMBERED:
        del state.answered[next(iter(state.answered))]


def _step(state: State, event: VisitEvent, step: Step) -> Visit:
    visit = state.visits[event.visit]
    after = target(visit.state, step)
    if after is None:
        raise ValueError(f"Visit {visit.id} is {visit.state}, and the log says: {step}.")
    if visit.state is VisitState.WAITING:
        state.lines.remove(visit.waiting)
    visit.state = after
    return visit


def _leave(state: State, visit: Visit) -> None:
    state.desks[visit.desk].visit = ""
    visit.desk = ""


def _wait_again(state: State, visit: Visit) -> None:
    _leave(state, visit)
    visit.calls = 0
    state.lines.add(visit.waiting)


def _checked_in(state: State, event: CheckedIn) -> None:
    visit = Visit(
        id=event.visit,
        ticket=event.ticket,
        number=event.number,
        service=event.service,
        language=event.language,
        stamp=event.stamp,
        state=INITIAL,
        uncertain=event.uncertain,
    )
    state.minted += 1
    state.visits[visit.id] = visit
    state.tickets[visit.ticket] = visit.id
    state.late.pop(visit.ticket, None)
    state.lines.add(visit.waiting)
    if event.stamp.device:
        track = state.tracks.setdefault(track_of(event.stamp.device, event.stamp.epoch), [])
        insort(track, event.stamp, key=lambda stamp: stamp.track)
        _heard_sequence(state, event)
    fold_numbers.dealt(state.numbering, event)


def _checked_in_late(state: State, event: CheckedInLate) -> None:
    state.tickets[event.ticket] = ""
    state.late[event.ticket] = event
    _heard_sequence(state, event)
    if state.day is not None and state.day.id == event.day:
        fold_numbers.dealt(state.numbering, event)


def _heard_sequence(state: State, event: CheckedIn | CheckedInLate) -> None:
    streams = state.streams.setdefault(event.stamp.device, {})
    streams[event.stamp.epoch] = max(streams.get(event.stamp.epoch, 0), event.stamp.sequence)


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
    visit.desk, visit.call, visit.calls, visit.called_at = event.desk, event.call, 1, event.at
    state.minted += 1


def _called_again(state: State, event: CalledAgain) -> None:
    visit = _step(state, event, Step.CALL_AGAIN)
    visit.call, visit.called_at = event.call, event.at
    visit.calls += 1
    state.minted += 1


def _started(state: State, event: Started) -> None:
    _step(state, event, Step.START).started_at = event.at


def _finished(state: State, event: Finished) -> None:
    visit = _step(state, event, Step.FINISH)
    visit.done = [*visit.done, visit.service]
    visit.ended_at = event.at
    _leave(state, visit)


def _not_come(state: State, event: NotCome) -> None:
    visit = _step(state, event, Step.NO_SHOW)
    visit.ended_at = event.at
    _leave(state, visit)


def _given_back(state: State, event: GivenBack) -> None:
    _wait_again(state, _step(state, event, Step.GIVE_BACK))


def _transferred(state: State, event: Transferred) -> None:
    visit = _step(state, event, Step.TRANSFER)
    if visit.started_at:
        visit.done = [*visit.done, visit.service]
    visit.service, visit.started_at = event.service, 0
    _wait_again(state, visit)


def _cancelled(state: State, event: Cancelled) -> None:
    visit = _step(state, event, Step.CANCEL)
    visit.ended_at, visit.reason = event.at, event.reason


def _visit_closed(state: State, event: VisitClosed) -> None:
    visit = _step(state, event, Step.CLOSE)
    visit.ended_at, visit.reason = event.at, event.reason.value
    if visit.desk:
        _leave(state, visit)


def _desk_opened(state: State, event: DeskOpened) -> None:
    desk = state.desks.setdefault(event.desk, Desk())
    desk.open, desk.services, desk.languages = True, event.services, event.languages


def _desk_closed(state: State, event: DeskClosed) -> None:
    state.desks[event.desk].open = False


def _hub_started(state: State, event: HubStarted) -> None:
    state.incarnation, state.minted = event.incarnation, 0
    state.numbering.silent = set(event.kiosks)


def _day_opened(state: State, event: DayOpened) -> None:
    state.day = Day(id=event.day, date=event.date, by=event.by, opened_at=event.at, wall_ms=event.wall_ms)
    state.tickets_before, state.tickets = state.tickets, {}
    state.visits, state.tracks, state.late = {}, {}, {}
    fold_numbers.begin_day(state)


def _day_reopened(state: State, event: DayReopened) -> None:
    day = _the_day(state, event)
    day.closed, day.by = False, event.by


def _day_closed(state: State, event: DayClosed) -> None:
    _the_day(state, event).closed = True
    state.desks = {}


def _the_day(state: State, event: DayReopened | DayClosed) -> Day:
    if state.day is None or state.day.id != event.day:
        raise ValueError(f"The log speaks of the day {event.day}, which is not the last one opened.")
    return state.day


def _granted(state: State, event: Granted) -> None:
    state.minted += 1
    fold_numbers.granted(state.numbering, event)


def _numbers_reported(state: State, event: NumbersReported) -> None:
    fold_numbers.reported(state, event)


def _device_struck_off(state: State, event: DeviceStruckOff) -> None:
    fold_numbers.struck_off(state.numbering, event)


FOLDS: dict[type[Any], Callable[[State, Any], None]] = {
    CheckedIn: _checked_in,
    CheckedInLate: _checked_in_late,
    NumberConflict: _number_conflict,
    Called: _called,
    CalledAgain: _called_again,
    Started: _started,
    Finished: _finished,
    NotCome: _not_come,
    GivenBack: _given_back,
    Transferred: _transferred,
    Cancelled: _cancelled,
    VisitClosed: _visit_closed,
    DeskOpened: _desk_opened,
    DeskClosed: _desk_closed,
    HubStarted: _hub_started,
    DayOpened: _day_opened,
    DayReopened: _day_reopened,
    DayClosed: _day_closed,
    Granted: _granted,
    NumbersReported: _numbers_reported,
    DeviceStruckOff: _device_struck_off,
}
"""Which function folds which event."""
