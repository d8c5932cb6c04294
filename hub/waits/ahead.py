"""Plays the queue ahead, a handful of times by chance: when would who came now be called?"""

import random
from collections.abc import Callable, Sequence
from heapq import heapify, heappop, heapreplace
from typing import NamedTuple

from hub.waits.desk_ahead import NEVER, Away, every_length
from hub.waits.experience import LEAVING_MIN, Experience
from hub.waits.memory import wait_class
from hub.waits.pool import ORDINARY_RATE, LineAhead, Pool

FEWEST, MOST = 10, 24
"""So many times the queue is played ahead: fewer where it is long, since chance evens out there."""

STEPS = 1000
"""About so many customers and desks are played in all: 3 ms on a PC."""

_KNOWN = 5
_DESKS_A_STEP = 3
_NO_SHOW_PRIOR = (0.05, 10.0)
_LEAVING_PRIOR = (0.005, 10.0)


class Draws(NamedTuple):
    """The minutes until a newcomer is called, by service: one for each of the ``times`` it came to that."""

    minutes: dict[str, list[float]]
    times: int


class _Chances(NamedTuple):
    """What the draws draw from; lengths in minutes, of a bundle of customers."""

    served: tuple[tuple[float, ...], ...]
    missed: tuple[float, ...]
    turnaround: tuple[float, ...]
    missing: tuple[float, ...]
    leaving: float


def play_ahead(pool: Pool, experience: Experience, seed: int) -> Draws:
    """Return when a newcomer to each service of ``pool`` would be called; the same seed plays the same."""
    length = 1 + len(pool.desks) // _DESKS_A_STEP + sum(len(line.places) for line in pool.lines)
    times = max(FEWEST, min(MOST, STEPS // length))
    chance = random.Random(seed).random  # noqa: S311 — nothing here is secret
    chances = _chances(pool, experience)
    found: dict[str, list[float]] = {service: [] for service in pool.services}
    for _ in range(times):
        for service, at in zip(pool.services, _play_once(pool, chances, chance), strict=True):
            if at < NEVER:
                found[service].append(at)
    return Draws(found, times)


def _chances(pool: Pool, experience: Experience) -> _Chances:
    memory, bundle = experience.memory, pool.bundle
    pace, others = experience.pace * bundle, every_length(memory)

    def served(service: str) -> Sequence[float]:
        own = memory.served.get(service)
        return own.ordered if own is not None and len(own) >= _KNOWN else others

    return _Chances(
        served=tuple(tuple(pace * one for one in served(service)) or (0.0,) for service in pool.services),
        missed=tuple(bundle * one for one in memory.missed.ordered) or (0.0,),
        turnaround=tuple(bundle * one for one in memory.turnaround.ordered) or (0.0,),
        missing=tuple(share.estimate(*_NO_SHOW_PRIOR) for share in memory.missing),
        leaving=memory.leaving.estimate(*_LEAVING_PRIOR) / LEAVING_MIN,
    )


def _play_once(pool: Pool, chances: _Chances, chance: Callable[[], float]) -> list[float]:
    """Return for each service the minute at which a newcomer is called, ``NEVER`` where nobody would."""
    lines, gone = pool.lines, set[str]()
    heap, rests = _begin(pool, chance)
    heads, following = [line.places[0] for line in lines], [1] * len(lines)
    called = [NEVER] * len(pool.services)
    to_call = len(called)
    while heap and to_call:
        now, number = heap[0]
        desk = pool.desks[number]
        if now >= desk.until:
            heappop(heap)
            continue
        if rests[number] and rests[number][0].begin <= now:
            heapreplace(heap, (now + rests[number][0].minutes, number))
            rests[number] = rests[number][1:]
            continue
        best = _first(desk.lines, heads, lines, now)
        if best < 0:  # nobody goes before a newcomer, and after one this desk matters to no other
            for service in desk.services:
                to_call -= called[service] == NEVER
                called[service] = min(called[service], now)
            heappop(heap)
            continue
        line, index, place = lines[best], following[best], heads[best]
        following[best] = index + 1
        heads[best] = line.places[index] if index < len(line.places) else NEVER
        if pool.twice:
            visit = line.visits[index - 1]
            if visit in gone:
                continue
            gone.add(visit)
        if chance() >= chances.leaving * now:
            heapreplace(heap, (now + _length(chances, chance, line.service, now - place), number))
    return called


def _begin(pool: Pool, chance: Callable[[], float]) -> tuple[list[tuple[float, int]], list[Sequence[Away]]]:
    """Return when each desk is free at first, as a heap, and the breaks of its day."""
    quickest = chance()  # of the desks that are free the quickest calls: one draw for all of them
    heap: list[tuple[float, int]] = []
    rests: list[Sequence[Away]] = []
    for number, desk in enumerate(pool.desks):
        after, lengths, idle = desk.free
        part = quickest if idle else chance()
        heap.append((max(0.0, after + lengths[int(part * len(lengths))]), number))
        rests.append(desk.days[int(chance() * len(desk.days))] if desk.days else ())
    heapify(heap)
    return heap, rests


def _first(mine: tuple[int, ...], heads: list[float], lines: tuple[LineAhead, ...], now: float) -> int:
    """Return the line whose first has most credit, and as much as a newcomer at least; -1 for none.

    So calls the default policy; under another one the calibration makes up for the difference.
    """
    best, credit = -1, ORDINARY_RATE * now
    for number in mine:
        if heads[number] < NEVER:
            its = lines[number].rate * (now - heads[number])
            if its > credit or (best < 0 and its == credit):
                best, credit = number, its
    return best


def _length(chances: _Chances, chance: Callable[[], float], service: int, waited: float) -> float:
    """Draw how long a desk is taken up by one who has waited so long, and until it calls the next."""
    is_missed = chance() < chances.missing[wait_class(waited)]
    lengths = chances.missed if is_missed else chances.served[service]
    turnaround = chances.turnaround
    return lengths[int(chance() * len(lengths))] + turnaround[int(chance() * len(turnaround))]
