"""Carries work from other threads to the thread of the window; only that thread may touch what is drawn."""

import logging
import threading
from collections import deque
from collections.abc import Callable

_log = logging.getLogger(__name__)

Work = Callable[[], object]


class Mailbox:
    """Bounded, in order; `post` never blocks.

    When it is full the *oldest* work is dropped and counted: all that comes from outside are snapshots, and
    the newest one alone is true.
    """

    def __init__(self, wake: Callable[[], object], room: int = 256) -> None:
        """`wake` asks the window's loop, from any thread, to call `drain` soon; for the first work only."""
        self._wake = wake
        self._work: deque[Work] = deque()
        self._room = room
        self._lock = threading.Lock()
        self.dropped = 0

    def post(self, work: Work) -> None:
        """Asks the window's thread to run `work` before its next frame; from any thread."""
        with self._lock:
            if len(self._work) >= self._room:
                self._work.popleft()
                self.dropped += 1
                if self.dropped == 1:
                    _log.warning("the window is too slow: the oldest of %d changes was dropped", self._room)
            was_empty = not self._work
            self._work.append(work)
        if was_empty:
            self._wake()

    def drain(self) -> int:
        """Runs everything posted so far; in the window's thread. Returns how many ran.

        An exception of the work is not caught: it ends the process, which starts again into a true picture.
        """
        with self._lock:
            due = list(self._work)
            self._work.clear()
        for work in due:
            work()
        return len(due)
