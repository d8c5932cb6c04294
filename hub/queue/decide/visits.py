"""What staff do with a visit wherever it is: take it back, park it, bring it back, know better what it is."""

from hub.queue.answers import Code, Refusal
from hub.queue.commands import Amend, BringBack, Cancel, Extend, Park, Redirect, Return, Transfer
from hub.queue.decide.binding import can_call
from hub.queue.decide.decision import Decision
from hub.queue.events import (
    Amended,
    AnyEvent,
    BroughtBack,
    Cancelled,
    Extended,
    Parked,
    ParkReason,
    Returned,
    Transferred,
)
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import State, Visit
from hub.queue.transitions import AT_DESK, OPEN, Step, target


def _found(state: State, visit_id: str, step: Step) -> Visit | Refusal:
    visit = state.visits.get(visit_id)
    if visit is None:
        return Refusal(code=Code.UNKNOWN_VISIT)
    if target(visit.state, step) is None:
        return Refusal(code=Code.WRONG_STATE, detail=visit.state)
    return visit


def cancel(state: State, command: Cancel, now: Now, _rules: Rules) -> Decision:
    """Take a visit off the queue."""
    visit = _found(state, command.visit, Step.CANCEL)
    if isinstance(visit, Refusal):
        return visit
    event = Cancelled(at=now.ms, cmd=command.id, visit=visit.id, service=visit.service, reason=command.reason)
    return (event,)


def redirect(state: State, command: Redirect, now: Now, _rules: Rules) -> Decision:
    """Send on who waits or is parked; who stands at a desk is transferred from there."""
    visit = _found(state, command.visit, Step.TRANSFER)
    if isinstance(visit, Refusal):
        return visit
    if visit.state in AT_DESK:
        return Refusal(code=Code.VISIT_TAKEN, detail=visit.desk)
    return sent_on(state, visit, command, now)


def sent_on(state: State, visit: Visit, command: Transfer | Redirect, now: Now) -> Decision:
    """Return that a visit waits for another service, desk or hour; for what is as it was nothing is done.

    Where it is to wait now for one desk alone, that desk must be able to call it; at a later hour it is seen
    then, and who cannot be called there waits for any.
    """
    service, to_desk, until = command.service, command.to_desk, command.until
    stays = to_desk == visit.to_desk or bool(to_desk and to_desk == visit.desk)
    if service == visit.service and not until and stays:
        return Refusal(code=Code.SAME_SERVICE, detail=visit.service)
    if until and until <= now.ms:
        return Refusal(code=Code.BAD_TIME)
    if to_desk and not until and not can_call(state, to_desk, service, visit.language):
        return Refusal(code=Code.DESK_NOT_OPEN, detail=to_desk)
    event = Transferred(
        at=now.ms,
        cmd=command.id,
        visit=visit.id,
        service=service,
        desk=visit.desk,
        before=visit.service,
        to_desk=to_desk,
    )
    if not until:
        return (event,)
    later = Parked(at=now.ms, visit=visit.id, service=service, reason=ParkReason.LATER, until=until)
    return (event, later)


def park(state: State, command: Park, now: Now, _rules: Rules) -> Decision:
    """Let a visit not wait for now; a desk where it stood is free again."""
    visit = _found(state, command.visit, Step.PARK)
    if isinstance(visit, Refusal):
        return visit
    if command.until and command.until <= now.ms:
        return Refusal(code=Code.BAD_TIME)
    event = Parked(
        at=now.ms,
        cmd=command.id,
        visit=visit.id,
        service=visit.service,
        desk=visit.desk,
        reason=command.reason,
        until=command.until,
    )
    return (event,)


def come_back(state: State, command: Return, now: Now, _rules: Rules) -> Decision:
    """Let a parked visit wait again."""
    visit = _found(state, command.visit, Step.RETURN)
    if isinstance(visit, Refusal):
        return visit
    return (Returned(at=now.ms, cmd=command.id, visit=visit.id, service=visit.service),)


def due_returns(state: State, now: Now) -> tuple[AnyEvent, ...]:
    """Return that those parked until now wait again, by their hour."""
    due = sorted((until, visit) for visit, until in state.due.items() if until <= now.ms)
    visits = (state.visits[visit] for _until, visit in due)
    return tuple(Returned(at=now.ms, visit=visit.id, service=visit.service) for visit in visits)


def bring_back(state: State, command: BringBack, now: Now, _rules: Rules) -> Decision:
    """Let who did not come wait again; how long that is possible is the house's rule."""
    if state.open_day is None:
        return Refusal(code=Code.DAY_NOT_OPEN)
    visit = _found(state, command.visit, Step.BRING_BACK)
    if isinstance(visit, Refusal):
        return visit
    return (BroughtBack(at=now.ms, cmd=command.id, visit=visit.id, service=visit.service),)


def amend(state: State, command: Amend, now: Now, _rules: Rules) -> Decision:
    """Say anew what a visit is about."""
    visit = _open(state, command.visit)
    if isinstance(visit, Refusal):
        return visit
    language = command.language or visit.language
    if (language, command.details) == (visit.language, visit.details):
        return ()
    event = Amended(
        at=now.ms,
        cmd=command.id,
        visit=visit.id,
        service=visit.service,
        desk=visit.desk,
        language=language,
        details=command.details,
    )
    return (event,)


def extend(state: State, command: Extend, now: Now, _rules: Rules) -> Decision:
    """Say anew which services are still to come; none twice, and none that is done."""
    visit = _open(state, command.visit)
    if isinstance(visit, Refusal):
        return visit
    twice = repeated(*visit.done, visit.service, *command.also, *command.later)
    if twice is not None:
        return twice
    if (command.also, command.later) == (visit.also, visit.later):
        return ()
    event = Extended(
        at=now.ms,
        cmd=command.id,
        visit=visit.id,
        service=visit.service,
        desk=visit.desk,
        also=command.also,
        later=command.later,
    )
    return (event,)


def repeated(*services: str) -> Refusal | None:
    """Refuse services of which one is named twice."""
    return None if len(set(services)) == len(services) else Refusal(code=Code.SERVICE_TWICE)


def _open(state: State, visit_id: str) -> Visit | Refusal:
    visit = state.visits.get(visit_id)
    if visit is None:
        return Refusal(code=Code.UNKNOWN_VISIT)
    return visit if visit.state in OPEN else Refusal(code=Code.WRONG_STATE, detail=visit.state)
