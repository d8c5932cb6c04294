"""The LD2410 presence radar on a serial line, looked for again whenever it is away."""

import logging
import termios
import time
from collections.abc import Callable

import serial

from deviceagent.sensors.frames import FrameReader
from deviceagent.sensors.port import Reading

logger = logging.getLogger(__name__)

BAUD = 256_000
_REOPEN_S = 1.0
_SLICE_S = 0.1
_MOST_BYTES = 4096


class Ld2410:
    """A radar at ``path``, best one under ``/dev/serial/by-id/``: such a path survives unplugging."""

    def __init__(self, path: str, now_ns: Callable[[], int] = time.monotonic_ns) -> None:
        """Prepare; the line is opened by the first :meth:`read`."""
        self._path = path
        self._now_ns = now_ns
        self._line: serial.Serial | None = None
        self._frames = FrameReader()
        self._trouble: str | None = "not opened yet"
        self._reopen_at = 0.0

    @property
    def trouble(self) -> str | None:
        """Why nothing is heard; ``None`` while the line is open."""
        return self._trouble

    @property
    def refused(self) -> int:
        """Frames refused since the line was opened last."""
        return self._frames.refused

    def read(self, timeout_s: float) -> Reading | None:
        """Return what the radar says within ``timeout_s``: several frames at once make one reading.

        Where the line is away, it is tried again once a second.
        """
        deadline = time.monotonic() + timeout_s
        line = self._line or self._open(timeout_s)
        while line is not None:
            try:
                data = line.read(min(line.in_waiting, _MOST_BYTES) or 1)
            except (OSError, termios.error) as error:  # unplugged: OSError 5, or SerialException
                self._lose(error)
                return None
            frames = self._frames.feed(data)
            if frames:
                return Reading(any(frame.target for frame in frames), self._now_ns())
            if time.monotonic() >= deadline:
                return None
        return None

    def close(self) -> None:
        """Give the line back."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _open(self, timeout_s: float) -> serial.Serial | None:
        wait_s = self._reopen_at - time.monotonic()
        if wait_s > 0:
            time.sleep(min(wait_s, timeout_s))  # no line is open that could be waited for
        if time.monotonic() < self._reopen_at:
            return None
        try:
            # Exclusive: a second reader would take bytes out of our frames.
            self._line = serial.Serial(self._path, BAUD, timeout=_SLICE_S, exclusive=True)
        except (OSError, ValueError, termios.error) as error:
            self._lose(error)
            return None
        self._frames = FrameReader()
        self._trouble = None
        logger.info("The radar at %s is open.", self._path)
        return self._line

    def _lose(self, error: Exception) -> None:
        if self._trouble is None or self._line is None:
            trouble = f"{type(error).__name__}: {error}"
            if trouble != self._trouble:
                logger.warning("The radar at %s is away, and looked for again: %s", self._path, trouble)
            self._trouble = trouble
        self.close()
        self._reopen_at = time.monotonic() + _REOPEN_S
