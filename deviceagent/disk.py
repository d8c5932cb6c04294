"""The worker that writes to the card, so that one that hangs keeps no press and no line waiting."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from common.wire.site import DeviceConfig
from deviceagent.faults import Faults
from deviceagent.lines.latch import LatchedPress

logger = logging.getLogger(__name__)

DISK = "disk"
"""The fault of a card that refuses or hangs."""

SLOW_S = 5.0
"""A write that has not ended by now is a fault: a card takes 50 ms, a worn one may take a second."""

RETRY_S = 5.0
"""Presses that could not be written are tried again this often."""

_WAIT_S = 0.5


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be on the disk; ``None``: nothing new."""

    presses: tuple[LatchedPress, ...] | None = None
    config: DeviceConfig | None = None


class DiskWriter:
    """Writes the latest presses and the latest configuration; what was overtaken meanwhile is never written.

    ``save`` and ``store`` run in the writer's thread alone and may raise OSError, or never return.
    """

    def __init__(
        self,
        save: Callable[[Sequence[LatchedPress]], None],
        store: Callable[[DeviceConfig], None],
        faults: Faults,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with nothing to write."""
        self._save = save
        self._store = store
        self._faults = faults
        self._now_s = now_s
        self._changed = threading.Condition()
        self._wanted = _Wanted()
        self._writing_since_s: float | None = None

    def keep(self, presses: Sequence[LatchedPress]) -> None:
        """Have these presses written instead of all before; from any thread, at once."""
        with self._changed:
            self._wanted = _Wanted(tuple(presses), self._wanted.config)
            self._changed.notify_all()

    def configure(self, config: DeviceConfig) -> None:
        """Have a configuration written for the next start; from any thread, at once."""
        with self._changed:
            self._wanted = _Wanted(self._wanted.presses, config)
            self._changed.notify_all()

    @property
    def writes(self) -> bool:
        """Whether a write is under way."""
        return self._writing_since_s is not None

    def check(self) -> None:
        """Raise the fault where a write hangs; to be called now and then by a thread that does not."""
        since_s = self._writing_since_s
        if since_s is not None and self._now_s() - since_s >= SLOW_S:
            self._faults.raise_(DISK, "The disk hangs: a press is not kept over a restart. Change the card.")

    def run(self, stopping: threading.Event, pulse: Callable[[], None]) -> None:
        """Write until ``stopping`` is set, and then what is left, once."""
        while not stopping.is_set():
            pulse()
            if not self._turn():
                stopping.wait(RETRY_S)
        self._turn()

    def _turn(self) -> bool:
        with self._changed:
            if self._wanted == _Wanted():
                self._changed.wait(_WAIT_S)
            wanted, self._wanted = self._wanted, _Wanted()
        if wanted == _Wanted():
            return True
        self._writing_since_s = self._now_s()
        try:
            done = wanted.presses is None or self._save_presses(wanted.presses)
            if wanted.config is not None:
                self._store_config(wanted.config)
        finally:
            self._writing_since_s = None
        return done

    def _save_presses(self, presses: tuple[LatchedPress, ...]) -> bool:
        try:
            self._save(presses)
        except OSError as error:
            self._faults.raise_(DISK, f"The disk refuses ({error}): a press is not kept over a restart.")
            with self._changed:
                if self._wanted.presses is None:
                    self._wanted = _Wanted(presses, self._wanted.config)
            return False
        self._faults.clear(DISK)
        return True

    def _store_config(self, config: DeviceConfig) -> None:
        try:
            self._store(config)
        except OSError as error:
            logger.warning("the configuration cannot be kept for the next start: %s", error)
