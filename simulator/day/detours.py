"""What happens to few customers, each thing once: drawn beforehand, as everything else about them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from hub.queue.details import Details
from hub.queue.state import Desk, Plan, State, Visit
from simulator.day.chance import choose
from simulator.day.scenario import MINUTE_MS, Habits, Rarely

_AFTER_MS = (MINUTE_MS, 25 * MINUTE_MS)
_LATER_MS = (6 * MINUTE_MS, 25 * MINUTE_MS)


class Turn(StrEnum):
    """One thing out of the ordinary; the words are the fields of :class:`simulator.day.scenario.Rarely`."""

    REDIRECTED = "redirected"
    BY_HAND = "by_hand"
    STEPS_OUT = "steps_out"
    AMENDED = "amended"
    SENT_AT_CALL = "sent_at_call"
    GIVEN_BACK = "given_back"
    INTERRUPTED = "interrupted"
    SENT_WITHIN = "sent_within"
    EXTENDED = "extended"
    BOUND = "bound"
    POSTPONED = "postponed"
    FORM_BY_HAND = "form_by_hand"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detours:
    """All that is out of the ordinary with one customer.

    ``service`` is another one that is open and that they had not asked for, empty where there is none;
    ``desk`` chooses in 0–1 among the desks they can be sent to. What happens while they wait does so
    ``after_ms``; who is postponed comes ``later_ms``. ``details`` and ``language`` are what is known better.
    """

    turns: frozenset[Turn] = frozenset()
    service: str = ""
    desk: float = 0.0
    after_ms: int = 0
    later_ms: int = 0
    details: Details = field(default_factory=Details)
    language: str = ""


def draw_detours(rng: random.Random, rarely: Rarely, habits: Habits, others: Sequence[str]) -> Detours:
    """Return what happens to one customer; ``others`` are the services that they may be sent to."""
    # What never happens on a day is not drawn there: older days stay what they were when a turn is new.
    shares = [(turn, float(getattr(rarely, turn))) for turn in Turn]
    drawn = [turn for turn, share in shares if (share or turn is not Turn.ADDED) and rng.random() < share]
    return Detours(
        turns=frozenset(drawn),
        service=choose(rng, [(name, 1 / len(others)) for name in others]),
        desk=rng.random(),
        after_ms=rng.randrange(*_AFTER_MS),
        later_ms=rng.randrange(*_LATER_MS),
        details=Details(party=rng.randrange(1, 4), needs_help=True, urgent=rng.random() < habits.urgent),
        language=choose(rng, habits.languages),
    )


class Whereto(NamedTuple):
    """Where a visit is sent: see :class:`hub.queue.commands.Transfer`."""

    service: str
    to_desk: str
    until: int


def whereto(
    state: State, visit: Visit, detours: Detours, now: int, service: str, turns: frozenset[Turn]
) -> Whereto | None:
    """Return how a visit is sent to ``service`` by these ``turns``, ``None`` where nothing would change."""
    to_desk = _another_desk(state, visit, service, detours.desk) if Turn.BOUND in turns else ""
    until = now + detours.later_ms if Turn.POSTPONED in turns else 0
    if service in visit.done or (service == visit.service and not until and to_desk == visit.to_desk):
        return None
    return Whereto(service, to_desk, until)


def _another_desk(state: State, visit: Visit, service: str, point: float) -> str:
    """Return a desk that serves this customer, now or later today, and is not where they stand."""
    open_now = {name for name, desk in state.desks.items() if desk.open and _serves(desk, service, visit)}
    planned = {name for name, plan in state.plans.items() if _serves(plan, service, visit)}
    desks = sorted((open_now | planned) - {visit.desk})
    return desks[int(point * len(desks))] if desks else ""


def _serves(desk: Desk | Plan, service: str, visit: Visit) -> bool:
    return service in desk.services and (not desk.languages or visit.language in desk.languages)
