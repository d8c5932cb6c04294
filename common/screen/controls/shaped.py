"""Kivy's text provider, taught to keep the direction and the script that a text is drawn in."""

from collections.abc import Callable
from typing import Any

from kivy.core.text import Label
from kivy.core.text._text_sdl2 import _SurfaceContainer

_LATIN = "Latin"  # what Kivy gives a text that says nothing


class TextTexture(Label):
    """Draws letters of one font into a texture, also those that run from the right or join.

    Kivy gives a font its direction only when it draws, and keeps one font for a file and a size whatever the
    direction: the first text in Arabic was measured with its letters apart, 486 px for what is drawn in 332.
    """

    texture: Any
    """Of Kivy; `None` while nothing is drawn."""

    def dress(
        self, font: str, font_px: int, *, rtl: bool = False, script: str = "", halign: str = "left"
    ) -> None:
        """Takes a font file, a size in px, and for letters that join the script's name in ISO 15924."""
        self.options.update(
            font_name=font,
            font_size=font_px,
            font_direction="rtl" if rtl else "ltr",
            font_script_name=script or _LATIN,
            halign=halign,
        )
        self.resolve_font_name()

    def draw(self, text: str) -> None:
        """Draws a text; `texture` is new then."""
        self.text = text
        self.refresh()

    def let_go(self) -> None:
        """Keeps no texture."""
        self.texture = None

    def get_extents(self, text: str) -> tuple[int, int]:
        """Width and height of a line in px."""
        if self._turned:
            # A letter drawn beside a surface of one pixel: 4 µs, and the font has its direction.
            _SurfaceContainer(1, 1).render(self, "x", 0, 0)
        return super().get_extents(text)

    def get_cached_extents(self) -> Callable[[str], tuple[int, int]]:
        """The same; Kivy has no cache either."""
        return self.get_extents

    @property
    def _turned(self) -> bool:
        return self.options["font_direction"] != "ltr" or self.options["font_script_name"] != _LATIN

    def _render_end(self) -> object:
        """Keeps nothing of what it was drawn on: Kivy would, and each text then takes its memory twice."""
        drawn = super()._render_end()
        self._surface = None
        return drawn

    def _get_font_id(self) -> str:
        font = str(super()._get_font_id())
        if not self._turned:
            return font
        return f"{font}|{self.options['font_direction']}|{self.options['font_script_name']}"
