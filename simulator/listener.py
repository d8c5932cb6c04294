"""Waits for something to be said on MQTT, and tells when it was."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.recorder import Recorder


@dataclass(frozen=True, slots=True)
class Said:
    """A message: its topic below the site, its parsed payload, and ``time.monotonic()`` when it was heard."""

    topic: str
    payload: dict[str, Any]
    at: float


class Listener:
    """Remembers what a recorder hears, for :meth:`wait_for`."""

    def __init__(self, recorder: Recorder, site: str, room: int = 20_000) -> None:
        """Listen to ``recorder`` from now on; the oldest of ``room`` messages are forgotten."""
        self._prefix = f"vuoro/1/{site}/"
        self._said: deque[Said] = deque(maxlen=room)
        self._news = threading.Condition()
        recorder.on_message(self._hear)

    def wait_for(
        self, wanted: Callable[[Said], bool], what: str, *, since: float = 0, deadline_s: float = 20
    ) -> Said:
        """Return the first message after ``since`` that is wanted; :class:`TimeoutError` names ``what``."""
        until = time.monotonic() + deadline_s
        with self._news:
            while True:
                for said in self._said:
                    if said.at >= since and wanted(said):
                        return said
                left = until - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"{what}: not heard in {deadline_s:.0f} s")
                self._news.wait(left)

    def last(self, topic: str) -> dict[str, Any] | None:
        """Return the last payload of a topic below the site."""
        with self._news:
            return next((said.payload for said in reversed(self._said) if said.topic == topic), None)

    def _hear(self, topic: str, payload: dict[str, Any], at: float) -> None:
        with self._news:
            self._said.append(Said(topic.removeprefix(self._prefix), payload, at))
            self._news.notify_all()
