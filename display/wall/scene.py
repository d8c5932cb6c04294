"""The wall as a scene: hears the hub, keeps what it said, and lets stage and plan decide."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from common.runtime.belief import judge
from common.screen.languages.messages import Messages
from common.wire import topics
from common.wire.board import Board
from common.wire.channel import Received
from common.wire.life import OwnerBeat
from common.wire.site import Catalogue, WallConfig
from display.moment import Moment
from display.scene import Say, Word
from display.wall.plan import Known, WallPicture, draw
from display.wall.stage import Stage, follow, forget_waiting


class WallScene:
    """One wall in one configuration."""

    def __init__(
        self, device: str, config: WallConfig, languages: Sequence[Messages], catalogue: Catalogue | None
    ) -> None:
        """``languages`` are those of the signs; ``catalogue`` is the last one heard."""
        self._known: Known = Known(device, config, catalogue)
        self._languages = languages
        self._stage: Stage = Stage()

    def filters(self, site: str) -> list[tuple[str, int]]:
        """Return the subscriptions of a wall."""
        return [
            (topics.HUB_BEAT.filter(site), 0),
            (topics.BOARD.filter(site, zone=self._known.config.zone), 1),
        ]

    def hear(self, received: Received[Any], moment: Moment) -> None:
        """Keep what the hub says; a snapshot that is older than the one held is not taken."""
        known = self._known
        match received.message:
            case OwnerBeat(incarnation=incarnation, at_ms=at_ms) if received.channel is topics.HUB_BEAT:
                self._known = replace(known, hub=known.hub.beat(incarnation, at_ms, moment.ms))
            case Catalogue() as catalogue:
                self._known = replace(known, catalogue=catalogue)
            case Board() as board if received.ids["zone"] == known.config.zone:
                if judge(known.board, board) != "old":
                    self._known = replace(known, board=board)
            case _:
                pass

    def touched(self, word: Word) -> None:
        """A wall is not touched."""

    def speak(self, say: Say, moment: Moment) -> None:
        """A wall says nothing but that it lives."""

    def picture(self, moment: Moment) -> WallPicture:
        """Return what is to be drawn now."""
        board = self._known.believed(moment.ms)
        if board is None:
            self._stage = forget_waiting(self._stage)
        else:
            elapsed_ms = self._known.hub.elapsed_ms(board, moment.ms)
            self._stage = follow(self._stage, board.incarnation, board.calls, elapsed_ms, moment.ms)
        return draw(self._known, self._stage, self._languages, moment)
