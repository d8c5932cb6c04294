"""Looks after the processes of a house as systemd would: who ends by itself is told of, and started again."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from simulator.processes import Part, Parts

_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 15.0
_STEADY_S = 20.0
"""Who has run for so long gets the first wait again."""


@dataclass(slots=True)
class _Care:
    """What is known of one part. Times are those of the caretaker's clock, in seconds."""

    started: float
    wait_s: float = _FIRST_WAIT_S
    due: float | None = None
    """When it is to be started again; None while it runs."""


class Caretaker:
    """Whoever calls :meth:`look` again and again gets every part back that falls."""

    def __init__(
        self, parts: Parts, tell: Callable[[str], None], now: Callable[[], float] = time.monotonic
    ) -> None:
        """Tell what happens by ``tell``, a few lines each time; ``now`` is a clock in seconds."""
        self._parts = parts
        self._tell = tell
        self._now = now
        self._care: dict[str, _Care] = {}
        self._resting: set[str] = set()

    def rests(self, name: str) -> bool:
        """Whether a part has been stopped on purpose."""
        return name in self._resting

    def stop(self, name: str) -> None:
        """Stop a part until :meth:`start`."""
        self._resting.add(name)
        code = self._parts[name].stop()
        if code:
            self._tell(self._parts[name].report())

    def start(self, name: str) -> None:
        """Start a part that was stopped."""
        self._resting.discard(name)
        self._start(self._parts[name])

    def look(self) -> tuple[str, ...]:
        """Start what is due; return who has been found ended just now."""
        found = [name for name in self._parts.names() if name not in self._resting and self._has_ended(name)]
        return tuple(found)

    def _has_ended(self, name: str) -> bool:
        part, now = self._parts[name], self._now()
        care = self._care.setdefault(name, _Care(now))
        if part.runs:
            return False
        if care.due is None:
            if now - care.started >= _STEADY_S:
                care.wait_s = _FIRST_WAIT_S
            care.due = now + care.wait_s
            care.wait_s = min(2 * care.wait_s, _LONGEST_WAIT_S)
            self._tell(f"{part.report()}\n{name} is started again.")
            return True
        if now >= care.due:
            self._start(part)
        return False

    def _start(self, part: Part) -> None:
        care = self._care.setdefault(part.name, _Care(self._now()))
        care.started, care.due = self._now(), None
        part.start()
