"""The display beside a door as a scene: hears the hub of its one place."""

from collections.abc import Sequence
from typing import Any

from common.runtime.belief import Owner, judge
from common.screen.languages.messages import Messages
from common.wire import topics
from common.wire.board import RoomBoard
from common.wire.channel import Received
from common.wire.life import OwnerBeat
from common.wire.site import DoorConfig
from display.moment import Moment
from display.room.plan import DoorPicture, draw
from display.scene import Say, Word


class DoorScene:
    """One door in one configuration."""

    def __init__(self, config: DoorConfig, languages: Sequence[Messages]) -> None:
        """``languages`` are those of the signs."""
        self._config = config
        self._languages = languages
        self._board: RoomBoard | None = None
        self._hub = Owner()

    def filters(self, site: str) -> list[tuple[str, int]]:
        """Return the subscriptions of a door."""
        return [
            (topics.HUB_BEAT.filter(site), 0),
            (topics.ROOM.filter(site, place=self._config.place), 1),
        ]

    def hear(self, received: Received[Any], moment: Moment) -> None:
        """Keep what the hub says of this place."""
        match received.message:
            case OwnerBeat(incarnation=incarnation, at_ms=at_ms) if received.channel is topics.HUB_BEAT:
                self._hub = self._hub.beat(incarnation, at_ms, moment.ms)
            case RoomBoard() as board if received.ids["place"] == self._config.place:
                if judge(self._board, board) != "old":
                    self._board = board
            case _:
                pass

    def touched(self, word: Word) -> None:
        """A door is not touched."""

    def speak(self, say: Say, moment: Moment) -> None:
        """A door says nothing but that it lives."""

    def picture(self, moment: Moment) -> DoorPicture:
        """Return what is to be drawn now."""
        return draw(self._board, self._hub, self._languages, moment)
