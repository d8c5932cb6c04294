"""How much memory a process has for itself, how it grows, and how much of that is too much."""

import statistics
from collections.abc import Sequence
from pathlib import Path

Sample = tuple[float, float]
"""Seconds since the start, and MB."""

WARM_UP_S = 300.0
"""So long memory is not judged: every screen was shown before, but what is remembered up to a bound (the
widths of texts, letters of a size) fills with what is typed and scanned."""

LEAST_SAMPLES = 60
"""After the warm-up. A round of the storm with its sample takes 2 to 3 s, which makes 100 in five minutes."""

LARGEST_SLOPE_MB_PER_MIN = 0.5
"""Of what the process has written for itself. The storm makes 20 touches a second and a ticket every six: a
minute of it is hundreds of touches of a customer, so that a busy day would cost 10 MB at most. Measured: 0.1
to 0.2 MB a minute, which is what the bound must let pass."""

LARGEST_GROWTH_MB = 10.0
"""From the end of the warm-up to the end. The middle of the slopes does not see one late leap, such as a
screen that is made anew and never let go; this does. The largest slope makes 2.5 MB in five minutes."""

_AT_AN_END = 10
"""So many samples make up the beginning, and the end: one that was taken in a screen's making is none."""


def judged(samples: Sequence[Sample]) -> list[Sample]:
    """Return the samples that count: those after the warm-up."""
    return [sample for sample in samples if sample[0] >= WARM_UP_S]


def complaints(samples: Sequence[Sample]) -> list[str]:
    """Return what is wrong with the memory of a whole run, in sentences; too few samples prove nothing."""
    kept = judged(samples)
    if len(kept) < LEAST_SAMPLES:
        looks = f"Memory was looked at {len(kept)} times after the warm-up of {WARM_UP_S:.0f} s"
        return [f"{looks}, and {LEAST_SAMPLES} are needed to know whether it grows: use a less busy machine."]
    found: list[str] = []
    slope, growth = slope_mb_per_min(kept), growth_mb(kept)
    if slope >= LARGEST_SLOPE_MB_PER_MIN:
        found.append(
            f"Memory grows by {slope:.2f} MB a minute, from {kept[0]} to {kept[-1]};"
            f" {LARGEST_SLOPE_MB_PER_MIN} is what a kiosk can bear for days."
        )
    if growth > LARGEST_GROWTH_MB:
        found.append(
            f"Memory grew by {growth:.1f} MB after the warm-up, from {kept[0]} to {kept[-1]}; after it every"
            f" screen has been shown, and {LARGEST_GROWTH_MB:.0f} MB is more than chance explains."
        )
    return found


def growth_mb(samples: Sequence[Sample]) -> float:
    """Return how much more there is at the end than at the beginning, by the middle of ten samples each."""
    first, last = samples[:_AT_AN_END], samples[-_AT_AN_END:]
    return statistics.median(mb for _, mb in last) - statistics.median(mb for _, mb in first)


def own_mb(pid: int) -> float:
    """Return what a process has written for itself, in MB: the anonymous part of its proportional set size.

    The other part, its share of libraries, goes up and down by 12 MB as other processes come and go.
    """
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
        if line.startswith("Pss_Anon:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("the kernel tells no proportional set size")


def slope_mb_per_min(samples: Sequence[Sample]) -> float:
    """Return how fast memory grows: the middle of the slopes of all pairs (Theil and Sen).

    One sample that was taken in the middle of a screen's making does not tilt it, as it would a mean.
    """
    slopes = [
        (later[1] - earlier[1]) / (later[0] - earlier[0])
        for index, earlier in enumerate(samples)
        for later in samples[index + 1 :]
    ]
    return 60 * statistics.median(slopes)
