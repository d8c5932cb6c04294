"""The demo's end of the line to the window: says what is to be seen, hears what was pressed."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Self

import msgspec

from simulator.windows.desk_wire import Desk, Order

_LONGEST_LINE = 10_000
_SEND_LIMIT = struct.pack("ll", 2, 0)
"""A timeval of 2 s; the socket's own timeout would hold for reading, too."""


class DeskServer:
    """Listens at ``path`` inside its block. Windows may come and go; each gets what was shown last."""

    def __init__(self, path: Path, pressed: Callable[[str], None]) -> None:
        """Call ``pressed`` with the order of each button that was pressed, in a thread of the line."""
        self._path = path
        self._pressed = pressed
        self._lock = threading.Lock()
        self._windows: list[socket.socket] = []
        self._shown = b""
        self._ended = False
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._listener.bind(str(self._path))
        self._listener.listen()
        threading.Thread(target=self._accept, name="desk windows", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._path.unlink(missing_ok=True)
        with self._lock:
            self._ended = True
            for window in self._windows:
                with contextlib.suppress(OSError):
                    window.shutdown(socket.SHUT_RDWR)

    def show(self, desk: Desk) -> None:
        """Let every window show this; nothing is sent where nothing has changed."""
        line = msgspec.json.encode(desk) + b"\n"
        with self._lock:
            if line != self._shown:
                self._shown = line
                for window in self._windows:
                    _send(window, line)

    def _accept(self) -> None:
        while True:
            try:
                window, _ = self._listener.accept()
            except OSError:
                return  # hung up
            window.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _SEND_LIMIT)
            threading.Thread(target=self._hear, args=(window,), name="desk window", daemon=True).start()

    def _hear(self, window: socket.socket) -> None:
        with window, window.makefile("rb") as lines:
            with self._lock:
                if self._ended:
                    return
                self._windows.append(window)
                if self._shown:
                    _send(window, self._shown)
            with contextlib.suppress(OSError):
                while line := lines.readline(_LONGEST_LINE):
                    with contextlib.suppress(msgspec.DecodeError):  # half a line of a window that is going
                        self._pressed(msgspec.json.decode(line, type=Order).order)
            with self._lock:
                self._windows.remove(window)


def _send(window: socket.socket, line: bytes) -> None:
    """Send; a window that is gone, or hangs, is hung up on and comes again when it is started anew."""
    try:
        window.sendall(line)
    except OSError:
        with contextlib.suppress(OSError):
            window.shutdown(socket.SHUT_RDWR)
