"""From a point as the keeper holds it to the state that panels are told: pure."""

from alarms.state import OpenPress, Point, elapsed_ms
from common.wire import alarms as wire
from common.wire.message import Reading


def point_state(point: Point, *, incarnation: str, revision: int, now: Reading) -> wire.PointState:
    """Return the whole state of a point; its ages are those of ``now``."""
    fault = "lost" if "lost" in point.faults else point.line_fault
    return wire.PointState(
        incarnation=incarnation,
        revision=revision,
        at_ms=now.clock_ms,
        presses=tuple(_open_press(press, now) for press in point.presses),
        fault=fault,
        fault_age_ms=elapsed_ms(point.faults[fault], now) if fault else 0,
        heard="lost" not in point.faults,
    )


def _open_press(press: OpenPress, now: Reading) -> wire.OpenPress:
    return wire.OpenPress(
        id=press.id,
        age_ms=press.age_ms + elapsed_ms(press.at, now),
        wall_ms=max(0, press.at.wall_ms - press.age_ms),
        shown=press.shown,
        seen_by=press.seen_by,
        help_by=press.help_by,
    )
