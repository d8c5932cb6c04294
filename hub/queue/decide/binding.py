"""Who waits for one desk alone: only as long as that desk can call them."""

from collections.abc import Iterable

from hub.queue.events import (
    AnyEvent,
    DeskClosed,
    DeskOpened,
    DeskPlanned,
    DeskUnplanned,
    Released,
    VisitEvent,
)
from hub.queue.stamps import Now
from hub.queue.state import Desk, Plan, State


def can_call(state: State, desk: str, service: str, language: str) -> bool:
    """Tell whether a desk serves these customers, now or by a plan for later today."""
    at, plan = state.desks.get(desk), state.plans.get(desk)
    return (at is not None and at.open and _serves(at, service, language)) or (
        plan is not None and _serves(plan, service, language)
    )


def _serves(desk: Desk | Plan, service: str, language: str) -> bool:
    return service in desk.services and (not desk.languages or language in desk.languages)


def release(state: State, events: Iterable[AnyEvent], now: Now) -> tuple[Released, ...]:
    """Return who may go to any desk after ``events`` were folded, since theirs does not call them any more.

    Costs as much as wait for the touched desks alone.
    """
    touched = dict.fromkeys(visit for event in events for visit in _bound(state, event))
    visits = (state.visits[visit] for visit in touched)
    return tuple(
        Released(at=now.ms, visit=visit.id, service=visit.service)
        for visit in visits
        if not can_call(state, visit.to_desk, visit.service, visit.language)
    )


def _bound(state: State, event: AnyEvent) -> Iterable[str]:
    """Return those who wait for one desk alone, and whom an event may have cut off from it."""
    match event:
        case DeskOpened() | DeskClosed() | DeskPlanned() | DeskUnplanned():
            return state.bound.get(event.desk, ())
        case VisitEvent():
            visit = state.visits.get(event.visit)  # the next day may have begun since
            bound = visit is not None and visit.id in state.bound.get(visit.to_desk, ())
            return (event.visit,) if bound else ()
        case _:
            return ()
