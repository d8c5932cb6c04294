"""What follows a call: it is served, ended, given back or sent on."""

from hub.queue.answers import Refusal
from hub.queue.commands import Finish, GiveBack, NoShow, Start, Transfer
from hub.queue.decide.at_desk import standing
from hub.queue.decide.decision import Decision
from hub.queue.decide.visits import sent_on
from hub.queue.events import Continued, Finished, GivenBack, NotCome, Started
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import State
from hub.queue.transitions import Step

_Plain = type[Started] | type[Finished] | type[NotCome] | type[GivenBack]


def start(state: State, command: Start, now: Now, _rules: Rules) -> Decision:
    """Let service begin."""
    return _plainly(state, command, now, Step.START, Started)


def finish(state: State, command: Finish, now: Now, _rules: Rules) -> Decision:
    """End what was served: the visit goes on where more is to come, and is over else."""
    visit = standing(state, command, Step.FINISH)
    if isinstance(visit, Refusal) or not (visit.also or visit.later):
        return _plainly(state, command, now, Step.FINISH, Finished)
    event = Continued(
        at=now.ms,
        cmd=command.id,
        visit=visit.id,
        service=visit.service,
        desk=visit.desk,
        next=visit.also or visit.later[:1],
        later=visit.later if visit.also else visit.later[1:],
    )
    return (event,)


def no_show(state: State, command: NoShow, now: Now, _rules: Rules) -> Decision:
    """End a visit whose customer did not come."""
    return _plainly(state, command, now, Step.NO_SHOW, NotCome)


def give_back(state: State, command: GiveBack, now: Now, _rules: Rules) -> Decision:
    """Let a visit wait again, called or already being served."""
    return _plainly(state, command, now, Step.GIVE_BACK, GivenBack)


def _plainly(
    state: State, command: Start | Finish | NoShow | GiveBack, now: Now, step: Step, kind: _Plain
) -> Decision:
    visit = standing(state, command, step)
    if isinstance(visit, Refusal):
        return visit
    return (kind(at=now.ms, cmd=command.id, visit=visit.id, service=visit.service, desk=visit.desk),)


def transfer(state: State, command: Transfer, now: Now, _rules: Rules) -> Decision:
    """Let a visit wait for another service, desk or hour; it keeps its number and its stamp."""
    visit = standing(state, command, Step.TRANSFER)
    return visit if isinstance(visit, Refusal) else sent_on(state, visit, command, now)
