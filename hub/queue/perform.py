"""One command from asking to answer: decided, folded, followed by what it entails. Pure but for the state."""

from typing import NamedTuple

from hub.queue.answers import Answer, Done, Refusal
from hub.queue.commands import AnyCommand, CheckIn, command_id
from hub.queue.decide import decide
from hub.queue.decide.binding import release
from hub.queue.decide.numbering import top_up
from hub.queue.events import AnyEvent, NothingDone
from hub.queue.fold import fold
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import State


class Outcome(NamedTuple):
    """What a command led to: its answer, and the events that are folded and not yet durable."""

    answer: Answer
    events: tuple[AnyEvent, ...] = ()


def perform(state: State, command: AnyCommand, now: Now, rules: Rules) -> Outcome:
    """Do a command, unless its id has been answered before: then the answer is the same again.

    The state has changed when this returns; the events must be made durable before the answer is given.
    """
    known = state.answered.get(command_id(command))
    if known is not None:
        return Outcome(known)
    decision = decide(state, command, now, rules)
    if isinstance(decision, Refusal):
        return Outcome(decision)
    name = command_id(command)
    if name and not any(event.cmd == name for event in decision):
        decision = (*decision, NothingDone(at=now.ms, cmd=name))
    for event in decision:
        fold(state, event)
    entailed = (*release(state, decision, now), *top_up(state, decision, now, rules))
    for event in entailed:
        fold(state, event)
    return Outcome(_answer(state, command, rules), (*decision, *entailed))


def _answer(state: State, command: AnyCommand, rules: Rules) -> Done:
    if not isinstance(command, CheckIn):
        return state.answered.get(command_id(command), Done())
    visit = state.tickets.get(command.ticket) or state.tickets_before.get(command.ticket, "")
    return Done(visit=visit, number=rules.scheme.face(command.number, command.day))
