"""Which visit a desk's command is about."""

from hub.queue.answers import Code, Refusal
from hub.queue.commands import DeskCommand
from hub.queue.state import State, Visit
from hub.queue.transitions import Step, target


def standing(state: State, command: DeskCommand, step: Step) -> Visit | Refusal:
    """Return the visit at the command's desk, where ``step`` is allowed for it and it is the one meant."""
    visit = state.current(command.desk)
    if visit is None:
        return Refusal(code=Code.NO_VISIT)
    if command.visit and command.visit != visit.id:
        return Refusal(code=Code.OTHER_VISIT, detail=visit.id)
    if target(visit.state, step) is None:
        return Refusal(code=Code.WRONG_STATE, detail=visit.state)
    return visit
