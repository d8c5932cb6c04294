"""When each desk will be free to call, as far as anybody can know now."""

from typing import NamedTuple

from hub.queue.state import State, Visit
from hub.queue.transitions import VisitState
from hub.waits.experience import MINUTE_MS, DeskToday, Experience
from hub.waits.memory import Lengths, Memory, Rest

NEVER = float("inf")

SLOW_TO_COME_MIN = 2.0
"""Who has been called this long ago and has not come probably will not."""

_FEW = 4
_USUAL_DAYS = 3
_LATE_REST_MIN = 30.0
"""A break that should have begun so long ago is not taken any more."""

_QUICK_MIN = 0.1
_HALF = 0.5


class Free(NamedTuple):
    """When a desk calls next: ``after`` plus any one of ``lengths``, in minutes from now (negative: now)."""

    after: float
    lengths: tuple[float, ...]
    idle: bool = False


class Away(NamedTuple):
    """A break that may come: not before ``begin``, in minutes from now."""

    begin: float
    minutes: float


def next_free(state: State, experience: Experience, name: str, now_ms: int) -> Free | None:
    """Return when an open desk is free; ``None`` where it has paused and nobody knows for how long."""
    desk, memory = experience.desk(name), experience.memory
    visit = state.current(name)
    if visit is not None:
        return _after_service(visit, experience, (now_ms - visit.called_at) / MINUTE_MS)
    if state.desks[name].paused:
        return _after_rest(memory, desk, now_ms)
    if desk.free_since:
        age = (now_ms - desk.free_since) / MINUTE_MS
        longer = memory.turnaround.longer_than(age)
        if len(longer) >= _FEW:
            return Free(-age, tuple(longer), idle=True)
    return Free(0.0, tuple(memory.reaction.ordered) or (_QUICK_MIN,), idle=True)


def coming_rests(experience: Experience, name: str, now_ms: int) -> tuple[tuple[Away, ...], ...]:
    """Return the rest of each day that this one may turn out as: breaks that may come, in order.

    A desk does as it did on one of its last days, or as the others did while it is new.
    """
    rests = experience.memory.rests
    days = rests.get(name, [])
    if len(days) < _USUAL_DAYS:
        days = [day for others in rests.values() for day in others]
    taken, now = len(experience.desk(name).rests), experience.minute_of_day(now_ms)
    return tuple(_still_to_come(day[taken:], now) for day in days)


def every_length(memory: Memory) -> list[float]:
    """Return lengths of service whatever the service, for those that are hardly known."""
    return sorted(minutes for lengths in memory.served.values() for minutes in lengths.newest[-40:])


def _still_to_come(rests: tuple[Rest, ...], now: float) -> tuple[Away, ...]:
    ahead = ((rest.begin - now, rest.minutes) for rest in rests)
    return tuple(Away(begin, minutes) for begin, minutes in ahead if begin > -_LATE_REST_MIN)


def _after_service(visit: Visit, experience: Experience, age: float) -> Free:
    memory = experience.memory
    lengths, pace = memory.served.get(visit.service), experience.pace
    if visit.state is VisitState.CALLED and age > SLOW_TO_COME_MIN and len(memory.missed):
        lengths, pace = memory.missed, 1.0
    known = lengths.ordered if lengths is not None and len(lengths) >= _FEW else every_length(memory)
    longer = [pace * minutes for minutes in known if pace * minutes > age]
    turnaround = memory.turnaround.mean
    if len(longer) >= _FEW:
        return Free(turnaround - age, tuple(longer))
    return Free(turnaround, tuple(pace * minutes * _HALF for minutes in known) or (0.0,))


def _after_rest(memory: Memory, desk: DeskToday, now_ms: int) -> Free | None:
    lengths = Lengths(
        ordered=sorted(rest.minutes for days in memory.rests.values() for day in days for rest in day)
    )
    age = (now_ms - desk.away_at) / MINUTE_MS if desk.away_at else 0.0
    longer = lengths.longer_than(age)
    return Free(-age, tuple(longer)) if len(longer) >= _FEW else None
