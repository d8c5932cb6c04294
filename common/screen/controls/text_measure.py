"""Width and height of a text in a style, as Kivy's text provider will draw it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from common.screen.controls.shaped import TextTexture
from common.screen.fonts import FontSet
from common.screen.kit import Kit
from common.screen.text.runs import Run, is_plain, runs_of
from common.screen.theme import Weight

# So far reach letters of the scripts in Noto Sans, Arabic's the farthest (measured: 0.99 above, 0.46 below).
# Some of its fonts ask for more (Arabic 1.37 and 0.74): lines of a sentence would stand apart like a list's.
_REACH_ABOVE, _REACH_BELOW = 1.0, 0.47


@dataclass(frozen=True, eq=False, slots=True)
class Style:
    """Fonts, weight and size of a text, and whether it stands on a screen that runs from the right.

    Made by `style_of`: two of the same are one object, for styles are compared thousands of times a screen.
    """

    fonts: FontSet
    weight: Weight
    font_px: int
    """Size of the family's own font; fonts of other scripts follow it."""
    mirrored: bool
    font: str
    """Path of the family's own font."""

    def plain(self, text: str) -> bool:
        """Whether the family's own font draws a text as it stands."""
        return is_plain(text, self.fonts, self.weight)

    def runs(self, text: str) -> tuple[Run, ...]:
        """The runs of one line, from the left."""
        return runs_of(text, self.fonts, self.weight, mirrored=self.mirrored)

    def px_of(self, run: Run) -> int:
        """Font size of a run."""
        return max(1, round(self.font_px * run.scale))


@lru_cache(maxsize=128)
def style_of(fonts: FontSet, weight: Weight, font_px: int, *, mirrored: bool = False) -> Style:
    """The style with these properties."""
    return Style(fonts, weight, font_px, mirrored, str(fonts.face(weight).path))


def kit_style(kit: Kit, capital_mm: float, weight: Weight) -> Style:
    """The style of a kit, with capitals of that height."""
    return style_of(kit.fonts, weight, kit.font_px(capital_mm, weight), mirrored=kit.mirrored)


@lru_cache(maxsize=64)
def measure_of(style: Style) -> Callable[[str], float]:
    """A function that tells the width in px of one line; it remembers lines, for walls measure them often."""
    extents = _provider(style.font, style.font_px).get_extents

    @lru_cache(maxsize=512)
    def width(text: str) -> float:
        if style.plain(text):
            return float(extents(text)[0])
        return float(sum(run_width(style, run) for run in style.runs(text)))

    return width


def run_width(style: Style, run: Run) -> int:
    """Width of a run in px."""
    script = run.script.tag if run.script else ""
    provider = _provider(str(run.font.path), style.px_of(run), rtl=run.rtl, script=script)
    return int(provider.get_extents(run.text)[0])


@lru_cache(maxsize=1024)
def line_ascent_and_descent(style: Style, text: str) -> tuple[int, int]:
    """How far letters like those of a text reach above and below the base line, in px."""
    above, below = ascent_and_descent(style.font, style.font_px)
    if style.plain(text):
        return above, below
    for run in style.runs(text):
        if run.scale != 1.0:
            font_px = style.px_of(run)
            ascent, descent = ascent_and_descent(str(run.font.path), font_px)
            above = max(above, min(ascent, round(_REACH_ABOVE * font_px)))
            below = max(below, min(descent, round(_REACH_BELOW * font_px)))
    return above, below


@lru_cache(maxsize=256)
def ascent_and_descent(font: str, font_px: int) -> tuple[int, int]:
    """How far letters of a font reach above and below the base line, in px."""
    provider = _provider(font, font_px)
    return int(provider.get_ascent()), abs(int(provider.get_descent()))


@lru_cache(maxsize=128)
def _provider(font: str, font_px: int, *, rtl: bool = False, script: str = "") -> TextTexture:
    texture = TextTexture()
    texture.dress(font, font_px, rtl=rtl, script=script)
    return texture
