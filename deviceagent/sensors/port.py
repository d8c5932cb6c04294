"""The port to presence sensors: what they say and when, without a word about what it means."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Reading:
    """A sensor says that somebody is there, or that nobody is, at ``at_ns`` (CLOCK_MONOTONIC)."""

    detected: bool
    at_ns: int


class Sensor(Protocol):
    """A presence sensor. One that is away is looked for again within :meth:`read`; nothing is raised."""

    @property
    def trouble(self) -> str | None:
        """Why nothing is heard, in a sentence for the log; ``None`` while all is well."""
        ...

    def read(self, timeout_s: float) -> Reading | None:
        """Return what the sensor says next, or ``None`` where it says nothing within about ``timeout_s``."""
        ...

    def close(self) -> None:
        """Give the hardware back."""
        ...
