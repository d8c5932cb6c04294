"""One moment, as everything that is decided sees it: a clock for durations, and the time on the wall."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

_MS = 1000


@dataclass(frozen=True, slots=True)
class Moment:
    """``ms`` is the machine's monotonic clock, ``wall_ms`` since 1970 (UTC); ``zone`` None is the machine's.

    ``lines_up`` of ``lines`` lines to brokers are up.
    """

    ms: int
    wall_ms: int
    zone: ZoneInfo | None = None
    lines_up: int = 1
    lines: int = 1

    @property
    def local(self) -> dt.datetime:
        """The time that a clock beside the screen would show."""
        return self.local_of(self.wall_ms)

    def local_of(self, wall_ms: int) -> dt.datetime:
        """The local time of another wall time."""
        return dt.datetime.fromtimestamp(wall_ms / _MS, dt.UTC).astimezone(self.zone)
