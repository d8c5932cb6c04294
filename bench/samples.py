"""Medians and percentiles of samples, and taking samples in turn with those of something bare."""

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

P99_NEEDS = 1000
"""So many samples and more: of fewer, the highest one per cent are an anecdote."""

_RESAMPLES = 2000
_SEED = 1


@dataclass(frozen=True, slots=True)
class Summary:
    """The middle of samples, their 99th percentile where there are enough, and how many they are."""

    p50: float
    p99: float | None
    n: int


def summary(samples: Sequence[float]) -> Summary:
    """Summarise at least one sample; :class:`ValueError` without any."""
    if not samples:
        raise ValueError("nothing was measured")
    p99 = percentile(samples, 99) if len(samples) >= P99_NEEDS else None
    return Summary(median(samples), p99, len(samples))


def percentile(samples: Sequence[float], percent: float) -> float:
    """Return the smallest sample that ``percent`` of all samples do not exceed (nearest rank)."""
    rank = math.ceil(percent / 100 * len(samples))
    return sorted(samples)[max(rank, 1) - 1]


def ratio_interval(samples: Sequence[float], before: Sequence[float]) -> tuple[float, float]:
    """Return the ratio of two medians, and the upper end of its 95 % interval.

    Both were taken in turn, so the n-th of each belong together: the interval is that of a bootstrap over
    such pairs, and a machine that was slow for a while was so for both.
    """
    pairs = list(zip(samples, before, strict=True))
    draw = random.Random(_SEED)
    ratios = [_ratio(draw.choices(pairs, k=len(pairs))) for _ in range(_RESAMPLES)]
    return _ratio(pairs), percentile(ratios, 97.5)


def slope_interval(samples: Sequence[float]) -> tuple[float, float]:
    """Return by how much evenly spaced samples rise from each to the next, and the upper end of its 95 %.

    The slope is the median of those between all pairs (Theil 1950, Sen 1968), which a few outliers do not
    move; the interval is that of a bootstrap.
    """
    points = list(enumerate(samples))
    draw = random.Random(_SEED)
    slopes = [_slope(draw.choices(points, k=len(points))) for _ in range(_RESAMPLES)]
    return _slope(points), percentile(slopes, 97.5)


def _ratio(pairs: Sequence[tuple[float, float]]) -> float:
    return median(one for one, _ in pairs) / median(other for _, other in pairs)


def _slope(points: Sequence[tuple[int, float]]) -> float:
    rises = [(b - a) / (at - when) for when, a in points for at, b in points if at > when]
    return median(rises) if rises else 0.0


def blocks(count: int, size: int) -> list[int]:
    """Return the sizes of the blocks that ``count`` samples are taken in, ``size`` or fewer each."""
    whole, rest = divmod(count, size)
    return [size] * whole + ([rest] if rest else [])


def in_turn(count: int, size: int, *takers: Callable[[int], None], limit_s: float = math.inf) -> None:
    """Let each taker take ``count`` samples, in blocks of ``size`` that follow each other in turn.

    Every second round goes backwards, so that a machine that grows slower or faster meanwhile does so for
    all of them alike. After ``limit_s`` no new round begins: on a busy machine there are fewer samples.
    """
    until = time.monotonic() + limit_s
    for number, block in enumerate(blocks(count, size)):
        if number and time.monotonic() > until:
            return
        for take in takers if number % 2 == 0 else reversed(takers):
            take(block)
