"""What follows a call: it is served, ended, given back or transferred."""

from hub.queue.answers import Code, Refusal
from hub.queue.commands import Finish, GiveBack, NoShow, Start, Transfer
from hub.queue.decide.at_desk import standing
from hub.queue.decide.decision import Decision
from hub.queue.events import Finished, GivenBack, NotCome, Started, Transferred
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import State
from hub.queue.transitions import Step


def start(state: State, command: Start, now: Now, _rules: Rules) -> Decision:
    """Let service begin."""
    visit = standing(state, command, Step.START)
    if isinstance(visit, Refusal):
        return visit
    event = Started(at=now.ms, cmd=command.id, visit=visit.id, service=visit.service, desk=visit.desk)
    return (event,)


def finish(state: State, command: Finish, now: Now, _rules: Rules) -> Decision:
    """End a visit that was served."""
    visit = standing(state, command, Step.FINISH)
    if isinstance(visit, Refusal):
        return visit
    event = Finished(at=now.ms, cmd=command.id, visit=visit.id, service=visit.service, desk=visit.desk)
    return (event,)


def no_show(state: State, command: NoShow, now: Now, _rules: Rules) -> Decision:
    """End a visit whose customer did not come."""
    visit = standing(state, command, Step.NO_SHOW)
    if isinstance(visit, Refusal):
        return visit
    event = NotCome(at=now.ms, cmd=command.id, visit=visit.id, service=visit.service, desk=visit.desk)
    return (event,)


def give_back(state: State, command: GiveBack, now: Now, _rules: Rules) -> Decision:
    """Let a called visit wait again."""
    visit = standing(state, command, Step.GIVE_BACK)
    if isinstance(visit, Refusal):
        return visit
    event = GivenBack(at=now.ms, cmd=command.id, visit=visit.id, service=visit.service, desk=visit.desk)
    return (event,)


def transfer(state: State, command: Transfer, now: Now, _rules: Rules) -> Decision:
    """Let a visit wait for another service; it keeps its number and its stamp."""
    visit = standing(state, command, Step.TRANSFER)
    if isinstance(visit, Refusal):
        return visit
    if command.service == visit.service:
        return Refusal(code=Code.SAME_SERVICE, detail=visit.service)
    event = Transferred(
        at=now.ms,
        cmd=command.id,
        visit=visit.id,
        service=command.service,
        desk=visit.desk,
        before=visit.service,
    )
    return (event,)
