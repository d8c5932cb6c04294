"""A clock that a test moves by hand."""

from dataclasses import dataclass

HOUR_MS = 3_600_000


@dataclass
class HandClock:
    """Starts on a Monday, 23.11.2026 at 10.24 in Helsinki."""

    monotonic: int = 5_000_000
    wall: int = 1_795_422_240_000
    trusted: bool = True

    def monotonic_ms(self) -> int:
        return self.monotonic

    def wall_ms(self) -> int:
        return self.wall

    def synced(self) -> bool:
        return self.trusted

    def advance(self, ms: int) -> None:
        self.monotonic += ms
        self.wall += ms
