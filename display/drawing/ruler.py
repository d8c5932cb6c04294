"""Measures text in millimetres, for layouts that are decided before anything is drawn."""

from collections.abc import Callable

from common.screen.controls.text_measure import measure_of, style_of
from common.screen.kit import Kit
from common.screen.theme import Weight


class KitRuler:
    """Widths in the kit's own fonts, at any height of capitals."""

    def __init__(self, kit: Kit) -> None:
        """Measure for this window."""
        self._kit = kit
        # Widths do not grow evenly with a font's size: each size is measured itself, and kept.
        self._measures: dict[tuple[Weight, int], Callable[[str], float]] = {}

    def __call__(self, text: str, weight: Weight, capital_mm: float) -> float:
        """Return the width in mm of one line whose capitals are so high.

        A font has a whole number of px, rounded up to keep the rule: that is what is measured.
        """
        font_px = self._kit.font_px(capital_mm, weight)
        measure = self._measures.get((weight, font_px))
        if measure is None:
            measure = measure_of(style_of(self._kit.fonts, weight, font_px, mirrored=self._kit.mirrored))
            self._measures[weight, font_px] = measure
        return measure(text) / self._kit.panel.px_per_mm
