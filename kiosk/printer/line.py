"""A way to a printer that takes and gives bytes within limits, over any file descriptor."""

import errno
import os
import select
import time
from collections.abc import Callable
from typing import Protocol

from common.runtime.bell import Bell

_CHUNK = 4096
_MS = 1000
_EMPTY_READ_PAUSE_S = 0.01


class Connection(Protocol):
    """An open way to a printer."""

    def read(self, limit_s: float) -> bytes:
        """Return what has come, waiting up to the limit for the first byte; empty when none came.

        Raises:
            OSError: the other side has gone.
        """
        ...

    def write(self, data: bytes, limit_s: float, *, urgent: bool = False) -> int:
        """Hand over bytes and return how many were taken within the limit; never raises.

        `urgent` bytes are real-time commands, which a printer takes even when its line says that it is full.
        """
        ...

    def close(self, *, abandon: bool) -> None:
        """Close without waiting; with `abandon`, drop what the system still holds unsent."""
        ...


class Line(Protocol):
    """Where a printer is reached; opened anew for each job."""

    @property
    def bytes_per_s(self) -> float | None:
        """How fast the line carries bytes, None where it is never the limit."""
        ...

    def open(self, limit_s: float) -> Connection:
        """Open the way.

        Raises:
            OSError: it cannot be opened within the limit.
        """
        ...


class DescriptorConnection:
    """A connection over a file descriptor in non-blocking mode, of a socket or a character device."""

    def __init__(
        self,
        descriptor: int,
        close: Callable[[bool], None],
        *,
        empty_read_is_end: bool,
        bell: Bell | None = None,
    ) -> None:
        """Args: `close` is given `abandon`; on sockets an empty read means that the other side closed.

        A `bell` that rings, and goes on ringing, ends the wait of every read.
        """
        self._descriptor = descriptor
        self._close = close
        self._empty_read_is_end = empty_read_is_end
        self._bell = bell

    def read(self, limit_s: float) -> bytes:
        """See `Connection.read`."""
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        if self._bell is not None:
            poll.register(self._bell, select.POLLIN)
        came = dict(poll.poll(max(0.0, limit_s) * _MS)).get(self._descriptor)
        if came is None:
            return b""
        try:
            data = os.read(self._descriptor, _CHUNK)
        except BlockingIOError:
            data = None
        if data == b"" and (self._empty_read_is_end or came & select.POLLHUP):
            raise ConnectionResetError(errno.ECONNRESET, "the printer closed the line")
        if not data:
            # A device may wake its reader for nothing; without a pause that would be a busy loop.
            time.sleep(min(_EMPTY_READ_PAUSE_S, max(0.0, limit_s)))
        return data or b""

    def write(self, data: bytes, limit_s: float, *, urgent: bool = False) -> int:  # noqa: ARG002 - all are
        """See `Connection.write`; here nothing is held back."""
        poll = select.poll()
        poll.register(self._descriptor, select.POLLOUT)
        until = time.monotonic() + limit_s
        sent = 0
        while sent < len(data):
            left_s = until - time.monotonic()
            if left_s <= 0 or not poll.poll(left_s * _MS):
                break
            try:
                sent += os.write(self._descriptor, data[sent : sent + _CHUNK])
            except BlockingIOError:
                continue
            except OSError:
                break
        # usblp drops what is under way when it is closed, and is writable again only when all has left.
        poll.poll(max(0.0, until - time.monotonic()) * _MS)
        return sent

    def close(self, *, abandon: bool) -> None:
        """See `Connection.close`."""
        self._close(abandon)
