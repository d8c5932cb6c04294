"""Letters: the fonts have every one of them, and they are as large as the rules ask for. Pure."""

from common.screen.measure import large_text_mm
from common.screen.theme import KIOSK_DISTANCE_M, TextSize, Type
from kiosk.gallery.checks.pixels import drawn_in
from kiosk.gallery.view import Letters, Problem, View

_LINE_PER_CAPITAL = 2.6
"""A text that is lower than this has one line."""


def glyphs(view: View) -> list[Problem]:
    """No letter is missing from the fonts."""
    found: list[Problem] = []
    for letters in view.letters:
        missing = sorted(view.missing(letters.text))
        if missing:
            named = ", ".join(f"{letter!r} (U+{ord(letter):04X})" for letter in missing)
            found.append(
                Problem("glyphs", f"no font has {named} of the text {letters.text!r}", (letters.rect_px,))
            )
    return found


def sizes(view: View) -> list[Problem]:
    """Capitals are at least 4.5 mm high, in large text 7.3 mm (EN 301 549 5.1.4 at 0.6 m).

    A text says how high it is meant to be; where it is one line with a capital or a figure in it, the
    picture must show it so.
    """
    least = least_capital_mm(view)
    found: list[Problem] = []
    for letters in view.letters:
        capital = _capital_mm(view, letters)
        if capital is not None and capital < least - view.tolerance_mm:
            detail = f"the text {letters.text!r}: capitals of {capital:.1f} mm, less than {least:.1f} mm"
            found.append(Problem("text size", detail, (letters.rect_px,)))
    return found


def least_capital_mm(view: View) -> float:
    """Return how high capitals must be at least, in mm."""
    if view.look.size is TextSize.LARGE:
        return large_text_mm(KIOSK_DISTANCE_M)
    return Type.BODY.capital_mm


def _capital_mm(view: View, letters: Letters) -> float | None:
    """Return the lower of what is meant and what is seen; ``None`` where neither can be told."""
    meant = letters.capital_mm
    one_line = meant is None or letters.rect_px.height < _LINE_PER_CAPITAL * view.panel.px(meant)
    measurable = one_line and any(c.isdigit() or c.isupper() for c in letters.text)
    drawn = drawn_in(view.picture, letters.rect_px) if measurable else None
    seen = None if drawn is None else view.panel.mm(drawn.box_px.height)
    return min((height for height in (meant, seen) if height is not None), default=None)
