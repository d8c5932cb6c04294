"""N to one: so many of the other classes in a row at one desk, then one who came without anything."""

from dataclasses import dataclass

from hub.queue.lines import Waiting
from hub.queue.policies import Situation, is_due, is_preferred


@dataclass(frozen=True, slots=True)
class Interleave:
    """Calls ``most`` of those with an appointment or in need in a row at a desk, then an ordinary one."""

    most: int = 2

    def __call__(self, situation: Situation) -> Waiting:
        """Return the earliest place of the class whose turn it is, or of the other where nobody has it."""
        now_ms = situation.now_ms
        is_their_turn = situation.run < self.most

        def rank(head: Waiting) -> tuple[bool, bool, Waiting]:
            return not is_due(head, now_ms), is_preferred(head, now_ms) is not is_their_turn, head

        return min(situation.heads, key=rank)
