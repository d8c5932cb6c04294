"""When a desk serves, and what: opened and closed by hand or by a plan, paused for a while."""

from hub.queue.answers import Code, Refusal
from hub.queue.commands import (
    CallNext,
    CallThis,
    CloseDesk,
    OpenDesk,
    PauseDesk,
    PlanDesk,
    ResumeDesk,
    UnplanDesk,
)
from hub.queue.decide.decision import Decision
from hub.queue.events import (
    AnyEvent,
    DeskClosed,
    DeskOpened,
    DeskPaused,
    DeskPlanned,
    DeskResumed,
    DeskUnplanned,
    GivenBack,
)
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import Desk, State
from hub.queue.transitions import VisitState


def opening(command: CallNext | CallThis | OpenDesk, now: Now, cmd: str = "") -> DeskOpened:
    """Return that a desk serves from now on what the command names."""
    return DeskOpened(
        at=now.ms, cmd=cmd, desk=command.desk, services=command.services, languages=command.languages
    )


def open_desk(state: State, command: OpenDesk, now: Now, _rules: Rules) -> Decision:
    """Begin to serve, or change what is served, or end a pause."""
    if state.open_day is None:
        return Refusal(code=Code.DAY_NOT_OPEN)
    if not command.services:
        return Refusal(code=Code.NO_SERVICES)
    desk = state.desks.get(command.desk, Desk())
    serves = command.services, command.languages
    if desk.open and not desk.paused and (desk.services, desk.languages) == serves:
        return ()
    return (opening(command, now, command.id),)


def close_desk(state: State, command: CloseDesk, now: Now, _rules: Rules) -> Decision:
    """Stop serving; who was called waits again, and who is being served where that is asked for.

    A plan by which the desk is open ends with it, or the desk would open again at once.
    """
    visit = state.current(command.desk)
    if visit is not None and visit.state is VisitState.SERVING and not command.give_back:
        return Refusal(code=Code.VISIT_SERVING, detail=visit.id)
    events: tuple[AnyEvent, ...] = ()
    if visit is not None:
        events = (GivenBack(at=now.ms, visit=visit.id, service=visit.service, desk=visit.desk),)
    plan = state.plans.get(command.desk)
    if plan is not None and plan.opens <= now.ms:
        events = (*events, DeskUnplanned(at=now.ms, desk=command.desk))
    return (*events, *closing(state, command.desk, now, command.id))


def closing(state: State, name: str, now: Now, cmd: str = "") -> tuple[AnyEvent, ...]:
    """Return the closing of a desk where nobody stands, or nothing where it is closed."""
    desk = state.desks.get(name)
    if desk is None or not desk.open:
        return ()
    return (DeskClosed(at=now.ms, cmd=cmd, desk=name),)


def pause_desk(state: State, command: PauseDesk, now: Now, _rules: Rules) -> Decision:
    """Call nobody for a while; who stands at the desk stays there."""
    desk = state.desks.get(command.desk)
    if desk is None or not desk.open:
        return Refusal(code=Code.DESK_NOT_OPEN)
    return () if desk.paused else (DeskPaused(at=now.ms, cmd=command.id, desk=command.desk),)


def resume_desk(state: State, command: ResumeDesk, now: Now, _rules: Rules) -> Decision:
    """Go on after a pause."""
    desk = state.desks.get(command.desk)
    if desk is None or not desk.open:
        return Refusal(code=Code.DESK_NOT_OPEN)
    return (DeskResumed(at=now.ms, cmd=command.id, desk=command.desk),) if desk.paused else ()


def plan_desk(state: State, command: PlanDesk, now: Now, _rules: Rules) -> Decision:
    """Plan the hours of a desk for today; a plan that was there is replaced."""
    if state.open_day is None:
        return Refusal(code=Code.DAY_NOT_OPEN)
    if not command.services:
        return Refusal(code=Code.NO_SERVICES)
    if not max(command.opens, now.ms) < command.closes:
        return Refusal(code=Code.BAD_TIME)
    event = DeskPlanned(
        at=now.ms,
        cmd=command.id,
        desk=command.desk,
        services=command.services,
        languages=command.languages,
        opens=command.opens,
        closes=command.closes,
    )
    return (event,)


def unplan_desk(state: State, command: UnplanDesk, now: Now, _rules: Rules) -> Decision:
    """Take a plan back; a desk that has opened by it stays open."""
    if command.desk not in state.plans:
        return Refusal(code=Code.NOT_PLANNED)
    return (DeskUnplanned(at=now.ms, cmd=command.id, desk=command.desk),)


def follow_plans(state: State, now: Now) -> tuple[AnyEvent, ...]:
    """Return what plans let happen by now: a desk opens at its hour, and closes when nobody stands there."""
    events: list[AnyEvent] = []
    for name, plan in state.plans.items():
        desk = state.desks.get(name, Desk())
        if now.ms >= plan.closes:
            if desk.visit:
                continue
            events += (*closing(state, name, now), DeskUnplanned(at=now.ms, desk=name))
        elif now.ms >= plan.opens and not desk.open:
            events.append(DeskOpened(at=now.ms, desk=name, services=plan.services, languages=plan.languages))
    return tuple(events)
