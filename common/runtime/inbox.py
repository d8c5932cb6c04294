"""What waits for the one thread that decides: what matters is never dropped, and nothing fills the memory.

Two lanes. What must be heard (presses, requests) stands in line; when that is full, the network thread that
brings the next one waits, and with it the broker. A press is said again each second until it is recorded, so
even one that the broker drops then comes back. Of everything else only the latest of a kind is kept: the last
beat of a device, the last state of a cable.
"""

import threading
import time
from collections import deque
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_WAITING = 5000
MOST_KINDS = 2000

_RECHECK_S = 0.5


class Inbox(Generic[T]):
    """Filled from any thread, emptied by one."""

    def __init__(self, stopping: threading.Event) -> None:
        """Begin empty; nobody waits any more once ``stopping`` is set."""
        self._stopping = stopping
        self._changed = threading.Condition()
        self._line: deque[T] = deque()
        self._latest: dict[Hashable, T] = {}

    def put(self, item: T) -> None:
        """Put what must not be dropped; waits while :data:`MOST_WAITING` are in line."""
        with self._changed:
            while len(self._line) >= MOST_WAITING and not self._stopping.is_set():
                self._changed.wait(_RECHECK_S)
            self._line.append(item)
            self._changed.notify_all()

    def note(self, kind: Hashable, item: T) -> bool:
        """Put what makes an earlier one of its ``kind`` pointless; ``False``: too many kinds wait already."""
        with self._changed:
            if kind not in self._latest and len(self._latest) >= MOST_KINDS:
                return False
            self._latest[kind] = item
            self._changed.notify_all()
            return True

    def take(self, timeout_s: float, most: int) -> list[T]:
        """Return what waits, at most ``most`` of either lane; empty after ``timeout_s`` without any."""
        deadline = time.monotonic() + timeout_s
        with self._changed:
            while not self._line and not self._latest:
                left_s = deadline - time.monotonic()
                if left_s <= 0 or self._stopping.is_set():
                    return []
                self._changed.wait(left_s)
            taken = [self._line.popleft() for _ in range(min(most, len(self._line)))]
            kinds = list(self._latest)[:most]
            taken += [self._latest.pop(kind) for kind in kinds]
            self._changed.notify_all()
            return taken

    def wake(self) -> None:
        """Let who waits look at ``stopping``."""
        with self._changed:
            self._changed.notify_all()
