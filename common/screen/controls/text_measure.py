"""Width of a text in a font, as Kivy's text provider will draw it."""

from collections.abc import Callable
from functools import lru_cache

from kivy.core.text import Label as TextTexture


@lru_cache(maxsize=64)
def measure_of(font: str, font_px: int) -> Callable[[str], float]:
    """A function that tells the width in px of one line; it remembers lines, for walls measure them often."""
    texture = TextTexture(font_name=font, font_size=font_px)
    texture.resolve_font_name()
    extents = texture.get_cached_extents()

    @lru_cache(maxsize=512)
    def width(text: str) -> float:
        return float(extents(text)[0])

    return width


@lru_cache(maxsize=64)
def ascent_and_descent(font: str, font_px: int) -> tuple[int, int]:
    """How far letters reach above and below the base line, in px."""
    texture = TextTexture(font_name=font, font_size=font_px)
    texture.resolve_font_name()
    return int(texture.get_ascent()), abs(int(texture.get_descent()))
