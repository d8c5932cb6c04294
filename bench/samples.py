"""Medians and percentiles of samples, and taking samples in turn with those of something bare."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

P99_NEEDS = 1000
"""So many samples and more: of fewer, the highest one per cent are an anecdote."""


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
