"""The worker behind the service page: looks at codes, and keeps what staff have set."""

import contextlib
import logging
import queue
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from common.runtime.clock import Clock
from common.runtime.life import Life
from common.wire.site import StaffCode
from common.wire.staff_codes import fits
from kiosk.staff import kept
from kiosk.staff.kept import Kept
from kiosk.staff.pauses import pause_s

logger = logging.getLogger(__name__)

WORKER = "staff"
CLOSED_FAULT = "closed-by-staff"
"""The word for the device's health while customers are not served."""

_IDLE_S = 5.0
_MS = 1000


@dataclass(frozen=True, slots=True)
class _Check:
    code: str
    known: StaffCode | None
    done: Callable[[bool, int], None]


@dataclass(frozen=True, slots=True)
class _Close:
    closed: bool


class StaffDesk:
    """One worker. :meth:`check` and :meth:`set_closed` are for any thread and never block."""

    def __init__(self, path: Path, clock: Clock, changed: Callable[[], None]) -> None:
        """Use the file at ``path``; ``changed`` is called in the worker when the kiosk closes or opens."""
        self._path = path
        self._clock = clock
        self._changed = changed
        self._kept = kept.load(path)
        self._locked_until_ms = clock.monotonic_ms() + pause_s(self._kept.wrong) * _MS
        self._inbox: queue.SimpleQueue[_Check | _Close | None] = queue.SimpleQueue()

    @property
    def closed(self) -> bool:
        """Whether a person has closed the kiosk for customers."""
        return self._kept.closed

    def check(self, code: str, known: StaffCode | None, done: Callable[[bool, int], None]) -> None:
        """Look at a code; ``done`` gets whether it is right, and for how many ms none is looked at.

        ``known`` is ``None`` on a site that has no code: then none is right.
        """
        self._inbox.put(_Check(code, known, done))

    def set_closed(self, closed: bool) -> None:  # noqa: FBT001 - reads as a sentence
        """Close the kiosk for customers, or open it."""
        self._inbox.put(_Close(closed))

    def run(self, life: Life) -> None:
        """Serve until the process ends (a worker of :class:`Life`)."""
        life.wake_at_end(lambda: self._inbox.put(None))
        while not life.stopping.is_set():
            life.pulse(WORKER)
            with contextlib.suppress(queue.Empty):
                asked = self._inbox.get(timeout=_IDLE_S)
                if asked is not None:
                    self.handle(asked)

    def handle(self, asked: _Check | _Close) -> None:
        """Do one thing; in the worker."""
        if isinstance(asked, _Close):
            logger.warning("the kiosk was %s at its service page", "closed" if asked.closed else "opened")
            self._keep(Kept(asked.closed, self._kept.wrong))
            self._changed()
            return
        left_ms = self._locked_until_ms - self._clock.monotonic_ms()
        if left_ms > 0:
            asked.done(False, left_ms)  # noqa: FBT003 - the arguments of a callback
            return
        right = fits(asked.code, asked.known)
        wrong = 0 if right else self._kept.wrong + 1
        if wrong != self._kept.wrong:
            self._keep(Kept(self._kept.closed, wrong))
        pause_ms = pause_s(wrong) * _MS
        self._locked_until_ms = self._clock.monotonic_ms() + pause_ms
        if right:
            logger.warning("the service page was opened")
        else:
            logger.warning("a wrong code for the service page: %d in a row", wrong)
        asked.done(right, pause_ms)

    def _keep(self, newest: Kept) -> None:
        self._kept = newest
        try:
            kept.store(self._path, newest)
        except OSError as error:
            logger.error("what staff have set is forgotten with the next start: %s", error)  # noqa: TRY400 - it says all
