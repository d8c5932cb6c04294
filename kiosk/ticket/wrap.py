"""Breaks a paragraph into lines at words, as few as fit, even, and rather after a comma."""

from collections.abc import Callable
from functools import cache

_BREAK_AFTER = "-\u2013/"
_DOT = "\u00b7"
_PAUSES = (",", ".", ";", ":", "!", "?", "\u060c", "\u061f", _DOT)
_MID_PHRASE = 0.04
"""What a break inside a phrase costs, beside the squared part of each line that stays empty."""
_LONGEST = 60
"""Words up to which the best breaks are looked for; longer texts are filled line by line."""


def wrap(text: str, measure: Callable[[str], float], width: float) -> tuple[str, ...]:
    """Return the fewest lines that fit, as even as can be, broken rather where the sentence pauses.

    A word that is wider than the line is broken after a hyphen or slash, else between letters. No letter is
    lost: the lines joined without spaces are the text without spaces, but for a middle dot between two
    parts, which a line break stands for as well.

    Args:
        text: one paragraph; spaces are taken as one, a no-break space is never broken at.
        measure: the width of a piece of text, growing with its length.
        width: what a line may be at most, in the same unit; at least one letter wide.
    """
    words = [piece for word in text.split(" ") if word for piece in _fit(word, measure, width)]
    filled = _greedy(words, measure, width)
    if not 1 < len(filled) < len(words) <= _LONGEST:
        return tuple(filled)

    @cache
    def best(start: int, lines: int) -> tuple[float, tuple[str, ...]]:
        """Return cost and lines of the words from `start`, set in exactly so many lines."""
        choices: list[tuple[float, tuple[str, ...]]] = [(float("inf"), ())]
        for end in range(start + 1, len(words) + 1):
            line = " ".join(words[start:end])
            empty = 1 - measure(line) / width
            if empty < 0 and end > start + 1:
                break
            rest = (0.0, ()) if end == len(words) and lines == 1 else (float("inf"), ())
            if end < len(words) and lines > 1:
                rest = best(end, lines - 1)
            phrase = 0.0 if line.endswith(_PAUSES) or end == len(words) else _MID_PHRASE
            choices.append((empty * empty + phrase + rest[0], (line, *rest[1])))
        return min(choices)

    *upper, last = best(0, len(filled))[1]
    return (*(line.removesuffix(f" {_DOT}") for line in upper), last)


def _greedy(words: list[str], measure: Callable[[str], float], width: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and measure(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _fit(word: str, measure: Callable[[str], float], width: float) -> list[str]:
    pieces: list[str] = []
    while len(word) > 1 and measure(word) > width:
        most = next((n for n in range(len(word) - 1, 0, -1) if measure(word[:n]) <= width), 1)
        at = next((n for n in range(most, 0, -1) if word[n - 1] in _BREAK_AFTER), most)
        pieces.append(word[:at])
        word = word[at:]
    return [*pieces, word]
