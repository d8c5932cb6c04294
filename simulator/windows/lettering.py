"""Sizes for a window that a person reads at a desk: in a grid of 1.5 px a millimetre, capitals of 9 px."""

from common.screen.theme import Lettering, Weight

PX_PER_MM = 1.5
"""On a desktop of 1920 × 1080; a smaller one is drawn smaller."""

HEADING = Lettering(7.4, Weight.BOLD)
TITLE = Lettering(6.6, Weight.BOLD)
SAYS = Lettering(6.0)
NAME = Lettering(6.0)
BUTTON = Lettering(6.0, Weight.SEMIBOLD)
