"""What the scripted demo has at hand: the house, its eyes and ears, and the folder it leaves behind."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from common.wire.numbers import face_of
from simulator.demo.steps import Steps
from simulator.eyes import Eyes
from simulator.house import House
from simulator.listener import Listener, Said
from simulator.staff import StaffMember


class UnlikeError(AssertionError):
    """Something happened otherwise than the story says."""


@dataclass(slots=True)
class Stage:
    """The scripted demo's means. ``numbers`` remembers which customer has which number."""

    house: House
    output: Path
    steps: Steps
    site: Listener
    guard: Listener
    eyes: dict[str, Eyes]
    staff: dict[str, StaffMember] = field(default_factory=dict[str, StaffMember])
    numbers: dict[str, str] = field(default_factory=dict[str, str])

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
        """Wait until the hub has acknowledged the check-in of a number."""
        sent = self.site.wait_for(
            lambda said: "/out/" in said.topic and face_of(said.payload["body"]["number"]) == number,
            f"the check-in of {number}",
            since=since,
        )
        device = sent.topic.split("/")[1]
        return self.site.wait_for(
            lambda said: (
                said.topic == f"to/{device}/ack/check-in"
                and sent.payload["sequence"] in said.payload["committed"]
            ),
            f"the acknowledgement of {number}",
            since=since,
        )

    @staticmethod
    def now() -> float:
        """Return the clock that :class:`Said` is stamped with."""
        return time.monotonic()
