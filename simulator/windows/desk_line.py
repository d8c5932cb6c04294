"""The window's end of the line to the demo."""

import contextlib
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from simulator.windows.desk_wire import Desk, Order

_LOOK_S = 0.5
_LONGEST_LINE = 1_000_000


class DemoGoneError(RuntimeError):
    """The demo at the other end is not there any more, or never was."""


class DeskLine:
    """A line to the demo's socket at ``path``."""

    def __init__(self, path: Path, heard: Callable[[Desk], None]) -> None:
        """Connect, and call ``heard`` in :meth:`run`'s thread; :class:`DemoGoneError` if nobody listens."""
        self._heard = heard
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._line.connect(str(path))
        except OSError as error:
            self._line.close()
            raise DemoGoneError(f"No demo listens at {path}: {error}.") from error

    def press(self, order: str) -> None:
        """Say that a button was pressed; where the demo is gone, :meth:`run` tells."""
        with contextlib.suppress(OSError):
            self._line.sendall(msgspec.json.encode(Order(order)) + b"\n")

    def close(self) -> None:
        """Hang up, where :meth:`run` does not."""
        self._line.close()

    def run(self, stopping: threading.Event, beat: Callable[[], None]) -> None:
        """Hear the demo until ``stopping`` is set; :class:`DemoGoneError` where it ends before."""
        self._line.settimeout(_LOOK_S)
        received = b""
        with self._line:
            while not stopping.is_set():
                beat()
                try:
                    data = self._line.recv(65_536)
                except TimeoutError:
                    continue
                except OSError:
                    data = b""
                if not data or len(received) > _LONGEST_LINE:
                    raise DemoGoneError("The demo has hung up.")
                *lines, received = (received + data).split(b"\n")
                if lines:  # each line is the whole truth
                    self._heard(msgspec.json.decode(lines[-1], type=Desk))
