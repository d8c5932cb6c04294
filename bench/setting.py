"""What every stage gets: where it may write, what is wanted of it, and how thoroughly."""

from dataclasses import dataclass
from pathlib import Path


class NotMeasurableError(RuntimeError):
    """A figure cannot be had here; the message says why, in words for the table."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A run's setting.

    ``scale`` shrinks all counts of samples and limits of time: 1 is the whole run, tests take far less.
    """

    folder: Path
    wanted: frozenset[str]
    scale: float = 1.0

    def count(self, whole: int, least: int = 1) -> int:
        """Return how many samples to take where the whole run takes ``whole``."""
        return max(least, round(whole * self.scale))

    def limit_s(self, whole: float) -> float:
        """Return for how long samples may be taken where the whole run has ``whole`` seconds for them."""
        return whole * self.scale

    def room(self, name: str) -> Path:
        """Return a folder of a stage's own, on the disk that is measured."""
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def wants(self, *names: str) -> bool:
        """Tell whether one of these rows is wanted."""
        return not self.wanted.isdisjoint(names)
