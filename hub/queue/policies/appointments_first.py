"""Who cannot wait, then appointments from their time on, then all others: easy to tell, hard on walk-ins."""

from hub.queue.details import Priority
from hub.queue.lines import Waiting
from hub.queue.policies import Situation, is_due

_FIRST = {Priority.URGENT: 0, Priority.APPOINTMENT: 1, Priority.ORDINARY: 2}
_NOT_YET = 3


def appointments_first(situation: Situation) -> Waiting:
    """Return the earliest place of the first class that has somebody; early appointments come last."""

    def rank(head: Waiting) -> tuple[int, Waiting]:
        return (_FIRST[head.priority] if is_due(head, situation.now_ms) else _NOT_YET), head

    return min(situation.heads, key=rank)
