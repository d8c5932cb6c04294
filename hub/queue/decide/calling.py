"""Who is called to which desk: a desk has one visit at most, and a visit stands at one desk at most."""

from typing import NamedTuple

from hub.queue.answers import Code, Refusal
from hub.queue.commands import CallAgain, CallNext, CallThis
from hub.queue.decide.at_desk import standing
from hub.queue.decide.decision import Decision
from hub.queue.decide.desks import opening
from hub.queue.details import Priority
from hub.queue.events import Called, CalledAgain, Overtaking
from hub.queue.lines import Reach, Waiting
from hub.queue.policies import Situation, is_due
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import State, Visit
from hub.queue.transitions import AT_DESK, Step, target

MOST_NAMED = 50
"""So many of those who were passed are named, under a policy that does not bound how many there are."""

_BECAUSE = {
    Priority.ORDINARY: Overtaking.TURN,
    Priority.APPOINTMENT: Overtaking.APPOINTMENT,
    Priority.URGENT: Overtaking.URGENT,
}


class Passed(NamedTuple):
    """Who was overtaken by a call, and why: how many, and those who are named."""

    total: int
    named: tuple[str, ...]
    because: Overtaking | None


def call_next(state: State, command: CallNext, now: Now, rules: Rules) -> Decision:
    """Call the one whom the site's policy chooses among the heads of the lines that the desk serves."""
    refused = _may_call(state, command)
    if refused is not None:
        return refused
    reach = _reach(command)
    heads = state.lines.heads(reach)
    if not heads:
        return Refusal(code=Code.NOBODY_WAITING)
    desk = state.desks.get(command.desk)
    run = 0 if desk is None else desk.run
    chosen = rules.policy(Situation(heads, state.lines.guarded(reach), run, now.ms))
    passed = () if chosen == min(heads) else _passed(state, state.visits[chosen.visit], reach)
    because = _BECAUSE[chosen.priority] if passed else None
    most = len(passed) if rules.policy_guards else MOST_NAMED
    return _call(state, command, chosen, now, Passed(len(passed), passed[:most], because))


def call_this(state: State, command: CallThis, now: Now, _rules: Rules) -> Decision:
    """Call one visit out of order, waiting or parked; its language is the caller's care."""
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
    served = [visit.waiting_for(service) for service in visit.wanted if service in command.services]
    if not served:
        return Refusal(code=Code.NOT_SERVED, detail=visit.service)
    chosen = min(served, key=lambda one: (not is_due(one, now.ms), one))
    passed = _passed(state, visit, _reach(command))
    because = Overtaking.BY_HAND if passed else None
    return _call(state, command, chosen, now, Passed(len(passed), passed[:MOST_NAMED], because))


def _passed(state: State, visit: Visit, reach: Reach) -> tuple[str, ...]:
    """Return those whose place is earlier than any that the visit has in these lines."""
    own = [visit.waiting_for(service) for service in visit.wanted if service in reach.services]
    return state.lines.before(min(own), reach)


def _reach(command: CallNext | CallThis) -> Reach:
    return Reach(command.services, command.languages, command.desk)


def _may_call(state: State, command: CallNext | CallThis) -> Refusal | None:
    if state.open_day is None:
        return Refusal(code=Code.DAY_NOT_OPEN)
    if not command.services:
        return Refusal(code=Code.NO_SERVICES)
    current = state.current(command.desk)
    if current is not None:
        return Refusal(code=Code.DESK_BUSY, detail=current.id)
    desk = state.desks.get(command.desk)
    if desk is not None and desk.paused:
        return Refusal(code=Code.DESK_PAUSED)
    return None


def _call(state: State, command: CallNext | CallThis, chosen: Waiting, now: Now, passed: Passed) -> Decision:
    """Return the call; it opens a desk that is closed, and changes nothing of one that is open."""
    called = Called(
        at=now.ms,
        cmd=command.id,
        visit=chosen.visit,
        service=chosen.service,
        desk=command.desk,
        call=state.mint("c"),
        passed=passed.total,
        overtook=passed.named,
        because=passed.because,
    )
    desk = state.desks.get(command.desk)
    return (called,) if desk is not None and desk.open else (opening(command, now), called)


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
