"""Draws shapes as an exact grey mask of the wanted size, for the screen and for paper."""

from functools import lru_cache

from PIL import Image, ImageDraw

from common.screen.shapes import Area, Drawing, Point

_FINER = 6
"""Drawn six times as large and made smaller: without multisampling, graphics show steps in every slope."""


@lru_cache(maxsize=64)
def mask(drawing: Drawing, side_px: int) -> Image.Image:
    """An `L` image of `side_px` × `side_px`: 255 where the symbol is, 0 where it is not."""
    if side_px < 1:
        raise ValueError(f"a symbol needs a side of at least 1 px, not {side_px}")
    side = side_px * _FINER
    width = max(1.0, drawing.stroke * side)
    canvas = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(canvas)
    for part in drawing.parts:
        points = [_scaled(point, side, width) for point in part.points]
        if isinstance(part, Area):
            pen.polygon(points, fill=255)
            continue
        pen.line(points, fill=255, width=round(width))
        for x, y in points:
            pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)
    return canvas.resize((side_px, side_px), Image.Resampling.BOX)


def _scaled(point: Point, side: int, width: float) -> Point:
    """Shrinks a little towards the middle, so that a stroke on the border is not cut in half."""
    room = side - width
    return (width / 2 + point[0] * room, width / 2 + (1 - point[1]) * room)
