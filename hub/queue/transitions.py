"""The states of a visit and the steps between them: the one table that decisions, fold and drawing read."""

from enum import StrEnum
from typing import NamedTuple


class VisitState(StrEnum):
    """Where a visit is."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    FINISHED = "finished"
    NO_SHOW = "no-show"
    CANCELLED = "cancelled"
    CLOSED = "closed"


class Step(StrEnum):
    """What can happen to a visit."""

    CALL = "call"
    CALL_AGAIN = "call again"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "not come"
    BRING_BACK = "bring back"
    CONTINUE = "next service"
    GIVE_BACK = "give back"
    TRANSFER = "transfer"
    PARK = "park"
    RETURN = "return"
    CANCEL = "cancel"
    CLOSE = "close of day"
    REOPEN = "day goes on"


class Transition(NamedTuple):
    """One allowed step."""

    source: VisitState
    step: Step
    target: VisitState


TRANSITIONS = (
    Transition(VisitState.WAITING, Step.CALL, VisitState.CALLED),
    Transition(VisitState.WAITING, Step.TRANSFER, VisitState.WAITING),
    Transition(VisitState.WAITING, Step.PARK, VisitState.PARKED),
    Transition(VisitState.WAITING, Step.CANCEL, VisitState.CANCELLED),
    Transition(VisitState.WAITING, Step.CLOSE, VisitState.CLOSED),
    Transition(VisitState.CALLED, Step.CALL_AGAIN, VisitState.CALLED),
    Transition(VisitState.CALLED, Step.START, VisitState.SERVING),
    Transition(VisitState.CALLED, Step.NO_SHOW, VisitState.NO_SHOW),
    Transition(VisitState.CALLED, Step.GIVE_BACK, VisitState.WAITING),
    Transition(VisitState.CALLED, Step.TRANSFER, VisitState.WAITING),
    Transition(VisitState.CALLED, Step.PARK, VisitState.PARKED),
    Transition(VisitState.CALLED, Step.CLOSE, VisitState.CLOSED),
    Transition(VisitState.SERVING, Step.FINISH, VisitState.FINISHED),
    Transition(VisitState.SERVING, Step.CONTINUE, VisitState.WAITING),
    Transition(VisitState.SERVING, Step.GIVE_BACK, VisitState.WAITING),
    Transition(VisitState.SERVING, Step.TRANSFER, VisitState.WAITING),
    Transition(VisitState.SERVING, Step.PARK, VisitState.PARKED),
    Transition(VisitState.SERVING, Step.CLOSE, VisitState.CLOSED),
    Transition(VisitState.PARKED, Step.RETURN, VisitState.WAITING),
    Transition(VisitState.PARKED, Step.TRANSFER, VisitState.WAITING),
    Transition(VisitState.PARKED, Step.PARK, VisitState.PARKED),
    Transition(VisitState.PARKED, Step.CALL, VisitState.CALLED),
    Transition(VisitState.PARKED, Step.CANCEL, VisitState.CANCELLED),
    Transition(VisitState.PARKED, Step.CLOSE, VisitState.CLOSED),
    Transition(VisitState.NO_SHOW, Step.BRING_BACK, VisitState.WAITING),
    Transition(VisitState.CLOSED, Step.REOPEN, VisitState.WAITING),
)

INITIAL = VisitState.WAITING
"""A check-in begins here."""

AT_DESK = frozenset({VisitState.CALLED, VisitState.SERVING})
"""In these states a visit stands at exactly one desk."""

OPEN = frozenset(transition.source for transition in TRANSITIONS if transition.step is Step.CLOSE)
"""A visit in one of these is still to be seen to; the end of the day closes it."""

ASIDE = frozenset({VisitState.PARKED, VisitState.NO_SHOW})
"""A visit in one of these has left the lines and may come back."""

ENDED = frozenset(VisitState) - OPEN
"""A visit in one of these is over, though one that was missed may be brought back."""

_TARGETS = {(transition.source, transition.step): transition.target for transition in TRANSITIONS}


def target(source: VisitState, step: Step) -> VisitState | None:
    """Return where ``step`` leads from ``source``, or ``None`` where it is not allowed."""
    return _TARGETS.get((source, step))
