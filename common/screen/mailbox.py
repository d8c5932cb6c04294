"""Carries work from other threads to the thread of the window; only that thread may touch what is drawn."""

import threading
from collections.abc import Callable
from typing import Protocol

Work = Callable[[], object]


class Post(Protocol):
    """What runs work in the window's thread; see :meth:`Mailbox.post`."""

    def __call__(self, work: Work, *, latest: str | None = None) -> None:
        """Ask for `work` soon; from any thread."""
        ...


class Mailbox:
    """In order, and never loses an answer; `post` never blocks.

    What comes by itself and again and again (a picture, a scan, a change of what is known) says so by
    `latest`: only the latest of a name waits. All else answers what the window itself has asked for, so that
    a window that stands still gets no more of it.
    """

    def __init__(self, wake: Callable[[], object]) -> None:
        """`wake` asks the window's loop, from any thread, to call `drain` soon; for the first work only."""
        self._wake = wake
        self._work: dict[object, Work] = {}
        self._lock = threading.Lock()

    def post(self, work: Work, *, latest: str | None = None) -> None:
        """Asks the window's thread to run `work` before its next frame; from any thread.

        With `latest` it takes the place of the work of that name that still waits, at the end of the line.
        """
        key = latest or object()
        with self._lock:
            was_empty = not self._work
            self._work.pop(key, None)
            self._work[key] = work
        if was_empty:
            self._wake()

    def drain(self) -> int:
        """Runs everything posted so far; in the window's thread. Returns how many ran.

        An exception of the work is not caught: it ends the process, which starts again into a true picture.
        """
        with self._lock:
            due = list(self._work.values())
            self._work.clear()
        for work in due:
            work()
        return len(due)
