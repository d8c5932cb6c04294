"""The way to a printer on a serial line."""

import errno
import fcntl
import struct
import termios
import time
from collections.abc import Callable
from contextlib import suppress

import serial

from common.runtime.bell import Bell
from kiosk.printer.device import drop_pending, present_paths
from kiosk.printer.line import Connection, DescriptorConnection
from kiosk.printer.settings import Flow

_BITS_PER_BYTE = 10  # a start bit, eight of data, a stop bit
_STEP = 64
"""Bytes between two looks: printers say that they are full while there is room for 128 more, and a line's own
hardware holds another 64 at most."""
_LOOK_S = 0.002
_WATCHED = {Flow.DTR_DSR: termios.TIOCM_DSR, Flow.RTS_CTS: termios.TIOCM_CTS}


def read_signals(descriptor: int) -> int:
    """Return the signals of a serial line that are on now, as bits of TIOCMGET.

    Raises:
        OSError: the line has none, or has gone.
    """
    return _ask_int(descriptor, termios.TIOCMGET)


def _ask_int(descriptor: int, request: int) -> int:
    return struct.unpack("i", fcntl.ioctl(descriptor, request, bytes(4)))[0]


class WatchedConnection(DescriptorConnection):
    """A serial line on which the printer says by one signal whether it has room.

    Linux itself knows only RTS/CTS, and holds back everything then: also the question why the printer takes
    nothing, which the printer would answer. So both signals are watched here, and questions always pass.
    """

    def __init__(
        self,
        descriptor: int,
        close: Callable[[bool], None],
        signal: int,
        signals: Callable[[int], int],
        *,
        bell: Bell | None,
    ) -> None:
        """Args: `signal` is the bit of `signals` (see :func:`read_signals`) that is on while it has room."""
        super().__init__(descriptor, close, empty_read_is_end=False, bell=bell)
        self._line = descriptor
        self._signal = signal
        self._signals = signals

    def write(self, data: bytes, limit_s: float, *, urgent: bool = False) -> int:
        """See `Connection.write`."""
        if urgent:
            return super().write(data, limit_s)
        until = time.monotonic() + limit_s
        sent = 0
        with suppress(OSError):
            while sent < len(data) and (left_s := until - time.monotonic()) > 0:
                # What the system still holds must have left, or more would be under way than has room.
                if _ask_int(self._line, termios.TIOCOUTQ) or not self._signals(self._line) & self._signal:
                    time.sleep(min(_LOOK_S, left_s))
                else:
                    sent += super().write(data[sent : sent + _STEP], left_s)
        return sent


class SerialLine:
    """A serial line (8N1), opened for each job; the path may be a pattern, as `/dev/serial/by-id/*`."""

    def __init__(
        self,
        pattern: str,
        baud: int,
        flow: Flow,
        signals: Callable[[int], int] = read_signals,
        *,
        bell: Bell | None = None,
    ) -> None:
        """Args: `signals` reads a line's signals from its descriptor; `bell` see `DescriptorConnection`."""
        self._pattern = pattern
        self._baud = baud
        self._flow = flow
        self._signals = signals
        self._bell = bell

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
        # Without pyserial's own flow control by signals both of ours are on: the printer may always answer.
        port = serial.Serial(
            path,
            self._baud,
            timeout=0,
            write_timeout=limit_s,
            exclusive=True,
            xonxoff=self._flow is Flow.XON_XOFF,
        )
        descriptor = port.fileno()

        def close(_abandon: bool) -> None:  # noqa: FBT001 - the one argument of a callback
            # Whoever printed has waited for the line; what is left now is stuck, and would hold the close.
            drop_pending(descriptor)
            with suppress(OSError):
                port.close()

        signal = _WATCHED.get(self._flow)
        if signal is None:
            return DescriptorConnection(descriptor, close, empty_read_is_end=False, bell=self._bell)
        try:
            self._signals(descriptor)
        except OSError:
            port.close()
            raise OSError(
                errno.ENOTSUP, f'this line has no signals for `flow = "{self._flow.value}"`; set "xon-xoff"'
            ) from None
        return WatchedConnection(descriptor, close, signal, self._signals, bell=self._bell)
