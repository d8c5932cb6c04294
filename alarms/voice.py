"""What the keeper says, on every line it has: its status and beat, the state of each point, and answers."""

from collections.abc import Callable, Iterable
from typing import Protocol

from alarms.snapshot import point_state
from alarms.state import QUIET, Points
from common.wire import topics
from common.wire.channel import Channel, M
from common.wire.ids import mint_id
from common.wire.life import KeeperStatus, OwnerBeat
from common.wire.message import Reading
from common.wire.requests import Reply


class Line(Protocol):
    """What of a :class:`common.runtime.link.Link` is used here."""

    def publish(self, channel: Channel[M], message: M, **ids: str) -> bool:
        """Say a message; ``False`` where the line is down."""
        ...

    def clear(self, channel: Channel[M], **ids: str) -> bool:
        """Take a retained message away."""
        ...


class Voice:
    """One life of the keeper: a new ``incarnation`` each start, one ``revision`` for each state said."""

    def __init__(self, mint: Callable[[], str] = mint_id) -> None:
        """Begin a life in which nothing has been said."""
        self.incarnation = mint()
        self._revision = 0
        self._lines: list[Line] = []

    def add(self, line: Line) -> None:
        """Speak on this line too."""
        self._lines.append(line)

    def status(self, line: Line) -> None:
        """Say that the keeper is there."""
        line.publish(topics.KEEPER_STATUS, KeeperStatus(state="ready", incarnation=self.incarnation))

    def will(self) -> KeeperStatus:
        """What a broker says for the keeper when it is gone."""
        return KeeperStatus(state="lost", incarnation=self.incarnation)

    def beat(self, now: Reading) -> None:
        """Beat on every line."""
        for line in self._lines:
            self._beat(line, now)

    def everything(self, line: Line, ids: Iterable[str], points: Points, now: Reading) -> None:
        """Say all on one line, whose broker may have forgotten it: the beat first, so that it is believed."""
        self.status(line)
        self._beat(line, now)
        for point_id in sorted(ids):
            self._state([line], point_id, points, now)

    def states(self, ids: Iterable[str], points: Points, now: Reading) -> None:
        """Say the state of these points on every line."""
        for point_id in sorted(ids):
            self._state(self._lines, point_id, points, now)

    def reply(self, line: Line, device: str, reply: Reply) -> None:
        """Answer a device on the line it came by."""
        line.publish(topics.REPLY, reply, device=device)

    def forget(self, point_id: str) -> None:
        """Take the state of a point away that is not watched any more."""
        for line in self._lines:
            line.clear(topics.POINT_STATE, point=point_id)

    def _beat(self, line: Line, now: Reading) -> None:
        line.publish(topics.KEEPER_BEAT, OwnerBeat(incarnation=self.incarnation, at_ms=now.clock_ms))

    def _state(self, lines: Iterable[Line], point_id: str, points: Points, now: Reading) -> None:
        self._revision += 1
        state = point_state(
            points.get(point_id, QUIET),
            incarnation=self.incarnation,
            revision=self._revision,
            now=now,
        )
        for line in lines:
            line.publish(topics.POINT_STATE, state, point=point_id)
