"""Presses that have counted stay until they are settled, whatever the button does meanwhile; pure."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from deviceagent.lines.debounce import NS_PER_MS

MOST_PER_POINT = 32
"""Presses kept of one point that nobody has closed: a guard acts on one, and a report must stay small."""


@dataclass(frozen=True, slots=True)
class LatchedPress:
    """A press with its random id: it began at ``at_ns`` (CLOCK_MONOTONIC)."""

    id: str
    point: str
    at_ns: int

    def age_ms(self, now_ns: int) -> int:
        """Return how long ago it was, in ms, never below 0."""
        return max(now_ns - self.at_ns, 0) // NS_PER_MS


class Latch:
    """Holds the presses of a box that the keeper has not called settled, oldest first."""

    def __init__(self, mint: Callable[[], str], kept: Iterable[LatchedPress] = ()) -> None:
        """Begin with what an earlier run has ``kept``; ``mint`` returns a new random id."""
        self._mint = mint
        self._presses = list(kept)
        self._kept_points = {press.point for press in self._presses}

    @property
    def presses(self) -> tuple[LatchedPress, ...]:
        """All of them."""
        return tuple(self._presses)

    def of(self, point: str) -> tuple[LatchedPress, ...]:
        """Those of one point."""
        return tuple(press for press in self._presses if press.point == point)

    def press(self, point: str, at_ns: int, *, since_start: bool = False) -> LatchedPress | None:
        """Latch a press and return it; ``None`` where it is one that stands already.

        ``since_start``: the button was down when its level was first read. Where an earlier run kept a press
        of that point, that is the same press. No more than :data:`MOST_PER_POINT` are kept of a point.
        """
        if since_start and point in self._kept_points:
            return None
        if len(self.of(point)) >= MOST_PER_POINT:
            return None
        press = LatchedPress(self._mint(), point, at_ns)
        self._presses.append(press)
        return press

    def settle(self, ids: Collection[str]) -> bool:
        """Let go the presses that are on record and not open any more; return whether any was ours.

        One that the keeper's state merely lists stays: a keeper whose record is lost must hear of it again.
        """
        left = [press for press in self._presses if press.id not in ids]
        let_go = len(left) < len(self._presses)
        self._presses = left
        return let_go
