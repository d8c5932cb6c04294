"""What waits for the ticket office: a customer goes before the network, and the network fills no memory."""

import threading
from collections import deque
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_PEOPLE = 100
MOST_HEARD = 500


class OfficeInbox(Generic[T]):
    """Three lanes, filled from any thread without waiting, emptied by one.

    Customers and papers come first. Of snapshots the latest of each kind is kept. Of all else the oldest is
    dropped when there is too much: whoever said it says it again.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._people: deque[T] = deque()
        self._latest: dict[Hashable, T] = {}
        self._heard: deque[T] = deque(maxlen=MOST_HEARD)
        self._closing = False

    def ask(self, item: T) -> bool:
        """Put what a customer waits for; ``False`` where the office is stuck and far too many wait."""
        with self._changed:
            if len(self._people) >= MOST_PEOPLE:
                return False
            self._people.append(item)
            self._changed.notify()
            return True

    def note(self, kind: Hashable, item: T) -> None:
        """Put what makes an earlier one of its ``kind`` pointless; kinds are few and fixed."""
        with self._changed:
            self._latest.pop(kind, None)
            self._latest[kind] = item
            self._changed.notify()

    def hear(self, item: T) -> None:
        """Put one of a row of messages that each count."""
        with self._changed:
            self._heard.append(item)
            self._changed.notify()

    def take(self, timeout_s: float) -> T | None:
        """Return what is next, or ``None`` after ``timeout_s`` without anything; see :meth:`close`."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._people or self._latest or self._heard or self._closing, timeout_s
            )
            if self._people:
                return self._people.popleft()
            if self._latest:
                return self._latest.pop(next(iter(self._latest)))
            return self._heard.popleft() if self._heard else None

    def close(self) -> None:
        """Let nobody wait any more; what is there is still taken."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
