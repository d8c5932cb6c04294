"""In which order those who wait are called: exchangeable pure functions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hub.queue.details import Priority
from hub.queue.lines import Waiting


@dataclass(frozen=True, slots=True)
class Situation:
    """What a policy chooses by.

    ``heads`` are the first of each line that the desk serves (at least one), ``guarded`` the earliest of all
    who have been overtaken as often as anybody may be (:data:`hub.queue.lines.MOST_OVERTAKINGS`). ``run``
    counts how many the desk has called in a row that were not ordinary. ``now_ms`` is house time.

    Within a line the order is that of places, so the choice costs as much as there are lines, however many
    wait.
    """

    heads: Sequence[Waiting]
    guarded: Waiting | None
    run: int
    now_ms: int


OrderPolicy = Callable[[Situation], Waiting]
"""Chooses one of the heads; it must not depend on their order."""


def is_due(waiting: Waiting, now_ms: int) -> bool:
    """Tell whether the place has been reached: an appointment's customer may be here before the time."""
    return waiting.place.at <= now_ms


def is_preferred(waiting: Waiting, now_ms: int) -> bool:
    """Tell whether one is of another class than the ordinary, and due."""
    return waiting.priority is not Priority.ORDINARY and is_due(waiting, now_ms)
