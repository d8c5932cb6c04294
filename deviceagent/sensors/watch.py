"""The worker that follows one presence sensor: what it says in, occupied or free out."""

import time
from collections.abc import Callable
from threading import Event

from deviceagent.sensors.port import Sensor
from deviceagent.sensors.presence import Occupancy, Presence

_TURN_S = 0.5


class SensorWatch:
    """Follows ``sensor``; ``report`` is called from the worker's thread with each change."""

    def __init__(
        self,
        sensor: Sensor,
        presence: Presence,
        report: Callable[[Occupancy], None],
        now_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Take the sensor and its decision."""
        self._sensor = sensor
        self._presence = presence
        self._report = report
        self._now_ns = now_ns

    @property
    def occupancy(self) -> Occupancy:
        """What is known now."""
        return self._presence.occupancy

    def run(self, stopping: Event, pulse: Callable[[], None]) -> None:
        """Work until ``stopping`` is set; ``pulse`` is called about twice a second or more."""
        while not stopping.is_set():
            pulse()
            self.turn(_TURN_S)

    def turn(self, timeout_s: float) -> None:
        """Hear the sensor once, or not for about ``timeout_s``, and report what has come of it."""
        reading = self._sensor.read(timeout_s)
        if reading is not None:
            self._say(self._presence.reading(reading.at_ns, detected=reading.detected))
        self._say(self._presence.advance(self._now_ns()))

    def _say(self, occupancy: Occupancy | None) -> None:
        if occupancy is not None:
            self._report(occupancy)
