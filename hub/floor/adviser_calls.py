"""Who has asked for an adviser at a screen, until somebody has gone there."""

from collections import deque
from dataclasses import dataclass

ANSWERED = 1000
"""So many answered calls are remembered: a device repeats its request within minutes."""


@dataclass(frozen=True, slots=True)
class AdviserCall:
    """Somebody at ``device`` asked, in ``language``, at ``at_ms`` (wall time, UTC)."""

    id: str
    device: str
    language: str
    at_ms: int


class AdviserCalls:
    """The open calls, one a device: pressing again while one is open changes nothing.

    A call that was answered does not open again: its request may come twice, and late.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._calls: dict[str, AdviserCall] = {}
        self._answered: deque[tuple[str, str]] = deque(maxlen=ANSWERED)

    def ask(self, call: AdviserCall) -> bool:
        """Take a call in; return whether it is new."""
        if call.device in self._calls or (call.device, call.id) in self._answered:
            return False
        self._calls[call.device] = call
        return True

    def answer(self, identifier: str) -> bool:
        """Close a call; return whether it was open."""
        for device, call in self._calls.items():
            if call.id == identifier:
                del self._calls[device]
                self._answered.append((device, identifier))
                return True
        return False

    def open(self) -> tuple[AdviserCall, ...]:
        """Return the open calls, the oldest first."""
        return tuple(self._calls.values())
