"""Moves everything between a paho client and its broker in one thread; other threads hand their work over."""

import os
import select
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable

import paho.mqtt.client as mqtt

_KEEPALIVE_CHECK_S = 1.0
"""So often at least paho looks whether the broker still answers."""

_MS = 1000


class Pump:
    """Drives a connected client by paho's calls for outside loops, in the thread that calls :meth:`turn`.

    paho's own thread is woken by every single publish, and then waits for the interpreter while we wait for
    it: with eight kiosks that was an eighth of the hub's CPU for a check-in. Here who hands over rings only
    where the pump sleeps, and no two threads write to the socket.
    """

    def __init__(self, client: mqtt.Client) -> None:
        """Drive ``client``, which has just been connected."""
        self._client = client
        self._socket = client.socket()
        self._work: deque[Callable[[], object]] = deque()
        self._asleep = False
        self._checked_s = time.monotonic()
        self._ringing = threading.Lock()
        self._bell = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._poll = select.poll()  # select() knows no descriptor above 1023, and a console has many lines
        self._poll.register(self._bell, select.POLLIN)

    def hand_over(self, work: Callable[[], object]) -> None:
        """Have ``work`` done in the pump's thread, in the order in which it is handed over."""
        self._work.append(work)
        self.wake()

    def wake(self) -> None:
        """End the wait of a turn that sleeps; from any thread."""
        with self._ringing:
            if self._asleep:  # who is awake looks again before sleeping
                self._asleep = False
                os.eventfd_write(self._bell, 1)

    def turn(self, timeout_s: float) -> bool:
        """Wait for something to do, at most ``timeout_s``, and do it; ``False``: the connection is over."""
        client, line = self._client, self._socket
        if line is None or client.socket() is not line:
            return False
        unsent = client.want_write()
        self._poll.register(line, select.POLLIN | select.POLLOUT if unsent else select.POLLIN)
        ready = self._sleep(0 if _holds_more(line) else min(timeout_s, _KEEPALIVE_CHECK_S))
        if line.fileno() in ready or _holds_more(line):
            client.loop_read()
        self.finish()
        if unsent:
            client.loop_write()
        if time.monotonic() - self._checked_s >= _KEEPALIVE_CHECK_S:
            self._checked_s = time.monotonic()
            client.loop_misc()
        return True

    def finish(self) -> None:
        """Do what has been handed over by now."""
        for _ in range(len(self._work)):
            self._work.popleft()()

    def close(self) -> None:
        """Let the bell go; what is handed over from now on is never done."""
        with self._ringing:
            self._asleep = False
            os.close(self._bell)

    def _sleep(self, timeout_s: float) -> dict[int, int]:
        """Return the descriptors that are ready, with what for; at once where work has come meanwhile."""
        self._asleep = True
        ready = dict(self._poll.poll(0 if self._work else timeout_s * _MS))
        self._asleep = False
        if self._bell in ready:
            os.eventfd_read(self._bell)
        return ready


def _holds_more(line: object) -> bool:
    """Tell whether TLS has bytes in store, of which no poll tells."""
    return isinstance(line, ssl.SSLSocket) and line.pending() > 0
