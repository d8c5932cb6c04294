"""A finger for a kiosk without a window, and the ticket that it gets."""

import json
import socket
from dataclasses import dataclass
from pathlib import Path

from tests.site.wire_kiosk import FINGER
from tests.waiting import wait_until

PATIENCE_S = 20.0
"""For what takes the start of a process on a machine that has other work too."""

SERVICES = ("tax-personal", "tax-inheritance", "dvv-certificates", "employment-jobseekers")


@dataclass(frozen=True)
class Told:
    """A ticket as a customer holds it."""

    ticket: str
    number: int
    service: str


class WireKiosk:
    """A finger for a kiosk without a window."""

    def __init__(self, state: Path) -> None:
        self._state = state

    def take(self, service: str = SERVICES[0], language: str = "fi") -> Told | None:
        """Tap; return the ticket, or None where no number can be dealt. OSError where nobody is there."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(15)
            line.connect(str(self._state / FINGER))
            with line.makefile("rw", encoding="utf-8") as words:
                words.write(f"{service} {language}\n")
                words.flush()
                answer = words.readline()
        if not answer:
            raise ConnectionError("the kiosk ended before it answered")
        told = json.loads(answer)
        return None if told is None else Told(**told)

    def take_one(self, service: str = SERVICES[0], language: str = "fi") -> Told:
        """Tap until there is a ticket."""

        def tap() -> Told | None:
            try:
                return self.take(service, language)
            except OSError:
                return None

        taken = wait_until(tap, PATIENCE_S, "the kiosk deals a number")
        assert taken is not None
        return taken
