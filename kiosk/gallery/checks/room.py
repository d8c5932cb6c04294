"""Room: no text is cut, nothing lies upon another thing or reaches out of its place. Pure."""

from itertools import combinations

from common.screen.description import Rect
from kiosk.gallery.view import Letters, Problem, View, who


def cut(view: View) -> list[Problem]:
    """Every text has the room that it needs, inside its button and inside the window."""
    found = [
        Problem("cut", f"{who(control)}: the text does not fit its room", (control.rect_px,))
        for control in view.controls
        if not control.fits
    ]
    for letters in view.letters:
        if not letters.fits:
            detail = f"the text {letters.text!r} does not fit its room"
            found.append(Problem("cut", detail, (letters.rect_px,)))
        elif not letters.rect_px.within(letters.within_px, slack=1.5):
            detail = f"the text {letters.text!r} reaches out of its place"
            found.append(Problem("cut", detail, (letters.rect_px,)))
    return found


def outside(view: View) -> list[Problem]:
    """Everything lies inside the window."""
    return [
        Problem("outside", f"{who(control)}: reaches out of the window", (control.rect_px,))
        for control in view.controls
        if not control.rect_px.within(view.window_px)
    ]


def overlapping(view: View) -> list[Problem]:
    """No two controls and no two texts share a place."""
    things = [
        one for one in view.controls if one.label or one.spoken or one.pressable
    ]  # and not boxes of them
    found = [
        Problem(
            "overlapping", f"{who(one)} and {who(other)} lie upon each other", (one.rect_px, other.rect_px)
        )
        for one, other in combinations(things, 2)
        if one.rect_px.overlaps(other.rect_px)
    ]
    found.extend(
        Problem("overlapping", _both(one, other), (one.rect_px, other.rect_px))
        for one, other in combinations(view.letters, 2)
        if one.rect_px.overlaps(other.rect_px, slack=1.5)
    )
    found.extend(
        Problem("overlapping", f"a symbol lies upon the text {letters.text!r}", (letters.rect_px, symbol))
        for letters in view.letters
        for symbol in view.symbols
        if _upon(letters, symbol)
    )
    return found


def _both(one: Letters, other: Letters) -> str:
    return f"the texts {one.text!r} and {other.text!r} lie upon each other"


def _upon(letters: Letters, symbol: Rect) -> bool:
    return letters.rect_px.overlaps(symbol, slack=1.5)
