"""What a customer adds at the kiosk, after the number was taken: it joins the visit that is there."""

import msgspec

from hub.queue.answers import Code, Refusal
from hub.queue.commands import Add
from hub.queue.decide.decision import Decision
from hub.queue.details import Details
from hub.queue.events import AdditionTaken, Amended, AnyEvent, CheckedInLate, Extended
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import State, Visit
from hub.queue.transitions import VisitState

_OVER = frozenset({VisitState.FINISHED, VisitState.CANCELLED})
"""From these nothing leads back into a line; who did not come, or was there at the close, may yet wait."""


def add(state: State, command: Add, now: Now, _rules: Rules) -> Decision:
    """Take an addition in, once; what the visit has already changes nothing.

    One whose ticket is not known is to come again: its check-in may still be on its way.
    """
    if command.addition in state.additions or command.addition in state.additions_before:
        return ()
    late = state.late.get(command.ticket)
    if late is not None and late.stamp.device == command.device:
        return (_taken(command, now, late),)
    if command.ticket in state.tickets_before:
        return Refusal(code=Code.VISIT_ENDED, detail="Its day is over.")
    visit = state.visits.get(state.tickets.get(command.ticket, ""))
    if visit is None or visit.stamp.device != command.device:
        detail = "No ticket of this kiosk is known by that id."
        return Refusal(code=Code.UNKNOWN_TICKET, detail=detail, retry=True)
    if visit.state in _OVER:
        return Refusal(code=Code.VISIT_ENDED, detail=visit.state)
    return (*_changes(visit, command, now), _taken(command, now))


def _changes(visit: Visit, command: Add, now: Now) -> tuple[AnyEvent, ...]:
    """Return what becomes different of a visit: the services still to come, and what staff know of it."""
    events = list[AnyEvent]()
    later = _with_service((*visit.done, *visit.wanted), visit.later, command.service)
    if later != visit.later:
        events.append(
            Extended(
                at=now.ms,
                visit=visit.id,
                service=visit.service,
                desk=visit.desk,
                also=visit.also,
                later=later,
            )
        )
    details = _with_word(visit.details, command)
    if details != visit.details:
        events.append(
            Amended(
                at=now.ms,
                visit=visit.id,
                service=visit.service,
                desk=visit.desk,
                language=visit.language,
                details=details,
            )
        )
    return tuple(events)


def _taken(command: Add, now: Now, late: CheckedInLate | None = None) -> AdditionTaken:
    event = AdditionTaken(
        at=now.ms,
        addition=command.addition,
        ticket=command.ticket,
        device=command.device,
        epoch=command.epoch,
        sequence=command.sequence,
    )
    if late is None:
        return event
    return msgspec.structs.replace(
        event,
        later=_with_service((late.service, *late.also), late.later, command.service),
        details=_with_word(late.details, command),
    )


def _with_service(had: tuple[str, ...], later: tuple[str, ...], service: str | None) -> tuple[str, ...]:
    """Return the services that come one after another, with one more where it is none of the visit's yet."""
    return later if service is None or service in had or service in later else (*later, service)


def _with_word(details: Details, command: Add) -> Details:
    return msgspec.structs.replace(
        details,
        party=details.party if command.party is None else command.party,
        needs_help=details.needs_help if command.needs_help is None else command.needs_help,
    )
