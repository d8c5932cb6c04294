"""Contrast as it is on the picture: of every text, of every symbol, and of the edge of every button. Pure."""

from collections.abc import Iterable

from common.screen.description import Rect
from common.screen.theme import Contrast
from kiosk.gallery.checks.pixels import Rgb, colour_at, drawn_in, ratio
from kiosk.gallery.view import Letters, Problem, View, who

TEXT = {Contrast.NORMAL: 7.0, Contrast.HIGH: 10.0}
"""Least contrast of a text: our goals, both above the 4.5 of WCAG 1.4.3 (accessibility goal A12)."""
PARTS = 3.0
"""Least contrast of a symbol and of the edge of a control (WCAG 1.4.11)."""
WITHOUT_EDGE = frozenset({"HeaderButton"})
"""Buttons that are known by their word and symbol alone, as a link is; those have a text's contrast."""

_TOLERANCE = 0.05
_DEPTH_MM = 1.6
"""An edge is looked for so far into a control."""
_OUTSIDE_MM = 0.5
"""So far outside a control its surroundings are looked at."""
_SAME = 1.02


def texts(view: View) -> list[Problem]:
    """Every text stands out from its ground."""
    found: list[Problem] = []
    for letters in view.letters:
        least = TEXT[view.look.contrast]
        drawn = drawn_in(view.picture, letters.rect_px)
        if drawn is None:
            found.append(Problem("text contrast", f"{_shown(letters)} cannot be seen", (letters.rect_px,)))
        elif drawn.contrast < least - _TOLERANCE:
            detail = f"{_shown(letters)}: contrast {drawn.contrast:.1f}, less than {least:g}"
            found.append(Problem("text contrast", detail, (letters.rect_px,)))
    return found


def symbols(view: View) -> list[Problem]:
    """Every symbol and arrow stands out from its ground."""
    found: list[Problem] = []
    for rect in view.symbols:
        drawn = drawn_in(view.picture, rect)
        if drawn is None:
            found.append(Problem("symbol contrast", "a symbol cannot be seen", (rect,)))
        elif drawn.contrast < PARTS - _TOLERANCE:
            detail = f"a symbol has a contrast of {drawn.contrast:.1f}, less than {PARTS:g}"
            found.append(Problem("symbol contrast", detail, (rect,)))
    return found


def edges(view: View) -> list[Problem]:
    """Every button is told from what lies around it, on all four sides."""
    found: list[Problem] = []
    for control in view.controls:
        if not control.pressable:
            continue
        weakest = min(_sides(view, control.rect_px), default=1.0)
        if control.kind in WITHOUT_EDGE and weakest <= _SAME:
            continue
        if weakest < PARTS - _TOLERANCE:
            detail = f"{who(control)}: its edge has a contrast of {weakest:.1f}, less than {PARTS:g}"
            found.append(Problem("edge contrast", detail, (control.rect_px,)))
    return found


def _sides(view: View, rect: Rect) -> list[float]:
    """Return for each side how well the control is told from what is outside, in the middle of the side."""
    depth = max(3, view.panel.px(_DEPTH_MM))
    out = view.panel.px(_OUTSIDE_MM) + 1
    middle_x, middle_y = rect.middle
    starts = (
        (rect.left, middle_y, 1, 0),
        (rect.right - 1, middle_y, -1, 0),
        (middle_x, rect.top, 0, 1),
        (middle_x, rect.bottom - 1, 0, -1),
    )
    sides: list[float] = []
    for x, y, across, down in starts:
        outside = colour_at(view.picture, x - across * out, y - down * out)
        if outside is not None:  # a control that touches the border of the window ends with it
            inside = (colour_at(view.picture, x + across * step, y + down * step) for step in range(depth))
            sides.append(_best(outside, inside))
    return sides


def _best(outside: Rgb, inside: Iterable[Rgb | None]) -> float:
    return max((ratio(outside, colour) for colour in inside if colour is not None), default=1.0)


def _shown(letters: Letters) -> str:
    return f"the text {letters.text!r}"
