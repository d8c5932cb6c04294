"""Times and presses for tests of the keeper, made short to write."""

from alarms.events import Event
from alarms.fold import fold
from alarms.state import Points
from common.wire.alarms import Press
from common.wire.message import Reading


def at(clock_ms: int, *, boot: int = 1) -> Reading:
    """A moment of the keeper's clocks; the wall clock runs beside the other."""
    return Reading(boot=boot, clock_ms=clock_ms, wall_ms=1_000_000 + clock_ms, synced=True)


def presses(*ids: str, age_ms: int = 0) -> tuple[Press, ...]:
    return tuple(Press(id=press, age_ms=age_ms) for press in ids)


def folded(points: Points, events: tuple[Event, ...] | list[Event], clock_ms: int = 0) -> Points:
    for event in events:
        points = fold(points, at(clock_ms), event)
    return points
