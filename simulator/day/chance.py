"""What is drawn by chance, all from seeded generators: arrivals, durations, choices."""

import math
import random
from collections.abc import Iterator, Sequence

from simulator.day.scenario import HOUR_MS, Duration, Shape


def generator(seed: int, *names: str) -> random.Random:
    """Return a generator of its own for each purpose: what one draws leaves the others as they are."""
    return random.Random("/".join((str(seed), *names)))


def draw_s(rng: random.Random, duration: Duration) -> float:
    """Return a length of time in seconds."""
    mean, spread = duration.mean_s, duration.spread
    if mean <= 0 or spread <= 0:
        return max(0.0, mean)
    if duration.shape is Shape.GAMMA:
        return rng.gammavariate(1 / spread**2, mean * spread**2)
    sigma2 = math.log(1 + spread**2)
    return rng.lognormvariate(math.log(mean) - sigma2 / 2, math.sqrt(sigma2))


def draw_ms(rng: random.Random, duration: Duration, least_ms: int = 1000) -> int:
    """Return a length of time in ms, ``least_ms`` or more."""
    return max(least_ms, round(1000 * draw_s(rng, duration)))


def choose(rng: random.Random, shares: Sequence[tuple[str, float]]) -> str:
    """Return one of the names by their shares; empty for the rest, where they add up to less than one."""
    point = rng.random() * max(1.0, sum(share for _name, share in shares))
    for name, share in shares:
        point -= share
        if point < 0:
            return name
    return ""


def arrivals(
    rng: random.Random, by_hour: Sequence[float], midnight: int, opens: int, closes: int
) -> Iterator[int]:
    """Yield the moments of a Poisson process whose rate changes by the hour, from ``opens`` to ``closes``.

    ``by_hour`` are the customers expected in a whole hour, counted from ``midnight``; an hour that is open
    in part brings its part of them.
    """
    for hour, expected in enumerate(by_hour):
        begin = max(opens, midnight + hour * HOUR_MS)
        end = min(closes, midnight + (hour + 1) * HOUR_MS)
        if expected <= 0 or begin >= end:
            continue
        at = float(begin)
        while True:
            at += rng.expovariate(expected / HOUR_MS)
            if at >= end:
                break
            yield round(at)
