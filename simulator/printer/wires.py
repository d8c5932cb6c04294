"""The ends a computer meets: a TCP port as on a network printer, and a pty as on a serial or USB one."""

import os
import select
import socket
import termios
import threading
import tty
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

_CHUNK = 4096
_LOOK_S = 0.1
Receive = Callable[[bytes, float], int]
"""Takes bytes within a time and returns how many it took."""


class Wire(Protocol):
    """One way to a printer, which can be pulled out and put back in elsewhere."""

    def connect(self, where: str) -> str:
        """Be reachable at `where` (a port or a path; empty for any free one), and return where that is.

        Raises:
            OSError: the place is taken.
        """
        ...

    def disconnect(self) -> None:
        """Be gone; whoever talked finds the line dead."""
        ...

    def send(self, data: bytes) -> None:
        """Send to whoever is connected; lost when nobody is."""
        ...


class _Pump:
    """A thread that hands bytes from descriptors to the machine until it is told to stop."""

    def __init__(self, name: str, work: Callable[["_Pump"], None]) -> None:
        self._wake_read, self._wake_write = os.pipe()
        self._thread = threading.Thread(target=work, args=(self,), name=name, daemon=True)
        self._thread.start()

    def readable(self, descriptor: int) -> bool:
        """Wait for bytes; False when the thread shall end."""
        ready, _, _ = select.select((descriptor, self._wake_read), (), ())
        return self._wake_read not in ready

    @property
    def stopping(self) -> bool:
        """True when the thread shall end."""
        return bool(select.select((self._wake_read,), (), (), 0)[0])

    def pass_on(self, data: bytes, receive: Receive) -> None:
        """Hand bytes over, as slowly as the printer takes them."""
        while data and not self.stopping:
            data = data[receive(data, _LOOK_S) :]

    def stop(self) -> None:
        """End the thread; safe to call from itself or from the thread that prints."""
        os.write(self._wake_write, b"x")
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=5)
        os.close(self._wake_read)
        os.close(self._wake_write)


class TcpWire:
    """One client at a time, as receipt printers have it; the next one waits."""

    def __init__(self, receive: Receive, address: str = "127.0.0.1") -> None:
        self._receive = receive
        self._address = address
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None
        self._pump: _Pump | None = None
        self._lock = threading.Lock()

    def connect(self, where: str) -> str:
        """See `Wire.connect`; `where` is a port."""
        self._listener = socket.create_server((self._address, int(where or 0)), backlog=4)
        port = str(self._listener.getsockname()[1])
        self._pump = _Pump("simulated-printer-tcp", self._serve)
        return port

    def disconnect(self) -> None:
        """See `Wire.disconnect`."""
        pump, self._pump = self._pump, None
        if pump is not None:
            pump.stop()
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def send(self, data: bytes) -> None:
        """See `Wire.send`."""
        with self._lock, suppress(OSError):
            if self._client is not None:
                self._client.sendall(data)

    def _serve(self, pump: _Pump) -> None:
        listener = self._listener
        while listener is not None and pump.readable(listener.fileno()):
            client, _ = listener.accept()
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client.settimeout(1)
            with self._lock:
                self._client = client
            self._talk(client, pump)
            with self._lock:
                self._client = None
            client.close()

    def _talk(self, client: socket.socket, pump: _Pump) -> None:
        while pump.readable(client.fileno()):
            try:
                data = client.recv(_CHUNK)
            except OSError:
                return
            if not data:
                return
            pump.pass_on(data, self._receive)


class PtyWire:
    """A terminal whose name is a link in a folder, such as `lp0`, so that it can come back as `lp1`."""

    def __init__(self, receive: Receive, folder: Path) -> None:
        self._receive = receive
        self._folder = folder
        self._link: Path | None = None
        self._ends: tuple[int, int] | None = None
        self._pump: _Pump | None = None
        self._lock = threading.Lock()

    def connect(self, where: str) -> str:
        """See `Wire.connect`; `where` is the link's name, "lp0" when empty."""
        ours, theirs = os.openpty()
        tty.setraw(theirs)
        os.set_blocking(ours, False)
        self._link = self._folder / (where or "lp0")
        self._link.symlink_to(os.ttyname(theirs))
        # Their end stays open here too, or ours would report an error whenever nobody has it open.
        self._ends = (ours, theirs)
        self._pump = _Pump("simulated-printer-pty", self._serve)
        return str(self._link)

    def disconnect(self) -> None:
        """See `Wire.disconnect`."""
        if self._link is not None:
            self._link.unlink(missing_ok=True)
            self._link = None
        pump, self._pump = self._pump, None
        if pump is not None:
            pump.stop()
        with self._lock:
            ends, self._ends = self._ends, None
            for end in ends or ():
                os.close(end)

    def send(self, data: bytes) -> None:
        """See `Wire.send`."""
        with self._lock, suppress(OSError):
            if self._ends is not None:
                os.write(self._ends[0], data)

    def _serve(self, pump: _Pump) -> None:
        ends = self._ends
        while ends is not None and pump.readable(ends[0]):
            try:
                data = os.read(ends[0], _CHUNK)
            except (BlockingIOError, termios.error):
                continue
            except OSError:
                return
            pump.pass_on(data, self._receive)
