"""How a door's number and word share its panel, upright or lying. Pure, in mm."""

from dataclasses import dataclass

from common.screen.description import Rect
from common.screen.theme import Weight
from display.lettering import ALL_SEMIBOLD, Ruler, SignLine, largest_lines
from display.room.plan import DoorPicture

_MARGIN = 0.07
_NUMBER = 0.46
"""Height of the figures at most, as a part of the panel."""
_USUAL = "888"
"""Three figures are usual; more, or a letter, may be wider."""
_WORD = 0.15
"""Capitals of the word at most, as a part of the panel's shorter side."""


@dataclass(frozen=True, slots=True)
class DoorLayout:
    """Where the number and the words stand; both in mm from the top left."""

    number: Rect
    number_mm: float
    words: Rect
    lines: tuple[SignLine, ...]


def lay_out(picture: DoorPicture, width: float, height: float, ruler: Ruler) -> DoorLayout:
    """Return the layout: figures as large as the width allows, the word below; a word alone in the middle."""
    margin = min(width, height) * _MARGIN
    inner = width - 2 * margin
    sample = 100.0
    number_mm = 0.0
    if picture.number:
        # A size that holds the usual: the number does not change its size from one call to the next.
        widest = max(ruler(text, Weight.BOLD, sample) for text in (picture.number, _USUAL))
        by_width = inner * sample / widest
        number_mm = min(height * _NUMBER, by_width * 0.98)
    rest = height - 2 * margin - number_mm - (margin * 0.6 if number_mm else 0.0)
    most = min(width, height) * _WORD * (1.0 if picture.number else 1.25)
    one = (" · ".join(picture.words),)
    choices = [
        largest_lines(
            texts,
            inner,
            rest,
            ruler,
            least_mm=2.0,
            most_mm=most,
            second=1.0,
            weights=ALL_SEMIBOLD,
            unbroken=True,
            steps=40,
        )
        for texts in (picture.words, one)
    ]
    words = max(choices, key=lambda lines: lines[0].capital_mm)
    if not picture.number:
        box = Rect(margin, margin, inner, height - 2 * margin)
        return DoorLayout(Rect(0, 0, 0, 0), 0.0, box, words)
    # The pair stands in the middle: what is spare goes above and below it.
    block = number_mm + margin * 0.9
    words_room = min(rest, words[0].capital_mm * (2.2 if len(words) == 1 else 2.2 + 1.7 * (len(words) - 1)))
    top = max(margin, (height - block - words_room) / 2)
    number = Rect(margin, top, inner, number_mm)
    below = Rect(
        margin, number.bottom + margin * 0.6, inner, height - margin * 0.6 - number.bottom - margin * 0.6
    )
    below = Rect(margin, below.top, inner, min(below.height, words_room))
    return DoorLayout(number, number_mm, below, words)
