"""Who is called to which desk: a desk has one visit at most, and a visit stands at one desk at most."""

from hub.queue.answers import Code, Refusal
from hub.queue.commands import CallAgain, CallNext, CallThis, CloseDesk, OpenDesk
from hub.queue.decide.at_desk import standing
from hub.queue.decide.decision import Decision
from hub.queue.events import AnyEvent, Called, CalledAgain, DeskClosed, DeskOpened, GivenBack
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import State
from hub.queue.transitions import AT_DESK, Step, VisitState, target


def call_next(state: State, command: CallNext, now: Now, rules: Rules) -> Decision:
    """Call the one whom the site's policy chooses among the heads of the lines that the desk serves."""
    refused = _may_call(state, command)
    if refused is not None:
        return refused
    heads = state.lines.heads(command.services, command.languages)
    if not heads:
        return Refusal(code=Code.NOBODY_WAITING)
    return _call(state, command, rules.policy(heads, now.ms).visit, now)


def call_this(state: State, command: CallThis, now: Now, _rules: Rules) -> Decision:
    """Call one waiting visit out of order; its language is the caller's care."""
    refused = _may_call(state, command)
    if refused is not None:
        return refused
    visit = state.visits.get(command.visit)
    if visit is None:
        return Refusal(code=Code.UNKNOWN_VISIT)
    if visit.state in AT_DESK:
        return Refusal(code=Code.VISIT_TAKEN, detail=visit.desk)
    if target(visit.state, Step.CALL) is None:
        return Refusal(code=Code.WRONG_STATE, detail=visit.state)
    if visit.service not in command.services:
        return Refusal(code=Code.NOT_SERVED, detail=visit.service)
    return _call(state, command, visit.id, now)


def _may_call(state: State, command: CallNext | CallThis) -> Refusal | None:
    if state.open_day is None:
        return Refusal(code=Code.DAY_NOT_OPEN)
    if not command.services:
        return Refusal(code=Code.NO_SERVICES)
    current = state.current(command.desk)
    if current is not None:
        return Refusal(code=Code.DESK_BUSY, detail=current.id)
    return None


def _call(state: State, command: CallNext | CallThis, visit: str, now: Now) -> Decision:
    called = Called(
        at=now.ms,
        cmd=command.id,
        visit=visit,
        service=state.visits[visit].service,
        desk=command.desk,
        call=state.mint("c"),
    )
    opened = _opening(state, command, now, cmd="")
    return (*opened, called)


def _opening(
    state: State, command: CallNext | CallThis | OpenDesk, now: Now, cmd: str
) -> tuple[AnyEvent, ...]:
    """Return the opening of a desk, where it is not open for these very services already."""
    desk = state.desks.get(command.desk)
    serves = command.services, command.languages
    if desk is not None and desk.open and (desk.services, desk.languages) == serves:
        return ()
    event = DeskOpened(
        at=now.ms, cmd=cmd, desk=command.desk, services=command.services, languages=command.languages
    )
    return (event,)


def call_again(state: State, command: CallAgain, now: Now, _rules: Rules) -> Decision:
    """Ring again for the visit that was called."""
    visit = standing(state, command, Step.CALL_AGAIN)
    if isinstance(visit, Refusal):
        return visit
    event = CalledAgain(
        at=now.ms,
        cmd=command.id,
        visit=visit.id,
        service=visit.service,
        desk=visit.desk,
        call=state.mint("c"),
    )
    return (event,)


def open_desk(state: State, command: OpenDesk, now: Now, _rules: Rules) -> Decision:
    """Begin to serve, or change what is served; a call does it by itself."""
    if state.open_day is None:
        return Refusal(code=Code.DAY_NOT_OPEN)
    if not command.services:
        return Refusal(code=Code.NO_SERVICES)
    return _opening(state, command, now, cmd=command.id)


def close_desk(state: State, command: CloseDesk, now: Now, _rules: Rules) -> Decision:
    """Stop serving; who was called waits again, who is being served must be finished or transferred first."""
    visit = state.current(command.desk)
    if visit is not None and visit.state is VisitState.SERVING:
        return Refusal(code=Code.VISIT_SERVING, detail=visit.id)
    events: tuple[AnyEvent, ...] = ()
    if visit is not None:
        events = (GivenBack(at=now.ms, visit=visit.id, service=visit.service, desk=visit.desk),)
    desk = state.desks.get(command.desk)
    if desk is not None and desk.open:
        events = (*events, DeskClosed(at=now.ms, cmd=command.id, desk=command.desk))
    return events
