"""What a figure is to reach, and whether it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

_SAME = 0.02
"""Counts are the same within two per cent: of the pages that are written, some begin within a block."""


class Measured(NamedTuple):
    """What was found: the median, that of the bare thing, the upper end, and the 99th percentile.

    ``p99`` is ``None`` where there are too few samples for one.
    """

    p50: float
    bare: float | None
    upper: float
    p99: float | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim in words, what of a figure it is about, and which of its values are good enough.

    ``of`` gives ``None`` where there were too few samples to tell.
    """

    words: str
    of: Callable[[Measured], float | None]
    good: Callable[[float], bool]

    def holds(self, measured: Measured) -> bool | None:
        """Tell whether the aim is reached; ``None`` where that cannot be told."""
        found = self.of(measured)
        return None if found is None else self.good(found)

    def verdict(self, measured: Measured) -> str:
        """Say what was found beside the aim."""
        found = self.of(measured)
        if found is None:
            return f"aim: {self.words}; too few samples to tell"
        return f"aim: {self.words}; {found:,.2f}: {'holds' if self.good(found) else 'MISSED'}"


def ratio_at_most(bound: float) -> Aim:
    """So many times the bare thing at most."""
    return Aim(f"at most {bound:g} x bare", _ratio, lambda found: found <= bound)


def ratio_at_least(bound: float) -> Aim:
    """So many times the bare thing at least."""
    return Aim(f"at least {bound:g} x bare", _ratio, lambda found: found >= bound)


def p50_at_most(bound: float, unit: str) -> Aim:
    """A median of so much at most."""
    return Aim(f"p50 at most {bound:g} {unit}", lambda measured: measured.p50, lambda found: found <= bound)


def p99_at_most(bound: float, unit: str) -> Aim:
    """A 99th percentile of so much at most."""
    return Aim(f"p99 at most {bound:g} {unit}", lambda measured: measured.p99, lambda found: found <= bound)


def largest_below(bound: float, unit: str) -> Aim:
    """No sample of so much or more."""
    return Aim(f"all below {bound:g} {unit}", lambda measured: measured.upper, lambda found: found < bound)


def upper_end_at_most(bound: float, unit: str) -> Aim:
    """The upper end of the 95 % interval is so much at most."""
    words = f"upper end of 95 % at most {bound:g} {unit}"
    return Aim(words, lambda measured: measured.upper, lambda found: found <= bound)


def above_bare_at_most(bound: float, unit: str) -> Aim:
    """So much more than the bare thing at most."""
    words = f"at most {bound:g} {unit} above bare"
    return Aim(words, lambda measured: measured.p50 - (measured.bare or 0.0), lambda found: found <= bound)


def same_as_beside() -> Aim:
    """As much as what stands beside it."""
    return Aim("the same", _ratio, lambda found: abs(found - 1) <= _SAME)


def _ratio(measured: Measured) -> float:
    return measured.p50 / measured.bare if measured.bare else float("inf")
