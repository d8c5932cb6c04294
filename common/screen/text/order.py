"""Which way a line runs, and in which order its parts stand from the left. Pure.

Sentences come from catalogues, names in them from the site's own data, often in another script. In a sentence
that runs from the right, a stretch of letters that run from the left is therefore kept together with the
figures before it ("2. kerros"), as Unicode's isolates would: no text then needs marks for its order inside.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

from common.screen.text.fribidi import levels

_RIGHT = {"R", "AL"}
MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad")
"""Signs that only steer the order; none of them is drawn. Where a text has some, it is taken at its word."""
_ISOLATE, _POP = "\u2066", "\u2069"
_BREAKS = re.compile(r"( · |: )")
"""What stands between two things that are told one after the other, not within a name."""
_FIGURES = re.compile(r"\d+(?:[\u2013.:/-]\d+)+")
"""A range, a date or a time, read from the left: UAX #9 would turn "15\u201325" around its dash."""

Piece = TypeVar("Piece")


@lru_cache(maxsize=2048)
def direction_of(letter: str) -> str:
    """`L`, `R`, or "" for a character that takes the direction of its neighbours."""
    kind = unicodedata.bidirectional(letter)
    return "R" if kind in _RIGHT else "L" if kind == "L" else ""


def has_right_to_left(text: str) -> bool:
    """Whether any letter runs from the right."""
    return not text.isascii() and any(direction_of(letter) == "R" for letter in text)


def runs_from_the_right(text: str, *, mirrored: bool) -> bool:
    """Whether a text as a whole runs from the right.

    On a mirrored screen it does as soon as one letter does, even where it begins with a foreign name;
    elsewhere its first letter decides, as for the name of a language in a list. Figures alone never do.
    """
    if not has_right_to_left(text):
        return False
    if mirrored:
        return True
    return next((direction_of(letter) for letter in text if direction_of(letter)), "L") == "R"


def levels_of(text: str, *, mirrored: bool) -> tuple[int, ...]:
    """The level of each character of a line; see `common.screen.text.fribidi.levels`."""
    rtl = runs_from_the_right(text, mirrored=mirrored)
    if not rtl or not MARKS.isdisjoint(text):
        return levels(text, rtl=rtl)
    isolated = _isolated(text)
    found = levels(isolated, rtl=True)
    return tuple(
        level for letter, level in zip(isolated, found, strict=True) if letter not in (_ISOLATE, _POP)
    )


def from_the_left(pieces: Sequence[Piece], level: Callable[[Piece], int]) -> list[Piece]:
    """Pieces of one level each, given in the order of reading, as they stand from the left (UAX #9, L2)."""
    found = list(pieces)
    highest = max(map(level, found), default=0)
    for turn in range(highest, 0, -1):
        start = 0
        while start < len(found):
            end = start
            while end < len(found) and level(found[end]) >= turn:
                end += 1
            found[start:end] = found[start:end][::-1]
            start = end + 1
    return found


def _isolated(text: str) -> str:
    """The text with an isolate around each stretch of letters that run from the left."""
    return "".join(
        _isolate(part) for break_or_part in _BREAKS.split(text) for part in _stretches(break_or_part)
    )


def _stretches(text: str) -> list[str]:
    """Cuts a text where letters that run from the right begin and end."""
    found: list[str] = []
    current = ""
    before = False
    for letter in text:
        now = direction_of(letter) == "R"
        if current and now != before:
            found.append(current)
            current = ""
        current += letter
        before = now
    return [*found, current] if current else found


def _isolate(stretch: str) -> str:
    """Marks the words of a stretch, without the spaces and stops around them that belong to the sentence."""
    if not any(direction_of(letter) == "L" for letter in stretch):
        return _FIGURES.sub(lambda found: f"{_ISOLATE}{found[0]}{_POP}", stretch)
    ends = [index for index, letter in enumerate(stretch) if letter.isalnum()]
    first, last = ends[0], ends[-1] + 1
    while last < len(stretch) and stretch[last] in ")]" and _opened(stretch[first:last], stretch[last]):
        last += 1
    return f"{stretch[:first]}{_ISOLATE}{stretch[first:last]}{_POP}{stretch[last:]}"


def _opened(text: str, closing: str) -> bool:
    opening = {")": "(", "]": "["}[closing]
    return text.count(opening) > text.count(closing)
