"""A scanner on a serial line: opened for itself alone, and opened again whenever it is gone."""

import logging
from contextlib import closing, suppress

from common.runtime.bell import Bell
from common.runtime.life import Life
from common.runtime.refusals import Refusals
from kiosk.printer.line import Connection, Line
from kiosk.printer.serial import SerialLine
from kiosk.printer.settings import Flow
from kiosk.scanner.desk import ScanDesk
from kiosk.scanner.gather import PAUSE_S, Gathered
from kiosk.scanner.port import SCANNER_ABSENT, WORKER, Hear

logger = logging.getLogger(__name__)

SCAN_BROKEN = "scan-broken"

_OPEN_S = 0.5
_IDLE_S = 5.0
_AGAIN_S = 1.0


class SerialScanner:
    """Reads a line such as `/dev/serial/by-id/usb-*Scanner*`; the pattern finds it under another path too."""

    def __init__(self, path: str, baud: int, hear: Hear, refusals: Refusals) -> None:
        """Open nothing yet; ``hear`` is called in the worker's thread."""
        self._path = path
        self._baud = baud
        self._desk = ScanDesk(hear, refusals)
        self._refusals = refusals
        self._fault: str | None = SCANNER_ABSENT

    @property
    def fault(self) -> str | None:
        """See `Scanner.fault`."""
        return self._fault

    def run(self, life: Life) -> None:
        """See `Scanner.run`."""
        with closing(Bell()) as bell:
            life.wake_at_end(bell.ring)
            self._serve(life, SerialLine(self._path, self._baud, Flow.NONE, bell=bell))

    def _serve(self, life: Life, line: Line) -> None:
        told = False
        while not life.stopping.is_set():
            life.pulse(WORKER)
            try:
                # What was scanned while nobody listened is dropped: pyserial empties a line that it opens.
                connection = line.open(_OPEN_S)
            except OSError as error:
                if not told:
                    logger.warning("no scanner: %s; it is looked for every second", error)
                told = True
                life.stopping.wait(_AGAIN_S)
                continue
            told = False
            logger.info("the scanner is there")
            self._fault = None
            try:
                self._read(connection, life)
            except OSError:
                logger.warning("the scanner is gone; it is looked for every second")
            finally:
                self._fault = SCANNER_ABSENT
                with suppress(OSError):
                    connection.close(abandon=True)

    def _read(self, connection: Connection, life: Life) -> None:
        """Read until the end of the process.

        Raises:
            OSError: the scanner is gone; what it had begun to say is refused.
        """
        gathered = Gathered()
        while not life.stopping.is_set():
            life.pulse(WORKER)
            try:
                data = connection.read(PAUSE_S if gathered.begun else _IDLE_S)
            except OSError:
                if gathered.begun:
                    self._refusals.count(SCAN_BROKEN, f"{len(gathered.begun)} bytes before the line went")
                raise
            if life.stopping.is_set():
                return  # half a code is none
            gathered, scans = gathered.take(data) if data else gathered.rest()
            for scan in scans:
                self._desk.take(scan)
