"""Virtual time: what is to happen when, and the clock that jumps from one to the next."""

from collections.abc import Callable
from heapq import heappop, heappush

Action = Callable[[], None]


class Agenda:
    """Things to do, by house time in ms; what is due at the same moment is done in the order it was put."""

    __slots__ = ("_count", "_entries", "now")

    def __init__(self, now: int = 0) -> None:
        self.now = now
        self._count = 0
        self._entries: list[tuple[int, int, Action]] = []

    def at(self, when: int, action: Action) -> None:
        """Do something at a moment; at once (but not before what is being done) where that has passed."""
        self._count += 1
        heappush(self._entries, (max(when, self.now), self._count, action))

    def after(self, delay_ms: float, action: Action) -> None:
        """Do something later."""
        self.at(self.now + round(delay_ms), action)

    def run(self, until: int) -> None:
        """Do everything that is due up to ``until``, and stand there."""
        while self._entries and self._entries[0][0] <= until:
            self.now, _count, action = heappop(self._entries)
            action()
        self.now = max(self.now, until)
