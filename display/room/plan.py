"""What the display beside a door shows at a moment: one number and one word. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from common.runtime.belief import Owner
from common.screen.languages.messages import Messages
from common.wire.board import RoomBoard
from display.moment import Moment


class DoorState(StrEnum):
    """What is to be known beside a door; each is also the key of its word."""

    CALLED = "called"
    OCCUPIED = "occupied"
    FREE = "free"
    PAUSED = "paused"
    CLOSED = "closed"
    NO_CONNECTION = "no_connection"


@dataclass(frozen=True, slots=True)
class DoorPicture:
    """All that is drawn: ``words`` says the state in each sign language; ``number`` is "" without a call."""

    state: DoorState
    number: str
    words: tuple[str, ...]
    call: str | None = None

    @property
    def marks(self) -> tuple[str, ...]:
        """The call that is to come in."""
        return (self.call,) if self.call and self.state is DoorState.CALLED else ()


def draw(board: RoomBoard | None, hub: Owner, languages: Sequence[Messages], moment: Moment) -> DoorPicture:
    """Return the picture; a number is shown only while the hub is heard."""
    state, number, call = DoorState.NO_CONNECTION, "", None
    if board is not None and hub.believes(board, moment.ms):
        if board.call is not None:
            state = DoorState.OCCUPIED if board.call.state == "serving" else DoorState.CALLED
            number, call = board.call.number, board.call.id
        elif board.open:
            state = DoorState.PAUSED if board.paused else DoorState.FREE
        else:
            state = DoorState.CLOSED
    words = tuple(dict.fromkeys(messages.text(f"door.{state}") for messages in languages))
    return DoorPicture(state, number, words, call)
