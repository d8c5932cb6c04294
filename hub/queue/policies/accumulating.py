"""Accumulating priority: all gain credit while waiting, some classes faster, and nobody is passed often.

The mechanism is the queueing discipline of L. Kleinrock (1964, "delay-dependent priorities"): a place in line
is worth more the longer it is held, so that no class can starve another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hub.queue.details import Priority
from hub.queue.lines import Waiting
from hub.queue.policies import Situation

RATES = MappingProxyType({Priority.ORDINARY: 1.0, Priority.APPOINTMENT: 3.0, Priority.URGENT: 4.0})
"""Credit for each ms of waiting. An appointment that is 5 min over its time stands beside a walk-in of 15."""


@dataclass(frozen=True, slots=True)
class Accumulating:
    """Chooses who has most credit, without letting anybody be overtaken more often than the guard allows.

    An appointment's customer gains from the time of the appointment on, and before it comes after everybody
    who waits; among equals the earlier place decides.
    """

    rates: Mapping[Priority, float] = field(default_factory=lambda: RATES)

    def __call__(self, situation: Situation) -> Waiting:
        """Return the head with most credit among those who pass nobody that is guarded."""
        guarded = situation.guarded
        heads = situation.heads
        if guarded is not None:
            heads = [head for head in heads if head <= guarded]
        return min(heads, key=lambda head: (-self._credit(head, situation.now_ms), head))

    def _credit(self, waiting: Waiting, now_ms: int) -> float:
        return self.rates[waiting.priority] * (now_ms - waiting.place.at)
