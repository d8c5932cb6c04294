"""A guard's scene for tests, with a keeper's states and a device's reports at hand."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from common.runtime.refusals import Refusals
from common.wire import topics
from common.wire.alarms import AlarmRequest, CloseReason, LineState, OpenPress, PointReport, PointState, Press
from common.wire.channel import Channel, M, Received
from common.wire.life import OwnerBeat
from common.wire.message import Message, Reading
from common.wire.requests import Failure, RefusalCode, Reply
from display.guard.picture import GuardPicture, Touch, TouchKind
from display.guard.scene import GuardScene
from display.moment import Moment
from tests.display.examples import LANGUAGES, NOW, WALL_MS, guard_config

KEEPER = "keeper-life-1"
READING = Reading(boot=1, clock_ms=1, wall_ms=WALL_MS, synced=True)
POINTS = [point.id for point in guard_config().points]
ROOM_5, DESK_3, UPSTAIRS = "room-5-desk", "desk-3-desk", "room-21-desk"


def open_press(
    name: str, age_ms: int = 12_000, *, shown: bool = False, seen_by: str | None = None
) -> OpenPress:
    return OpenPress(id=name, age_ms=age_ms, wall_ms=WALL_MS - age_ms, shown=shown, seen_by=seen_by)


@dataclass
class Panel:
    language: str = "fi"
    count: int = 18
    moment: Moment = NOW
    refusals: Refusals = field(default_factory=Refusals)
    revision: int = 0

    def __post_init__(self) -> None:
        started = replace(self.moment, ms=self.moment.ms - 60_000)
        config = guard_config(self.language, self.count)
        self.config = config
        self.scene = GuardScene("guard-1", config, LANGUAGES.get(self.language), self.refusals, started)

    def hear(self, channel: Channel[Any], message: Message, **ids: str) -> None:
        self.scene.hear(Received(channel, ids, message), self.moment)

    def beat(self, life: str = KEEPER) -> None:
        self.hear(topics.KEEPER_BEAT, OwnerBeat(incarnation=life, at_ms=self.moment.ms))

    def state(
        self,
        point: str,
        *presses: OpenPress,
        life: str = KEEPER,
        fault: Literal["cut", "short", "lost"] | None = None,
        fault_age_ms: int = 0,
    ) -> None:
        self.revision += 1
        state = PointState(
            incarnation=life,
            revision=self.revision,
            at_ms=self.moment.ms,
            presses=presses,
            fault=fault,
            fault_age_ms=fault_age_ms,
            heard=fault != "lost",
        )
        self.hear(topics.POINT_STATE, state, point=point)

    def well(self) -> None:
        self.beat()
        for point in self.config.points:
            self.state(point.id)

    def report(self, point: str, *presses: str, age_ms: int = 500, line: LineState = "fine") -> None:
        report = PointReport(
            at=READING, line=line, presses=tuple(Press(id=one, age_ms=age_ms) for one in presses)
        )
        self.hear(topics.POINT_REPORT, report, device="agent-1", point=point)

    def reply(self, request: AlarmRequest, code: RefusalCode | None = None) -> None:
        error = Failure(code=code, reason="a reason") if code else None
        self.hear(topics.REPLY, Reply(id=request.id, error=error), device="guard-1")

    def touch(self, kind: TouchKind, point: str, *presses: str, reason: CloseReason = "test") -> None:
        self.scene.touched(Touch(kind, point, presses, reason))

    def drawn(self) -> None:
        self.scene.touched(Touch("drawn", presses=self.picture.marks))

    def wait(self, ms: int) -> None:
        self.moment = replace(self.moment, ms=self.moment.ms + ms, wall_ms=self.moment.wall_ms + ms)

    def lines(self, up: int, of: int = 2) -> None:
        self.moment = replace(self.moment, lines_up=up, lines=of)

    def asked(self) -> list[AlarmRequest]:
        said: list[AlarmRequest] = []

        def say(channel: Channel[M], message: M, **ids: str) -> bool:
            assert (channel, ids) == (topics.ALARM_REQUEST, {"device": "guard-1"})
            assert isinstance(message, AlarmRequest)
            said.append(message)
            return True

        self.scene.speak(say, self.moment)
        return said

    @property
    def picture(self) -> GuardPicture:
        return self.scene.picture(self.moment)

    @property
    def notes(self) -> list[str]:
        return [note.text.replace("\u00a0", " ") for note in self.picture.notes]
