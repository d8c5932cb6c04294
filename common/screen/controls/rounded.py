"""A rectangle with round corners in one colour."""

from functools import lru_cache

from kivy.graphics import BorderImage, Canvas, Color, InstructionGroup
from kivy.graphics.texture import Texture
from PIL import Image

from common.screen.raster import rounded_mask

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


def white_texture(grey: Image.Image) -> Texture:
    """White with a mask as alpha, so that a colour on the canvas tints it."""
    alpha = grey.tobytes()
    pixels = bytearray(b"\xff" * (4 * len(alpha)))
    pixels[3::4] = alpha
    texture = Texture.create(size=grey.size, colorfmt="rgba")
    texture.blit_buffer(bytes(pixels), colorfmt="rgba", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture


@lru_cache(maxsize=32)
def _corners(radius: int) -> Texture:
    return white_texture(rounded_mask(radius))
