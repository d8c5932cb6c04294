"""Direction arrows in one visual language, from the point of view of who looks at the screen."""

from typing import get_args

from common.screen.shapes import Drawing, Point, Stroke, turned
from common.wire.message import Direction

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)

_SHAFT: tuple[Point, ...] = ((0.09, 0.5), (0.91, 0.5))
_HEAD: tuple[Point, ...] = ((0.56, 0.85), (0.91, 0.5), (0.56, 0.15))
_DEGREES: dict[Direction, float] = {
    "right": 0,
    "ahead-right": 45,
    "ahead": 90,
    "ahead-left": 135,
    "left": 180,
    "back": 270,
}
# Other floors show their way as stairs, since an arrow up already means "straight ahead" on every sign.
_STAIRS: tuple[Point, ...] = (
    (0.04, 0.08),
    (0.3, 0.08),
    (0.3, 0.3),
    (0.54, 0.3),
    (0.54, 0.52),
    (0.78, 0.52),
    (0.78, 0.74),
    (0.96, 0.74),
)
_STAIR_SHAFT: tuple[Point, ...] = ((0.04, 0.52), (0.42, 0.9))
_HEAD_UP: tuple[Point, ...] = ((0.2, 0.9), (0.42, 0.9), (0.42, 0.68))
_HEAD_DOWN: tuple[Point, ...] = ((0.04, 0.74), (0.04, 0.52), (0.26, 0.52))


def arrow(direction: Direction) -> Drawing:
    """The drawing for a direction: six ways on this floor, and stairs up and down."""
    if direction == "up":
        return Drawing((Stroke(_STAIRS), Stroke(_STAIR_SHAFT), Stroke(_HEAD_UP)))
    if direction == "down":
        return Drawing((Stroke(_STAIRS), Stroke(_STAIR_SHAFT), Stroke(_HEAD_DOWN)))
    degrees = _DEGREES[direction]
    return Drawing((Stroke(turned(_SHAFT, degrees)), Stroke(turned(_HEAD, degrees))), stroke=0.1)
