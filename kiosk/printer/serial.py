"""The way to a printer on a serial line."""

import errno
from contextlib import suppress
from enum import StrEnum

import serial

from kiosk.printer.device import drop_pending, present_paths
from kiosk.printer.line import Connection, DescriptorConnection

_BITS_PER_BYTE = 10  # a start bit, eight of data, a stop bit


class Flow(StrEnum):
    """How a printer on a serial line says that its buffer is full."""

    NONE = "none"
    XON_XOFF = "xon-xoff"
    RTS_CTS = "rts-cts"
    DTR_DSR = "dtr-dsr"


class SerialLine:
    """A serial line (8N1), opened for each job; the path may be a pattern, as `/dev/serial/by-id/*`."""

    def __init__(self, pattern: str, baud: int, flow: Flow) -> None:
        self._pattern = pattern
        self._baud = baud
        self._flow = flow

    @property
    def bytes_per_s(self) -> float | None:
        """See `Line.bytes_per_s`."""
        return self._baud / _BITS_PER_BYTE

    def open(self, limit_s: float) -> Connection:
        """See `Line.open`; the first path that opens is taken."""
        failure = OSError(errno.ENODEV, "no serial line", self._pattern)
        for path in present_paths(self._pattern):
            try:
                return self._connect(path, limit_s)
            except (OSError, ValueError) as error:
                # pyserial's own errors are OSErrors; a speed the line cannot have is a ValueError.
                failure = OSError(errno.EIO, str(error), path)
        raise failure

    def _connect(self, path: str, limit_s: float) -> Connection:
        port = serial.Serial(
            path,
            self._baud,
            timeout=0,
            write_timeout=limit_s,
            exclusive=True,
            xonxoff=self._flow is Flow.XON_XOFF,
            rtscts=self._flow is Flow.RTS_CTS,
            dsrdtr=self._flow is Flow.DTR_DSR,
        )
        descriptor = port.fileno()

        def close(_abandon: bool) -> None:  # noqa: FBT001 - the one argument of a callback
            # Whoever printed has waited for the line; what is left now is stuck, and would hold the close.
            drop_pending(descriptor)
            with suppress(OSError):
                port.close()

        return DescriptorConnection(descriptor, close, empty_read_is_end=False)
