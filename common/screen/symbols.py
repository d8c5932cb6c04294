"""The symbols of the bar and the header; each stands beside a word, or is spoken."""

from enum import StrEnum
from functools import cache

from common.screen.shapes import Area, Drawing, Point, Stroke, arc, flipped

_MIDDLE: Point = (0.5, 0.5)


class Symbol(StrEnum):
    """What can be drawn on a button."""

    SIZE = "size"
    CONTRAST = "contrast"
    LOW = "low"
    SOUND = "sound"
    HELP = "help"
    BACK = "back"
    NEXT = "next"
    ERASE = "erase"
    MORE = "more"
    CHECK = "check"
    WARNING = "warning"
    TICKET = "ticket"


def _circle(centre: Point, radius: float) -> Stroke:
    return Stroke(arc(centre, radius, 0, 360))


def _box(left: float, bottom: float, right: float, top: float) -> Stroke:
    return Stroke(((left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)))


_DRAWINGS: dict[Symbol, Drawing] = {
    Symbol.SIZE: Drawing(
        (
            Stroke(((0.02, 0.14), (0.32, 0.88), (0.62, 0.14))),
            Stroke(((0.14, 0.42), (0.5, 0.42))),
            Stroke(((0.64, 0.14), (0.81, 0.56), (0.98, 0.14))),
            Stroke(((0.71, 0.29), (0.91, 0.29))),
        ),
        stroke=0.085,
    ),
    Symbol.CONTRAST: Drawing((_circle(_MIDDLE, 0.42), Area(arc(_MIDDLE, 0.42, -90, 90)))),
    Symbol.LOW: Drawing(
        (
            _box(0.16, 0.06, 0.84, 0.94),
            Stroke(((0.16, 0.4), (0.84, 0.4))),
            Stroke(((0.5, 0.8), (0.5, 0.56))),
            Stroke(((0.38, 0.67), (0.5, 0.55), (0.62, 0.67))),
        ),
    ),
    Symbol.SOUND: Drawing(
        (
            Stroke(((0.1, 0.34), (0.1, 0.5), *arc((0.5, 0.5), 0.4, 180, 0), (0.9, 0.34))),
            _box(0.1, 0.1, 0.26, 0.4),
            _box(0.74, 0.1, 0.9, 0.4),
        ),
    ),
    # A head and shoulders, and words: a person comes. A question mark would promise a page to read.
    Symbol.HELP: Drawing(
        (
            _circle((0.36, 0.66), 0.16),
            Stroke(((0.06, 0.1), (0.06, 0.18), *arc((0.36, 0.18), 0.3, 180, 0), (0.66, 0.1))),
            Stroke(arc((0.62, 0.66), 0.16, -45, 45)),
            Stroke(arc((0.62, 0.66), 0.33, -45, 45)),
        ),
    ),
    Symbol.BACK: Drawing((Stroke(((0.64, 0.86), (0.28, 0.5), (0.64, 0.14))),), stroke=0.11),
    Symbol.NEXT: Drawing((Stroke(((0.36, 0.86), (0.72, 0.5), (0.36, 0.14))),), stroke=0.11),
    # The key of a keyboard that takes the last letter back.
    Symbol.ERASE: Drawing(
        (
            Stroke(((0.03, 0.5), (0.32, 0.84), (0.97, 0.84), (0.97, 0.16), (0.32, 0.16), (0.03, 0.5))),
            Stroke(((0.48, 0.64), (0.76, 0.36))),
            Stroke(((0.48, 0.36), (0.76, 0.64))),
        ),
    ),
    Symbol.MORE: Drawing((Stroke(((0.14, 0.66), (0.5, 0.3), (0.86, 0.66))),), stroke=0.11),
    Symbol.CHECK: Drawing((Stroke(((0.1, 0.5), (0.38, 0.2), (0.9, 0.8))),), stroke=0.12),
    Symbol.WARNING: Drawing(
        (
            Stroke(((0.5, 0.9), (0.95, 0.1), (0.05, 0.1), (0.5, 0.9))),
            Stroke(((0.5, 0.62), (0.5, 0.4))),
            Stroke(((0.5, 0.24), (0.5, 0.235))),
        ),
    ),
    Symbol.TICKET: Drawing(
        (
            Stroke(((0.22, 0.14), (0.22, 0.94), (0.78, 0.94), (0.78, 0.14))),
            Stroke(((0.22, 0.14), (0.36, 0.24), (0.5, 0.14), (0.64, 0.24), (0.78, 0.14))),
            Stroke(((0.38, 0.72), (0.62, 0.72))),
            Stroke(((0.38, 0.5), (0.62, 0.5))),
        ),
    ),
}


_ALONG_THE_LINE = frozenset({Symbol.BACK})
"""Symbols that point along the line of reading; a tick and a headset look the same to everybody."""


@cache
def symbol(name: Symbol, *, mirrored: bool = False) -> Drawing:
    """The drawing of a symbol; on a mirrored screen the way back points to the right."""
    drawing = _DRAWINGS[name]
    return flipped(drawing) if mirrored and name in _ALONG_THE_LINE else drawing
