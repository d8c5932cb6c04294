"""Counts what was refused and logs it without flooding: bad input is expected, and kills nothing."""

import logging
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from common.wire.channel import Refusal

_LOG_INTERVAL_S = 10.0

logger = logging.getLogger(__name__)


class Refusals:
    """A counter for each cause, safe to use from any thread."""

    def __init__(self) -> None:
        """Start from nothing."""
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._logged: dict[str, float] = {}

    def add(self, refusal: "Refusal") -> None:
        """Count a message that could not be read."""
        self.count(refusal.cause, f"{refusal.topic}: {refusal.detail}")

    def count(self, cause: str, detail: str) -> None:
        """Count one refusal; the first of a cause in ten seconds is logged with its detail."""
        now = time.monotonic()
        with self._lock:
            self._counts[cause] += 1
            quiet = now - self._logged.get(cause, -_LOG_INTERVAL_S) < _LOG_INTERVAL_S
            if not quiet:
                self._logged[cause] = now
            total = self._counts[cause]
        if not quiet:
            logger.warning("refused (%s, %d so far): %s", cause, total, detail)

    def counts(self) -> dict[str, int]:
        """Return the counts since the start."""
        with self._lock:
            return dict(self._counts)
