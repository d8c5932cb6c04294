"""No scanner, or one that types and so needs no worker: its keys come to the window."""

import glob

from common.runtime.life import Life
from kiosk.scanner.port import SCANNER_ABSENT, WORKER

_PULSE_S = 5.0


class QuietScanner:
    """Reads nothing. With a ``path``, a pattern, it tells whether the scanner that types is plugged in."""

    def __init__(self, path: str = "") -> None:
        self._path = path

    @property
    def fault(self) -> str | None:
        """See `Scanner.fault`."""
        # Path.glob refuses a pattern that is absolute.
        return SCANNER_ABSENT if self._path and not glob.glob(self._path) else None  # noqa: PTH207

    def run(self, life: Life) -> None:
        """See `Scanner.run`."""
        while not life.stopping.wait(_PULSE_S):
            life.pulse(WORKER)
