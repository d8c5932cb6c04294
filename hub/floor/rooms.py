"""Which rooms are in use: a sensor on either side of a desk, believed while its device is heard."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from common.wire.presence import Side

Use = Literal["occupied", "free", "unknown"]


@dataclass(frozen=True, slots=True)
class SideUse:
    """Whether a side of a desk, or a whole room, is in use, and since when in ms, by the teller's clock."""

    state: Use
    since_ms: int


@dataclass(frozen=True, slots=True)
class _Word:
    device: str
    use: SideUse


class Rooms:
    """The last word of every sensor; times are the hub's monotonic clock, and may lie before its start."""

    def __init__(self) -> None:
        """Know of no room yet."""
        self._words: dict[str, dict[Side, _Word]] = {}

    def hear(self, place: str, side: Side, device: str, use: SideUse) -> bool:
        """Take in a sensor's word; return whether it is news."""
        words = self._words.setdefault(place, {})
        known = words.get(side)
        words[side] = _Word(device, use)
        return known is None or known.use.state != use.state

    def use_of(self, place: str, living: AbstractSet[str]) -> SideUse:
        """Return whether a room is in use: occupied when any side is, free when all are, unknown otherwise.

        Only words of ``living`` devices count; a side whose device is silent is not known, and a room with
        one is not called free. Occupied is said since the first side was, free since the last one became so,
        unknown since 0.
        """
        words = self._words.get(place, {}).values()
        uses = [word.use for word in words if word.device in living]
        occupied = [use.since_ms for use in uses if use.state == "occupied"]
        if occupied:
            return SideUse("occupied", min(occupied))
        free = [use.since_ms for use in uses if use.state == "free"]
        if free and len(free) == len(words):
            return SideUse("free", max(free))
        return SideUse("unknown", 0)
