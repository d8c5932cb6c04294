"""A rectangle with round corners in one colour."""

from functools import lru_cache
from math import hypot

from kivy.graphics import BorderImage, Canvas, Color, InstructionGroup
from kivy.graphics.texture import Texture

Rgba = tuple[float, float, float, float]


class Rounded:
    """Stretches one small picture of four corners: 17 kB each, where Kivy's smooth shape takes 280 kB."""

    def __init__(self, canvas: Canvas | InstructionGroup) -> None:
        self._colour = Color()
        self._image = BorderImage()
        self.hide()
        canvas.add(self._colour)
        canvas.add(self._image)

    def draw(self, x: float, y: float, width: float, height: float, radius: int, rgba: Rgba) -> None:
        """Fills the rectangle, all in px; corners never reach over the middle."""
        radius = max(1, min(radius, int(width) // 2, int(height) // 2))
        self._colour.rgba = rgba
        self._image.texture = _corners(radius)
        self._image.border = [radius] * 4
        self._image.pos = (x, y)
        self._image.size = (max(0, width), max(0, height))

    def hide(self) -> None:
        """Draws nothing until it is drawn again."""
        self._image.border = [0] * 4  # corners are drawn in their own size, however small the whole is
        self._image.size = (0, 0)


def white_texture(alpha: bytes, side: int) -> Texture:
    """White with a square mask as alpha, so that a colour on the canvas tints it."""
    pixels = bytearray(b"\xff" * (4 * len(alpha)))
    pixels[3::4] = alpha
    texture = Texture.create(size=(side, side), colorfmt="rgba")
    texture.blit_buffer(bytes(pixels), colorfmt="rgba", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture


@lru_cache(maxsize=32)
def _corners(radius: int) -> Texture:
    return white_texture(rounded_mask(radius), 2 * radius + 2)


def rounded_mask(radius: int) -> bytes:
    """Grey values of four round corners with 2 px between them, row by row, to stretch rectangles from.

    A pixel is covered as far as the arc is beyond its middle: true to 6 % for all radii, and
    without Pillow, which the first picture would wait for.
    """
    ahead = [radius - place - 0.5 for place in range(radius)]  # from a pixel's middle to that of the arc
    quarter = [[_covered(radius - hypot(x, y)) for x in ahead] for y in ahead]
    upper = [bytes([*row, 255, 255, *reversed(row)]) for row in quarter]
    middle = b"\xff" * (2 * radius + 2)
    return b"".join([*upper, middle, middle, *reversed(upper)])


def _covered(inside: float) -> int:
    return round(255 * min(1.0, max(0.0, inside + 0.5)))
