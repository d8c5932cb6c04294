"""Occupied or free, decided from what a sensor says and does not say; pure."""

from dataclasses import dataclass
from enum import StrEnum

SILENT_NS = 5_000_000_000
"""A sensor that says nothing for this long is at fault: the fault then shows well within 10 s."""


class PresenceState(StrEnum):
    """Whether a side of a desk is in use."""

    UNKNOWN = "unknown"
    OCCUPIED = "occupied"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Occupancy:
    """What is known since ``since_ns`` (CLOCK_MONOTONIC); ``fault``: the sensor is silent."""

    state: PresenceState
    since_ns: int
    fault: bool = False


class Presence:
    """Decides for one sensor.

    Occupied from the first detection on; free once nobody has been detected for ``hold_ns``, and then free
    since the last detection. Silent for ``silent_ns``: unknown, and a fault. It is unknown at first too,
    until the sensor has detected somebody or has said for ``hold_ns`` that nobody is there. All times are
    CLOCK_MONOTONIC in ns.
    """

    def __init__(self, started_ns: int, hold_ns: int, silent_ns: int | None = SILENT_NS) -> None:
        """Know nothing yet; ``silent_ns`` is ``None`` for a sensor that is absent and may be silent."""
        self.occupancy = Occupancy(PresenceState.UNKNOWN, started_ns)
        self._hold_ns = hold_ns
        self._silent_ns = silent_ns
        self._heard_ns = started_ns
        self._empty_since_ns: int | None = None

    def reading(self, at_ns: int, *, detected: bool) -> Occupancy | None:
        """Hear the sensor; return what is known if that has changed."""
        before = self.occupancy
        self._fall_silent(at_ns)
        self._heard_ns = max(at_ns, self._heard_ns)
        if detected:
            self._empty_since_ns = at_ns
            if self.occupancy.state is not PresenceState.OCCUPIED:
                self.occupancy = Occupancy(PresenceState.OCCUPIED, at_ns)
        else:
            if self._empty_since_ns is None:
                self._empty_since_ns = at_ns
            if self.occupancy.fault:
                self.occupancy = Occupancy(PresenceState.UNKNOWN, at_ns)
            self._become_free(at_ns)
        return self.occupancy if self.occupancy != before else None

    def advance(self, now_ns: int) -> Occupancy | None:
        """Hear nothing until ``now_ns``; return what is known if that has changed."""
        before = self.occupancy
        self._fall_silent(now_ns)
        if not self.occupancy.fault:
            self._become_free(now_ns)
        return self.occupancy if self.occupancy != before else None

    def _fall_silent(self, now_ns: int) -> None:
        if self._silent_ns is None or self.occupancy.fault or now_ns - self._heard_ns < self._silent_ns:
            return
        self.occupancy = Occupancy(PresenceState.UNKNOWN, self._heard_ns, fault=True)
        self._empty_since_ns = None

    def _become_free(self, now_ns: int) -> None:
        empty_since_ns = self._empty_since_ns
        if self.occupancy.state is PresenceState.FREE or empty_since_ns is None:
            return
        if now_ns - empty_since_ns >= self._hold_ns:
            self.occupancy = Occupancy(PresenceState.FREE, empty_since_ns)
