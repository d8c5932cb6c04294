"""What waits for the office: two lanes, so that staff never wait behind a day that kiosks send again."""

import threading
from collections import deque

from hub.matters import Heard, Matter

MOST_HEARD = 20_000
"""What devices say beyond this is dropped, and they say it again; as many take some 30 MB."""

MOST_ASKED = 2000
"""The console lets 600 requests in at once; more than this means that nobody takes anything out."""


class Inbox:
    """Filled from any thread without ever waiting, emptied by one."""

    def __init__(self) -> None:
        """Begin empty and open."""
        self._changed = threading.Condition()
        self._asked: deque[Matter] = deque()
        self._heard: deque[Heard] = deque()
        self._closed = False
        self._woken = False

    def ask(self, matter: Matter) -> bool:
        """Put what staff want, or news of the line; ``False``: too much waits already, or nobody serves."""
        with self._changed:
            if self._closed or len(self._asked) >= MOST_ASKED:
                return False
            self._asked.append(matter)
            self._changed.notify()
            return True

    def hear(self, heard: Heard) -> bool:
        """Put what a device said; ``False``: too much waits already."""
        with self._changed:
            if self._closed or len(self._heard) >= MOST_HEARD:
                return False
            self._heard.append(heard)
            self._changed.notify()
            return True

    def take(self, timeout_s: float, most: int) -> list[Matter]:
        """Return what waits, at most ``most`` of either lane, staff first; empty after ``timeout_s``."""
        with self._changed:
            if not (self._asked or self._heard or self._woken):
                self._changed.wait(timeout_s)
            taken = [self._asked.popleft() for _ in range(min(most, len(self._asked)))]
            taken += [self._heard.popleft() for _ in range(min(most, len(self._heard)))]
            return taken

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits at this moment."""
        with self._changed:
            return not self._asked and not self._heard

    def wake(self) -> None:
        """Let nobody wait for something any more, now and later."""
        with self._changed:
            self._woken = True
            self._changed.notify_all()

    def close(self) -> list[Matter]:
        """Take nothing in any more; return what was still waiting."""
        with self._changed:
            self._closed = True
            left = [*self._asked, *self._heard]
            self._asked.clear()
            self._heard.clear()
            return left
