"""What people were told meanwhile: the tickets they hold, and the answer to each thing they asked for."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Held:
    """A ticket as a customer holds it; a window shows no id of it (``ticket`` is empty)."""

    kiosk: str
    ticket: str
    number: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What staff asked for in the end got this answer: ``done``, or the ``code`` of a refusal."""

    command: str
    action: str
    place: str
    done: dict[str, Any] | None
    code: str = ""


@dataclass
class Account:
    """Written by everybody at once."""

    held: list[Held] = field(default_factory=list[Held])
    answered: list[Answered] = field(default_factory=list[Answered])
    wrong: list[str] = field(default_factory=list[str])
    seen: Counter[str] = field(default_factory=Counter[str])
    """How often what has happened, for the table at the end."""
    visits: int = 0
    abandoned: threading.Event = field(default_factory=threading.Event)
    """Set when the storm is given up: nobody is to wait for an answer any longer."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def hold(self, held: Held) -> None:
        """Somebody has a ticket."""
        with self._lock:
            self.held.append(held)
            self.visits += 1

    def answer(self, answered: Answered) -> None:
        """Somebody has an answer."""
        with self._lock:
            self.answered.append(answered)
            self.visits += answered.action == "check-in" and answered.done is not None

    def note(self, what: str, times: int = 1) -> None:
        """Something has happened."""
        with self._lock:
            self.seen[what] += times

    def object(self, sentence: str) -> None:
        """Somebody found something wrong."""
        with self._lock:
            self.wrong.append(sentence)
