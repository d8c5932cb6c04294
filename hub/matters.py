"""What reaches the hub's office, from staff and from devices."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from common.wire.channel import Received
from hub.appointments.standing import EMPTY, Standing
from hub.engine import Engine
from hub.floor.floor import Floor
from hub.house_rules import Barred
from hub.notices.notices import Notices
from hub.queue.answers import Answer
from hub.queue.commands import AnyCommand
from hub.queue.stamps import Now


class NotNowError(TimeoutError):
    """The office is overrun, or it is ending: whether the thing was done is not known. Ask again."""


@dataclass(frozen=True, slots=True)
class View:
    """What a question from the console may look at; valid in the office's thread only."""

    engine: Engine
    floor: Floor
    notices: Notices
    now: Now
    monotonic_ms: int
    appointments: Standing = EMPTY


@dataclass(frozen=True, slots=True)
class Do:
    """A command of staff, and where its answer goes."""

    command: AnyCommand
    answer: "Future[Answer]"


@dataclass(frozen=True, slots=True)
class Act:
    """Something staff want: ``make`` looks and gives the command for it, or says why the house forbids it."""

    command_id: str
    make: "Callable[[View], AnyCommand | Barred]"
    answer: "Future[Answer | Barred]"


@dataclass(frozen=True, slots=True)
class Look:
    """A question, and where its answer goes; one that ``alters`` floor or notices is news to all who look."""

    question: Callable[[View], Any]
    answer: "Future[Any]"
    alters: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, and the monotonic clock when it arrived."""

    received: Received[Any]
    monotonic_ms: int


@dataclass(frozen=True, slots=True)
class LineUp:
    """The line to the broker is up again."""


Matter = Do | Act | Look | Heard | LineUp


@dataclass(frozen=True, slots=True)
class Job:
    """A command that waits for the next commit, and what is done with its answer after that."""

    command: AnyCommand
    answered: Callable[[Answer], None]


def give_up(matter: Matter) -> None:
    """Let who asked know that no answer will come."""
    if isinstance(matter, Do | Act | Look) and not matter.answer.done():
        matter.answer.set_exception(NotNowError("the office cannot answer now"))
