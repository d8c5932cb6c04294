"""Where the keypad goes next on a screen. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Direction = Literal[1, -1]
"""Down the screen, in reading order, or up."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A control the keypad can go to.

    ``main``: it is in the middle of the screen, not in its header or bar. ``listed``: it is a choice of a
    list that may have more pages.
    """

    main: bool = True
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """Where to go: the index of a stop. ``turns``: only if the list has no further page in this direction."""

    index: int
    turns: bool = False


def first(stops: Sequence[Stop]) -> int | None:
    """Return where the keypad begins: the first thing the screen is about, not the way back above it."""
    if not stops:
        return None
    return next((index for index, stop in enumerate(stops) if stop.main), 0)


def onward(stops: Sequence[Stop], at: int | None, direction: Direction) -> Goal | None:
    """Return the goal of one press of down (1) or up (-1); ``at`` is where the focus is, if anywhere.

    After the last stop comes the first one. At the end of a list's page the next page comes first.
    """
    if at is None or not 0 <= at < len(stops):
        start = first(stops)
        return None if start is None else Goal(start)
    index = (at + direction) % len(stops)
    leaves = stops[at].listed and (not stops[index].listed or (index - at) * direction <= 0)
    return Goal(index, turns=leaves)


def entered(stops: Sequence[Stop], direction: Direction) -> int | None:
    """Return where the focus goes on a page that was just turned to: its first choice, upwards its last."""
    listed = [index for index, stop in enumerate(stops) if stop.listed]
    if not listed:
        return first(stops)
    return listed[0] if direction == 1 else listed[-1]
