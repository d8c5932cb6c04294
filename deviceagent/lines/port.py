"""The port to input pins: levels and edges, without a word about what they mean."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Pull(StrEnum):
    """The resistor inside the board that holds an open pin at a level."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class PinSpec:
    """An input pin by its BCM number, and its pull."""

    number: int
    pull: Pull

    def closed(self, high: bool) -> bool:  # noqa: FBT001 - a level is a boolean
        """Tell whether a contact on this pin is closed: it draws the pin away from its pull."""
        return high == (self.pull is Pull.DOWN)


@dataclass(frozen=True, slots=True)
class Edge:
    """A pin's level after a change, with CLOCK_MONOTONIC in ns when it happened."""

    pin: int
    high: bool
    at_ns: int


class PinsUnavailableError(Exception):
    """The pins cannot be opened; the sentence says what to do."""


class PinReader(Protocol):
    """Input pins of one box. Edges do get lost, so a reader's user looks at the levels again by itself."""

    def next_edge(self, timeout_s: float) -> Edge | None:
        """Return the oldest edge not yet returned, waiting up to ``timeout_s`` seconds (0: not at all)."""
        ...

    def high(self, pin: int) -> bool | None:
        """Return the level of a pin now; ``None`` where there is no such hardware."""
        ...

    def close(self) -> None:
        """Give the pins back."""
        ...


class AbsentPins:
    """Pins of a box without any: no edge ever comes, and no level is known (so a line shows as cut)."""

    def __init__(self, _specs: Iterable[PinSpec] = ()) -> None:
        """Take what a real reader takes."""

    def next_edge(self, timeout_s: float) -> Edge | None:
        """Wait the whole time, for nothing."""
        time.sleep(timeout_s)  # as a reader with pins would: who calls it in a loop must not spin
        return None

    def high(self, pin: int) -> bool | None:
        """Know nothing of any pin."""
        del pin

    def close(self) -> None:
        """Have nothing to give back."""
