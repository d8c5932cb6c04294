"""Where scans of every kind of scanner come together: judged, counted, and handed on once a showing."""

import time
from collections.abc import Callable

from common.runtime.refusals import Refusals
from kiosk.scanner.judge import Showing, judge
from kiosk.scanner.port import Hear, Scan


class ScanDesk:
    """Belongs to one thread: the scanner's, or the window's for one that types. Never logs what it takes."""

    def __init__(self, hear: Hear, refusals: Refusals, now: Callable[[], float] = time.monotonic) -> None:
        """``hear`` gets each new showing of a scan; ``now`` is a clock in seconds."""
        self._hear = hear
        self._refusals = refusals
        self._now = now
        self._showing = Showing()

    def take(self, data: bytes) -> None:
        """Take the bytes of a whole scan."""
        judged = judge(data)
        if not isinstance(judged, Scan):
            self._refusals.count(judged, f"a scan of {len(data)} bytes")
            return
        self._showing, new = self._showing.hear(judged, self._now())
        if new:
            self._hear(judged)
