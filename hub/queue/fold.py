"""Events change the state here and nowhere else; what is folded was decided before, so nothing is judged."""

from collections.abc import Callable
from typing import Any

from hub.queue import fold_numbers, fold_visits
from hub.queue.answers import Done
from hub.queue.events import (
    AnyEvent,
    Continued,
    DayClosed,
    DayOpened,
    DayReopened,
    DeskClosed,
    DeskOpened,
    DeskPaused,
    DeskPlanned,
    DeskResumed,
    DeskUnplanned,
    NothingDone,
    VisitEvent,
)
from hub.queue.number_events import (
    DeviceStruckOff,
    Granted,
    HubStarted,
    NumbersReported,
    OwnGranted,
    RivalGone,
    RivalHeard,
)
from hub.queue.state import REMEMBERED, Day, Desk, Plan, State


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
    done = Done()
    if visit is not None:
        wanted = visit.wanted if isinstance(event, Continued) else ()
        done = Done(visit=visit.id, number=visit.face, call=visit.call, next=wanted)
    state.answered[event.cmd] = done
    if len(state.answered) > REMEMBERED:
        del state.answered[next(iter(state.answered))]


def _desk_opened(state: State, event: DeskOpened) -> None:
    desk = state.desks.setdefault(event.desk, Desk())
    desk.open, desk.paused = True, False
    desk.services, desk.languages = event.services, event.languages


def _desk_closed(state: State, event: DeskClosed) -> None:
    desk = state.desks[event.desk]
    desk.open = desk.paused = False


def _desk_paused(state: State, event: DeskPaused) -> None:
    state.desks[event.desk].paused = True


def _desk_resumed(state: State, event: DeskResumed) -> None:
    state.desks[event.desk].paused = False


def _desk_planned(state: State, event: DeskPlanned) -> None:
    state.plans[event.desk] = Plan(event.services, event.languages, event.opens, event.closes)


def _desk_unplanned(state: State, event: DeskUnplanned) -> None:
    del state.plans[event.desk]


def _hub_started(state: State, event: HubStarted) -> None:
    state.incarnation, state.minted = event.incarnation, 0
    state.numbering.silent, state.numbering.rival = set(event.kiosks), ""


def _day_opened(state: State, event: DayOpened) -> None:
    state.day = Day(id=event.day, date=event.date, by=event.by, opened_at=event.at, wall_ms=event.wall_ms)
    state.tickets_before, state.tickets = state.tickets, {}
    state.additions_before, state.additions = state.additions, {}
    state.visits, state.tracks, state.late = {}, {}, {}
    state.appointments, state.faces, state.aside = {}, {}, {}
    fold_numbers.begin_day(state)


def _nothing_done(_state: State, _event: NothingDone) -> None:
    """Nothing, but that the answer is remembered."""


def _day_reopened(state: State, event: DayReopened) -> None:
    day = _the_day(state, event)
    day.closed, day.by = False, event.by


def _day_closed(state: State, event: DayClosed) -> None:
    _the_day(state, event).closed = True
    state.desks, state.plans = {}, {}


def _the_day(state: State, event: DayReopened | DayClosed) -> Day:
    if state.day is None or state.day.id != event.day:
        raise ValueError(f"The log speaks of the day {event.day}, which is not the last one opened.")
    return state.day


def _granted(state: State, event: Granted) -> None:
    state.minted += 1
    fold_numbers.granted(state.numbering, event)


def _own_granted(state: State, event: OwnGranted) -> None:
    fold_numbers.own_granted(state.numbering, event)


def _rival_heard(state: State, event: RivalHeard) -> None:
    fold_numbers.rival_heard(state.numbering, event)


def _rival_gone(state: State, _event: RivalGone) -> None:
    state.numbering.rival = ""


def _numbers_reported(state: State, event: NumbersReported) -> None:
    fold_numbers.reported(state, event)


def _device_struck_off(state: State, event: DeviceStruckOff) -> None:
    fold_numbers.struck_off(state.numbering, event)


FOLDS: dict[type[Any], Callable[[State, Any], None]] = fold_visits.FOLDS | {
    DeskOpened: _desk_opened,
    DeskClosed: _desk_closed,
    DeskPaused: _desk_paused,
    DeskResumed: _desk_resumed,
    DeskPlanned: _desk_planned,
    DeskUnplanned: _desk_unplanned,
    HubStarted: _hub_started,
    DayOpened: _day_opened,
    DayReopened: _day_reopened,
    NothingDone: _nothing_done,
    DayClosed: _day_closed,
    Granted: _granted,
    OwnGranted: _own_granted,
    RivalHeard: _rival_heard,
    RivalGone: _rival_gone,
    NumbersReported: _numbers_reported,
    DeviceStruckOff: _device_struck_off,
}
"""Which function folds which event."""
