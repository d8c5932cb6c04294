"""The number and its code: they stay large, however much stands beside them. Pure."""

from common.screen.qr import LEAST_MODULE_MM, LEAST_SIDE_MM
from common.screen.theme import Type
from kiosk.gallery.checks.pixels import drawn_in
from kiosk.gallery.view import Problem, View

LEAST_SHARE = 0.8
"""Of the height that a number has at most: large text must not make smaller what matters most."""
_FULL_WIDTH = 0.9
"""Figures that take so much of their room are as large as they can be."""


def large(view: View) -> list[Problem]:
    """A number that takes the room it finds is at least 40 mm high on the full height of the screen."""
    if view.look.low:
        return []
    least = LEAST_SHARE * Type.NUMBER.capital_mm
    found: list[Problem] = []
    for letters in view.letters:
        drawn = drawn_in(view.picture, letters.rect_px) if letters.capital_mm is None else None
        if drawn is None or drawn.box_px.width > _FULL_WIDTH * letters.rect_px.width:
            continue
        height = view.panel.mm(drawn.box_px.height)
        if height < least - view.tolerance_mm:
            detail = f"the number {letters.text!r}: {height:.1f} mm high, less than {least:g} mm"
            found.append(Problem("number size", detail, (letters.rect_px,)))
    return found


def readable(view: View) -> list[Problem]:
    """A code is as large as a phone needs it."""
    found: list[Problem] = []
    for code in view.codes:
        side = view.panel.mm(code.rect_px.width)
        if code.module_mm < LEAST_MODULE_MM or side < LEAST_SIDE_MM - view.tolerance_mm:
            detail = (
                f"a code of {side:.1f} mm with modules of {code.module_mm:.2f} mm is too small for a phone"
            )
            found.append(Problem("code size", detail, (code.rect_px,)))
    return found
