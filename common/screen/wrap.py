"""Breaks a text into lines that fit a width; it never drops or cuts a letter."""

import unicodedata
from collections.abc import Callable

import msgspec

SOFT_HYPHEN = "\u00ad"
_VOWELS = frozenset("aeiouyæøаеёиоуыэюяіє")  # noqa: RUF001  Latin and Cyrillic, the marks above them taken off
_LEAST_LETTERS = 3
"""Letters that stay together at either side of a hyphen that a word does not have itself."""


class Wrapped(msgspec.Struct, frozen=True):
    """Lines in logical order, and the width of the widest in the unit of the measure."""

    lines: tuple[str, ...]
    width: float
    fits: bool
    """False when a single word is wider than the room for it."""


def wrap(
    text: str, width: float, measure: Callable[[str], float], *, between_syllables: bool = False
) -> Wrapped:
    """Fills lines with words, and keeps the new lines that the text has.

    A soft hyphen is used only where a word would not fit a line of its own; no button should need one. After
    that `between_syllables` breaks such a word before a consonant with a vowel after it, as Finnish, Sámi,
    Estonian and Russian do: "Bargguiduhttinbálvalusat" in large letters is wider than any kiosk.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if measure(_plain(longer)) <= width:
                line = longer
                continue
            if line:
                lines.append(_plain(line))
            *whole, line = _parts(word, width, measure, between_syllables=between_syllables)
            lines.extend(whole)
        lines.append(_plain(line))
    widest = max(measure(line) for line in lines)
    return Wrapped(tuple(lines), widest, widest <= width)


def _plain(text: str) -> str:
    return text.replace(SOFT_HYPHEN, "")


def _parts(word: str, width: float, measure: Callable[[str], float], *, between_syllables: bool) -> list[str]:
    """A word that may be too long, broken at hyphens it has and at soft hyphens, as late as it goes."""
    if measure(_plain(word)) <= width:
        return [word]
    pieces = word.replace("-", f"-{SOFT_HYPHEN}").split(SOFT_HYPHEN)
    lines: list[str] = []
    current = ""
    for piece in pieces:
        if current and measure(_hyphened(current + piece, last=piece is pieces[-1])) > width:
            lines.append(_hyphened(current, last=False))
            current = piece
        else:
            current += piece
    lines.append(current)
    if not between_syllables:
        return lines
    return [part for line in lines for part in _syllables(line, width, measure)]


def _syllables(word: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """A word that may be too long, broken between syllables, as late as it goes."""
    lines: list[str] = []
    while measure(word) > width:
        places = [at for at in _places(word) if measure(f"{word[:at]}-") <= width]
        if not places:
            break
        lines.append(f"{word[: places[-1]]}-")
        word = word[places[-1] :]
    return [*lines, word]


def _places(word: str) -> list[int]:
    """Where a syllable begins: at a consonant with a vowel after it."""
    letters = [unicodedata.normalize("NFD", letter)[0].lower() for letter in word]
    return [
        at
        for at in range(_LEAST_LETTERS, len(word) - _LEAST_LETTERS + 1)
        if word[at - 1 : at + 2].isalpha() and letters[at] not in _VOWELS and letters[at + 1] in _VOWELS
    ]


def _hyphened(text: str, *, last: bool) -> str:
    return text if last or text.endswith("-") else f"{text}-"
