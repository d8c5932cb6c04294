"""Which numbers a site deals: a small protocol, and the sequence over the whole site."""

from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Range(NamedTuple):
    """Numbers from ``first`` to ``last``, both included."""

    first: int
    last: int


class NumberScheme(Protocol):
    """How numbers are dealt in one numbered day; pure."""

    def take(self, top: int, count: int) -> Range | None:
        """Return up to ``count`` numbers that follow ``top``, or ``None`` where none is left.

        ``top`` is the highest number granted, dealt or heard of this day, 0 at its beginning.
        """
        ...

    def holds(self, number: int) -> bool:
        """Tell whether ``number`` is one that this scheme deals."""
        ...


@dataclass(frozen=True, slots=True)
class Sequential:
    """One sequence for the whole site, ``first`` to ``last``; a number tells nothing of the service."""

    first: int = 1
    last: int = 999

    def take(self, top: int, count: int) -> Range | None:
        """Return the next ``count`` numbers, fewer where the sequence ends."""
        start = max(self.first, top + 1)
        end = min(self.last, start + count - 1)
        return Range(start, end) if start <= end else None

    def holds(self, number: int) -> bool:
        """Tell whether ``number`` lies in the sequence."""
        return self.first <= number <= self.last
