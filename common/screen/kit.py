"""What every control of a window is given: panel, theme, fonts, and the guard against double presses."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Self

from common.screen.fonts import FontSet
from common.screen.masks import Masks
from common.screen.measure import Panel, font_px_for_capital
from common.screen.palette import LIGHT, Ink, Palette
from common.screen.press_guard import PressGuard
from common.screen.theme import TARGET_MM, Lettering, Look, Theme, Weight, theme_for


@dataclass(frozen=True, slots=True)
class Kit:
    """The means to draw with. A change of look is a new kit: `root.restyle(kit.with_look(look))`."""

    panel: Panel
    fonts: FontSet
    presses: PressGuard
    palette: Palette = LIGHT
    """The site's normal palette; high contrast replaces it."""
    look: Look = field(default_factory=Look)
    theme: Theme = field(default_factory=Theme)
    masks: Masks = field(default_factory=Masks)
    mirrored: bool = False
    """Right to left: rows run the other way and texts start at the right."""

    @classmethod
    def of(
        cls,
        panel: Panel,
        fonts: FontSet,
        palette: Palette = LIGHT,
        now: Callable[[], float] = time.monotonic,
        masks: Masks | None = None,
    ) -> Self:
        """A kit for one window, in the look that every customer begins with; `now` is a clock in seconds."""
        presses = PressGuard(panel.px(TARGET_MM), now)
        return cls(panel, fonts, presses, palette, Look(), theme_for(Look(), palette), masks or Masks())

    def with_look(self, look: Look) -> "Kit":
        """The same window in the look that a customer has chosen."""
        return replace(self, look=look, theme=theme_for(look, self.palette))

    def with_palette(self, palette: Palette) -> "Kit":
        """The same window in other colours, for example the guard's `NIGHT`."""
        return replace(self, palette=palette, theme=theme_for(self.look, palette))

    def with_direction(self, *, mirrored: bool) -> "Kit":
        """The same window for a script that runs from right to left, or back again."""
        return replace(self, mirrored=mirrored)

    def px(self, millimetres: float) -> int:
        """Whole pixels for a length."""
        return self.panel.px(millimetres)

    def capital_mm(self, lettering: Lettering) -> float:
        """Capital height of a lettering in this look, in mm."""
        return self.theme.capital_mm(lettering)

    def font_px(self, capital_mm: float, weight: Weight) -> int:
        """Font size whose capitals are at least that high, in px."""
        return font_px_for_capital(capital_mm, self.fonts.face(weight).capital_ratio, self.panel)

    def rgba(self, ink: Ink) -> tuple[float, float, float, float]:
        """A colour as Kivy wants it."""
        return self.theme.palette.of(ink).rgba
