"""Shapes that symbols and arrows are drawn from, in a square of side 1 with y upwards."""

import math

import msgspec

Point = tuple[float, float]


class Stroke(msgspec.Struct, frozen=True):
    """A line through points with round ends and joints."""

    points: tuple[Point, ...]


class Area(msgspec.Struct, frozen=True):
    """A filled polygon."""

    points: tuple[Point, ...]


class Drawing(msgspec.Struct, frozen=True):
    """A symbol: its parts, and the width of its strokes as a part of its side."""

    parts: tuple[Stroke | Area, ...]
    stroke: float = 0.09


def arc(centre: Point, radius: float, start_deg: float, end_deg: float) -> tuple[Point, ...]:
    """Points of an arc, counter-clockwise from the right for a growing angle."""
    steps = max(2, math.ceil(abs(end_deg - start_deg) / 5))
    angles = (math.radians(start_deg + (end_deg - start_deg) * step / steps) for step in range(steps + 1))
    return tuple((centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles)


def turned(points: tuple[Point, ...], degrees: float) -> tuple[Point, ...]:
    """Points turned counter-clockwise about the middle of the square."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return tuple(
        (0.5 + (x - 0.5) * cosine - (y - 0.5) * sine, 0.5 + (x - 0.5) * sine + (y - 0.5) * cosine)
        for x, y in points
    )


def flipped(drawing: Drawing) -> Drawing:
    """The drawing as a mirror shows it, left for right."""
    parts = tuple(type(part)(tuple((1 - x, y) for x, y in part.points)) for part in drawing.parts)
    return Drawing(parts, drawing.stroke)
