"""A network cable to a broker that can be cut without a word, as a switch without power would."""

import contextlib
import os
import selectors
import socket
import threading
from typing import Self

_HOST = "127.0.0.1"
_CHUNK = 65_536


class Cable:
    """Listens on a port of its own and passes bytes on to another, both ways, until it is cut.

    A cut closes nothing: neither end hears anything any more, and a new connection gets no answer. Mending
    ends what hung in the cut, as the two ends would have done by then, and lets new connections through.
    """

    def __init__(self, target_port: int) -> None:
        """Lead to a port of the loopback."""
        self._target = (_HOST, target_port)
        self._listener = socket.create_server((_HOST, 0))
        self.port = int(self._listener.getsockname()[1])
        self._selector = selectors.DefaultSelector()
        self._others: dict[socket.socket, socket.socket] = {}
        self._wake_end, self._wake = os.pipe()
        self._changed = threading.Condition()
        self._wanted = self._state = "whole"
        self._thread = threading.Thread(target=self._carry, name="cable", daemon=True)

    def __enter__(self) -> Self:
        self._selector.register(self._wake_end, selectors.EVENT_READ)
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._become("gone")
        self._thread.join()
        self._listener.close()
        self._selector.close()
        os.close(self._wake)
        os.close(self._wake_end)

    def cut(self) -> None:
        """Cut it; returns when nothing passes any more."""
        self._become("cut")

    def mend(self) -> None:
        """Make it whole."""
        self._become("whole")

    def _become(self, state: str) -> None:
        with self._changed:
            self._wanted = state
            os.write(self._wake, b".")
            self._changed.wait_for(lambda: self._state == state)

    def _carry(self) -> None:
        while self._state != "gone":
            for key, _ in self._selector.select():
                if key.fd == self._wake_end:
                    os.read(self._wake_end, _CHUNK)
                    self._change()
                    break
                if key.fileobj is self._listener:
                    self._join()
                elif isinstance(key.fileobj, socket.socket) and key.fileobj in self._others:
                    self._pass_on(key.fileobj)

    def _change(self) -> None:
        with self._changed:
            before, self._state = self._state, self._wanted
            if self._state == "cut" and before != "cut":
                for one in (self._listener, *self._others):
                    self._selector.unregister(one)
            elif before == "cut" and self._state != "cut":
                self._selector.register(self._listener, selectors.EVENT_READ)
                for one in self._others:
                    one.close()
                self._others.clear()
            if self._state == "gone":
                for one in self._others:
                    one.close()
            self._changed.notify_all()

    def _join(self) -> None:
        ours, _ = self._listener.accept()
        try:
            theirs = socket.create_connection(self._target, timeout=5)
        except OSError:
            ours.close()
            return
        for one, other in ((ours, theirs), (theirs, ours)):
            one.settimeout(5)
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._others[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _pass_on(self, one: socket.socket) -> None:
        other = self._others[one]
        with contextlib.suppress(OSError):
            data = one.recv(_CHUNK)
            if data:
                other.sendall(data)
                return
        for end in (one, other):
            self._selector.unregister(end)
            self._others.pop(end)
            end.close()
