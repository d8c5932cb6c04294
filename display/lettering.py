"""Lines of a sign and how high they stand: capitals by the rule, close together. Pure, in millimetres."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from common.screen.theme import Weight
from common.screen.wrap import wrap

CAPITAL = 0.727
"""Height of a capital as a part of the font size, in Inter; Noto Sans has 0.714."""
PITCH = 1.6
"""Distance of two base lines, in capital heights of the lower one: the ring of an Å clears a g above it."""
ABOVE = 0.22
"""Room above the capitals for Å and Ä."""
BELOW = 0.34
"""Room below the base line for g and p."""

ALL_REGULAR = (Weight.REGULAR, Weight.REGULAR)
ALL_SEMIBOLD = (Weight.SEMIBOLD, Weight.SEMIBOLD)
ALL_BOLD = (Weight.BOLD, Weight.BOLD)

_LAST_NUMBER = re.compile(r" (?=[\d.]*\d\.?\s?[A-Za-z]?$)")


class Ruler(Protocol):
    """Tells the width of a line of text in mm."""

    def __call__(self, text: str, weight: Weight, capital_mm: float) -> float:
        """Return the width of ``text`` with capitals of that height."""
        ...


@dataclass(frozen=True, slots=True)
class SignLine:
    """One line. ``quiet`` wears the second colour; ``goes_on`` continues the text of the line before."""

    text: str
    capital_mm: float
    weight: Weight = Weight.BOLD
    quiet: bool = False
    goes_on: bool = False

    @property
    def pitch_mm(self) -> float:
        """Distance of its base line from the one above."""
        return self.capital_mm * PITCH


@dataclass(frozen=True, slots=True)
class Height:
    """How high some lines are: ``above`` is from the top to the first base line."""

    above: float
    whole: float


def sign_height(lines: Sequence[SignLine]) -> Height:
    """Return the height of lines below each other."""
    if not lines:
        return Height(0.0, 0.0)
    above = lines[0].capital_mm * (1 + ABOVE)
    return Height(above, above + sum(line.pitch_mm for line in lines[1:]) + lines[-1].capital_mm * BELOW)


def sign_lines(
    texts: Sequence[str],
    width_mm: float,
    capitals_mm: tuple[float, float],
    ruler: Ruler,
    weights: tuple[Weight, Weight] = (Weight.BOLD, Weight.REGULAR),
) -> tuple[SignLine, ...]:
    """Break texts into lines of a width: the first as the main one, the others quiet.

    ``capitals_mm`` and ``weights`` are of the first text and of the others. A word wider than the width stays
    whole, and the sign then says that it does not fit.
    """
    lines: list[SignLine] = []
    for index, text in enumerate(texts):
        quiet = index > 0
        capital, weight = capitals_mm[quiet], weights[quiet]
        whole = _LAST_NUMBER.sub("\u00a0", text)  # "room" and its number stay together
        wrapped = wrap(whole, width_mm, lambda part: ruler(part, weight, capital))  # noqa: B023 — used at once
        lines.extend(
            SignLine(part, capital, weight, quiet, goes_on=number > 0)
            for number, part in enumerate(wrapped.lines)
        )
    return tuple(lines)


def width_of(lines: Sequence[SignLine], ruler: Ruler) -> float:
    """Return the width of the widest line."""
    return max((ruler(line.text, line.weight, line.capital_mm) for line in lines), default=0.0)


@lru_cache(maxsize=512)  # the same words are asked for at every picture, and each takes dozens of tries
def largest_lines(  # noqa: PLR0913 — what a text must keep to, each by its name
    texts: tuple[str, ...],
    width_mm: float,
    height_mm: float,
    ruler: Ruler,
    *,
    least_mm: float,
    most_mm: float,
    second: float = 0.75,
    steps: int = 16,
    weights: tuple[Weight, Weight] = (Weight.BOLD, Weight.REGULAR),
    unbroken: bool = False,
) -> tuple[SignLine, ...]:
    """Return the texts as large as a box allows; wrapped where that makes them larger and not ``unbroken``.

    ``second`` is the size of the other texts as a part of the first's; none is ever below ``least_mm``, and
    at that size they may be higher than the box.
    """
    lines: tuple[SignLine, ...] = ()
    for step in range(steps + 1):
        capital = most_mm - (most_mm - least_mm) * step / steps
        lines = sign_lines(texts, width_mm, (capital, max(least_mm, second * capital)), ruler, weights)
        if unbroken and len(lines) > len(texts):
            continue
        if sign_height(lines).whole <= height_mm and width_of(lines, ruler) <= width_mm:
            return lines
    return lines
