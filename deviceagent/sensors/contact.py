"""A presence sensor with a contact or a level on a pin, such as a passive infrared one."""

import time
from collections.abc import Callable

from deviceagent.lines.port import PinReader, PinSpec
from deviceagent.sensors.port import Reading

REREAD_S = 1.0
"""The level is said again this often, so that the sensor is heard also while nothing changes."""


class ContactSensor:
    """Somebody is there while the pin is away from its pull.

    Every edge counts, however short: sampling would miss them (pulses of 1 ms: 20 of 20).
    """

    def __init__(
        self, reader: PinReader, spec: PinSpec, now_ns: Callable[[], int] = time.monotonic_ns
    ) -> None:
        """Take a ``reader`` of this one pin; :meth:`close` closes it."""
        self._reader = reader
        self._spec = spec
        self._now_ns = now_ns
        self._reread_at = time.monotonic()

    @property
    def trouble(self) -> str | None:
        """Pins have none: a board whose pins fail ends the process."""
        return None

    def read(self, timeout_s: float) -> Reading | None:
        """Return the next edge, or the level once a second."""
        left_s = self._reread_at - time.monotonic()
        edge = self._reader.next_edge(max(min(timeout_s, left_s), 0))
        if edge is not None:
            return Reading(self._spec.closed(edge.high), edge.at_ns)
        if time.monotonic() < self._reread_at:
            return None
        self._reread_at = time.monotonic() + REREAD_S
        high = self._reader.high(self._spec.number)
        return None if high is None else Reading(self._spec.closed(high), self._now_ns())

    def close(self) -> None:
        """Give the pin back."""
        self._reader.close()
