"""The way to a printer behind a character device: `/dev/usb/lp*`, or any terminal such as a pty."""

import errno
import glob
import os
import termios
import tty
from contextlib import suppress

from kiosk.printer.line import Connection, DescriptorConnection


def present_paths(pattern: str) -> list[str]:
    """Return the paths that a pattern such as `/dev/usb/lp*` matches now, in order of their names."""
    return sorted(glob.glob(pattern))  # noqa: PTH207 - the pattern is absolute, which Path.glob refuses


def drop_pending(descriptor: int) -> None:
    """Drop what a terminal still holds unsent; closing one would wait up to 30 s for it otherwise."""
    with suppress(OSError, termios.error):
        termios.tcflush(descriptor, termios.TCOFLUSH)


class DeviceLine:
    """A character device, opened for each job; a pattern finds the printer again under another path."""

    bytes_per_s: float | None = None

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def open(self, limit_s: float) -> Connection:  # noqa: ARG002 - opening without blocking takes no time
        """See `Line.open`; the first path that opens is taken."""
        failure = OSError(errno.ENODEV, "no device", self._pattern)
        for path in present_paths(self._pattern):
            try:
                descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
            except OSError as error:
                failure = error
                continue
            return self._connect(descriptor)
        raise failure

    @staticmethod
    def _connect(descriptor: int) -> Connection:
        try:
            if os.isatty(descriptor):
                tty.setraw(descriptor, termios.TCSANOW)  # at once: flushing would drop a late answer
        except termios.error as error:
            os.close(descriptor)
            raise OSError(errno.EIO, "the terminal cannot be set up") from error

        def close(abandon: bool) -> None:  # noqa: FBT001 - the one argument of a callback
            if abandon:
                drop_pending(descriptor)
            with suppress(OSError):
                os.close(descriptor)

        return DescriptorConnection(descriptor, close, empty_read_is_end=False)
