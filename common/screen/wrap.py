"""Breaks a text into lines that fit a width; it never drops or cuts a letter."""

from collections.abc import Callable
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Lines in logical order, and the width of the widest in the unit of the measure."""

    lines: tuple[str, ...]
    width: float
    fits: bool
    """False when a single word is wider than the room for it."""


def wrap(text: str, width: float, measure: Callable[[str], float]) -> Wrapped:
    """Fills lines with words, and keeps the new lines that the text has.

    A soft hyphen is used only where a word would not fit a line of its own; no button should need one.
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
            *whole, line = _parts(word, width, measure)
            lines.extend(whole)
        lines.append(_plain(line))
    widest = max(measure(line) for line in lines)
    return Wrapped(tuple(lines), widest, widest <= width)


def _plain(text: str) -> str:
    return text.replace(SOFT_HYPHEN, "")


def _parts(word: str, width: float, measure: Callable[[str], float]) -> list[str]:
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
    return lines


def _hyphened(text: str, *, last: bool) -> str:
    return text if last or text.endswith("-") else f"{text}-"
