"""Moves everything between a paho client and its broker in one thread; other threads hand their work over."""

import select
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable

import paho.mqtt.client as mqtt

from common.runtime.bell import Bell

_LOOKS = 5
"""So often in a keepalive paho looks whether a ping is due, once either side was quiet for half of it.
A broker hangs up after one and a half (MQTT 5, 3.1.2.10)."""

_UNPINGED_S = 60
"""Stands for the keepalive of a broker that wants no pings (MQTT 5, 3.2.2.3.14)."""

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
        self._looked_s = self._heard_s = self._said_s = time.monotonic()
        self._ringing = threading.Lock()
        self._bell = Bell()
        self._poll = select.poll()  # select() knows no descriptor above 1023, and a console has many lines
        self._poll.register(self._bell, select.POLLIN)

    def hand_over(self, work: Callable[[], object]) -> None:
        """Have ``work`` done in the pump's thread, in the order in which it is handed over."""
        self._work.append(work)
        with self._ringing:
            if self._asleep:  # who is awake looks again before sleeping
                self._asleep = False
                self._bell.ring()

    def wake(self) -> None:
        """End the wait of the turn that sleeps, or that is about to; from any thread."""
        self.hand_over(_nothing)

    def turn(self, timeout_s: float) -> bool:
        """Wait for something to do, at most ``timeout_s``, and do it; ``False``: the connection is over."""
        client, line = self._client, self._socket
        if line is None or client.socket() is not line:
            return False
        unsent = client.want_write()
        self._poll.register(line, select.POLLIN | select.POLLOUT if unsent else select.POLLIN)
        look_in_s = max(0.0, self._look_at_s() - time.monotonic())
        ready = self._sleep(0 if _holds_more(line) else min(timeout_s, look_in_s))
        if line.fileno() in ready or _holds_more(line):
            self._heard_s = time.monotonic()
            client.loop_read()
        self.finish()
        if unsent:
            client.loop_write()
        if time.monotonic() >= self._look_at_s():
            self._looked_s = time.monotonic()
            client.loop_misc()
        return True

    def finish(self) -> None:
        """Do what has been handed over by now."""
        if self._work:
            self._said_s = time.monotonic()
        for _ in range(len(self._work)):
            self._work.popleft()()

    def close(self) -> None:
        """Let the bell go; what is handed over from now on is never done."""
        with self._ringing:
            self._asleep = False
            self._bell.close()

    def _look_at_s(self) -> float:
        """Return until when no ping can be due: both sides have spoken, and neither misses the other."""
        keepalive_s = self._client.keepalive or _UNPINGED_S
        spoken_s = min(self._heard_s, self._said_s)
        return max(self._looked_s + keepalive_s / _LOOKS, spoken_s + keepalive_s / 2)

    def _sleep(self, timeout_s: float) -> dict[int, int]:
        """Return the descriptors that are ready, with what for; at once where work has come meanwhile."""
        self._asleep = True
        ready = dict(self._poll.poll(0 if self._work else timeout_s * _MS))
        self._asleep = False
        if self._bell.fileno() in ready:
            self._bell.hear()
        return ready


def _nothing() -> None:
    """Stand in for work where only the wait is to end."""


def _holds_more(line: object) -> bool:
    """Tell whether TLS has bytes in store, of which no poll tells."""
    return isinstance(line, ssl.SSLSocket) and line.pending() > 0
