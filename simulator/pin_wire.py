"""What a panel of simulated pins and a process with such pins say to each other: JSON, one message a line."""

from pathlib import Path
from typing import Annotated

import msgspec

SOCKET_VARIABLE = "VUORO_SIMULATED_PINS"
"""Names the Unix socket at which the process with the pins listens."""


class Step(msgspec.Struct, frozen=True):
    """After ``after_us`` more, the pin is at this level."""

    after_us: Annotated[int, msgspec.Meta(ge=0)]
    pin: int
    high: bool


class Play(msgspec.Struct, frozen=True, tag="play", tag_field="do"):
    """Drive input pins in real time. ``silent`` steps fire no edge, as if the kernel had lost them."""

    steps: tuple[Step, ...]
    silent: bool = False


class Look(msgspec.Struct, frozen=True, tag="look", tag_field="do"):
    """Tell how a pin is."""

    pin: int


class Await(msgspec.Struct, frozen=True, tag="await", tag_field="do"):
    """Answer once an output pin is at this level, or after ``timeout_ms``."""

    pin: int
    high: bool
    timeout_ms: int


class PinView(msgspec.Struct, frozen=True):
    """A pin as it is: ``function`` is ``input``, ``output`` or ``unused``."""

    function: str
    high: bool


class Answer(msgspec.Struct, frozen=True):
    """The answer to each message; ``error`` says what was wrong with it.

    ``took_us`` is how long driving really took: a busy machine is late.
    """

    error: str | None = None
    took_us: int = 0
    view: PinView | None = None


Request = Play | Look | Await


def levels_path(socket: Path) -> Path:
    """Return where the levels outlive the process: a button stays as it is while a process restarts."""
    return socket.with_name(socket.name + ".levels")


def load_levels(socket: Path) -> dict[int, bool]:
    """Return the levels by which pins are driven from outside; the others are at their pull."""
    try:
        return msgspec.json.decode(levels_path(socket).read_bytes(), type=dict[int, bool])
    except FileNotFoundError:
        return {}


def save_levels(socket: Path, levels: dict[int, bool]) -> None:
    """Keep the levels."""
    path = levels_path(socket)
    written = path.with_name(path.name + ".new")
    written.write_bytes(msgspec.json.encode(levels))
    written.replace(path)
