"""What the scripted demo has at hand: the house, its eyes and ears, and the folder it leaves behind."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from common.wire.numbers import face_of
from simulator.demo.steps import Steps
from simulator.eyes import Eyes
from simulator.house import House
from simulator.listener import Listener, Said
from simulator.staff import StaffMember

_LOOK_AGAIN_S = 0.03


class UnlikeError(AssertionError):
    """Something happened otherwise than the story says."""


@dataclass(slots=True)
class Stage:
    """The scripted demo's means. ``numbers`` remembers which customer has which number.

    ``papers``: so many had come out before the ticket that is on its way.
    """

    house: House
    output: Path
    steps: Steps
    site: Listener
    guard: Listener
    eyes: dict[str, Eyes]
    staff: dict[str, StaffMember] = field(default_factory=dict[str, StaffMember])
    numbers: dict[str, str] = field(default_factory=dict[str, str])
    papers: int = 0

    def picture(self, device: str, name: str) -> Path:
        """Take a picture of a screen into the output folder, as ``NN-name.png``."""
        count = len(list(self.output.glob("[0-9][0-9]-*.png"))) + 1
        path = self.output / f"{count:02}-{name}.png"
        self.eyes[device].picture(path)
        return path

    def hear_board(self, number: str, place: str, state: str, since: float) -> Said:
        """Wait until the board shows a number at a place in a state."""

        def shows(said: Said) -> bool:
            return said.topic.startswith("hub/board/") and any(
                (call["number"], call["place"], call["state"]) == (number, place, state)
                for call in said.payload["calls"]
            )

        return self.site.wait_for(shows, f"number {number} {state} at {place} on the board", since=since)

    def hear_check_in(self, number: str, since: float) -> Said:
        """Wait until the hub has acknowledged the check-in of a number; return what the kiosk had sent."""
        return self._hear_sent(
            lambda body: "number" in body and face_of(body["number"]) == number,
            f"the check-in of {number}",
            since,
        )

    def hear_addition(self, ticket: str, since: float) -> Said:
        """Wait until the hub has acknowledged what was added to the visit of a ticket, by its id."""
        return self._hear_sent(
            lambda body: body["type"] == "addition" and body["ticket"] == ticket, "an addition", since
        )

    def wait_for_paper(self) -> None:
        """Wait until a paper with something on it is cut after those counted by ``papers``."""
        self.wait_until(lambda: len(self.house.printer.tickets()) > self.papers, "one more paper is cut")

    def wait_until(self, condition: Callable[[], bool], what: str, *, deadline_s: float = 20) -> None:
        """Look again and again until something holds; :class:`UnlikeError` names ``what``."""
        until = self.now() + deadline_s
        while not condition():
            if self.now() > until:
                raise UnlikeError(f"{what}: not so in {deadline_s:.0f} s")
            time.sleep(_LOOK_AGAIN_S)

    def _hear_sent(self, wanted: Callable[[dict[str, Any]], bool], what: str, since: float) -> Said:
        sent = self.site.wait_for(
            lambda said: "/out/" in said.topic and wanted(said.payload["body"]), what, since=since
        )
        device = sent.topic.split("/")[1]
        self.site.wait_for(
            lambda said: (
                said.topic == f"to/{device}/ack/check-in"
                and sent.payload["sequence"] in said.payload["committed"]
            ),
            f"the acknowledgement of {what}",
            since=since,
        )
        return sent

    @staticmethod
    def now() -> float:
        """Return the clock that :class:`Said` is stamped with."""
        return time.monotonic()
