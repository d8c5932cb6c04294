"""The guard's panel and a keeper that decides as the real one, over two lines that lose and delay."""

from collections import deque
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from alarms import decide
from alarms.fold import fold
from alarms.snapshot import point_state
from alarms.state import QUIET, Points
from common.runtime.refusals import Refusals
from common.wire import topics
from common.wire.alarms import AlarmRequest, PointReport, Press
from common.wire.channel import Channel, M, Received
from common.wire.ids import mint_id
from common.wire.life import OwnerBeat
from common.wire.message import Message, Reading
from common.wire.requests import Reply
from display.guard.picture import Touch, TouchKind
from display.guard.scene import GuardScene
from display.moment import Moment
from tests.display.examples import HELSINKI, LANGUAGES, WALL_MS, guard_config

POINTS = tuple(point.id for point in guard_config(count=3).points)
Parcel = tuple[Channel[Any], dict[str, str], Message]


class Panel(RuleBasedStateMachine):
    """Presses, reports, states, requests and replies in any order, with losses and new keepers."""

    def __init__(self) -> None:
        super().__init__()
        self.now_ms = 1_000_000
        self.scene = GuardScene(
            "guard-1", guard_config(count=3), LANGUAGES.get("fi"), Refusals(), self.moment()
        )
        self.points: Points = {}
        self.life = mint_id()
        self.revision = 0
        self.reported: dict[str, str] = {}  # what the agent still says: press, point
        self.heard: set[str] = set()
        self.closed: set[str] = set()
        self.lines: tuple[deque[Parcel], deque[Parcel]] = (deque(), deque())
        self.retained: tuple[dict[str, Parcel], dict[str, Parcel]] = ({}, {})
        self.pressed_ms: dict[str, int] = {}

    def moment(self) -> Moment:
        return Moment(self.now_ms, WALL_MS + self.now_ms, HELSINKI, 2, 2)

    def reading(self) -> Reading:
        return Reading(boot=1, clock_ms=self.now_ms + 7000, wall_ms=WALL_MS + self.now_ms, synced=True)

    def hear(self, message: Parcel) -> None:
        channel, ids, body = message
        self.heard |= {press.id for press in getattr(body, "presses", ())} - self.closed
        self.scene.hear(Received(channel, ids, body), self.moment())

    def do(self, events: tuple[Any, ...]) -> None:
        for event in events:
            self.points = fold(self.points, self.reading(), event)

    def publish(self, point: str, lost: set[int]) -> None:
        self.revision += 1
        state = point_state(
            self.points.get(point, QUIET),
            incarnation=self.life,
            revision=self.revision,
            now=self.reading(),
        )
        for press in state.presses:
            self.reported.pop(press.id, None)
        message: Parcel = (topics.POINT_STATE, {"point": point}, state)
        for number, line in enumerate(self.lines):
            if number not in lost:
                line.append(message)
                self.retained[number][point] = message

    def report(self, point: str) -> PointReport:
        presses = tuple(
            Press(id=press, age_ms=self.now_ms - self.pressed_ms[press])
            for press, where in self.reported.items()
            if where == point
        )
        return PointReport(at=self.reading(), line="fine", presses=presses)

    @initialize()
    def begin(self) -> None:
        self.beat(0)

    @rule(point=st.sampled_from(POINTS))
    def press(self, point: str) -> None:
        press = mint_id()
        self.reported[press] = point
        self.pressed_ms[press] = self.now_ms

    @rule(
        point=st.sampled_from(POINTS),
        to_panel=st.booleans(),
        to_keeper=st.booleans(),
        lost=st.sets(st.integers(0, 1)),
    )
    def say_report(self, point: str, *, to_panel: bool, to_keeper: bool, lost: set[int]) -> None:
        report = self.report(point)
        if to_keeper:
            self.do(decide.on_presses(self.points, "agent-1", point, report.presses))
            for press in decide.settled_of(self.points, point, report.presses):
                self.reported.pop(press, None)
            self.publish(point, lost)
        if to_panel:
            self.hear((topics.POINT_REPORT, {"device": "agent-1", "point": point}, report))

    @rule(line=st.integers(0, 1), count=st.integers(1, 5))
    def deliver(self, line: int, count: int) -> None:
        for _ in range(min(count, len(self.lines[line]))):
            self.hear(self.lines[line].popleft())

    @rule(line=st.integers(0, 1))
    def reconnect(self, line: int) -> None:
        """What was under way is lost; the broker says again what it has kept, however old."""
        self.lines[line].clear()
        self.lines[line].extend(self.retained[line].values())

    @rule(line=st.integers(0, 1))
    def beat(self, line: int) -> None:
        self.lines[line].append(
            (topics.KEEPER_BEAT, {}, OwnerBeat(incarnation=self.life, at_ms=self.reading().clock_ms))
        )

    @rule(lost=st.sets(st.integers(0, 1)))
    def keeper_starts_anew(self, lost: set[int]) -> None:
        """Its record is durable; what it had in flight is not."""
        self.life = mint_id()
        self.revision = 0
        for number in {0, 1} - lost:
            self.beat(number)
        for point in POINTS:
            self.publish(point, lost)

    @rule(ms=st.integers(1, 3000))
    def wait(self, ms: int) -> None:
        self.now_ms += ms

    @rule(line=st.integers(0, 1), lost=st.sets(st.integers(0, 1)), arrives=st.booleans())
    def speak(self, line: int, lost: set[int], *, arrives: bool) -> None:
        said: list[AlarmRequest] = []

        def say(channel: Channel[M], message: M, **ids: str) -> bool:
            assert (channel, ids) == (topics.ALARM_REQUEST, {"device": "guard-1"})
            assert isinstance(message, AlarmRequest)
            said.append(message)
            return True

        self.scene.speak(say, self.moment())
        for request in said if arrives else []:
            before = {press.id for point in self.points.values() for press in point.presses}
            answer = decide.on_request(self.points, "guard-1", request.body)
            self.do(answer.events)
            self.closed |= before - {press.id for point in self.points.values() for press in point.presses}
            self.publish(request.body.point, lost)
            if line not in lost:
                reply = Reply(id=request.id, error=answer.refusal)
                self.lines[line].append((topics.REPLY, {"device": "guard-1"}, reply))

    @rule(kind=st.sampled_from(["seen", "help", "close", "reason", "back", "focus"]), which=st.integers(0, 2))
    @precondition(lambda self: self.scene.picture(self.moment()).alarms)
    def touch(self, kind: TouchKind, which: int) -> None:
        alarms = self.scene.picture(self.moment()).alarms
        alarm = alarms[which % len(alarms)]
        self.scene.touched(Touch(kind, alarm.point, alarm.presses, "test"))

    @rule(kept=st.booleans())
    def draw(self, *, kept: bool) -> None:
        if kept:
            self.scene.touched(Touch("drawn", presses=self.scene.picture(self.moment()).marks))

    @invariant()
    def no_press_that_was_heard_is_hidden_before_it_is_closed(self) -> None:
        shown = set(self.scene.picture(self.moment()).marks)
        assert self.heard - self.closed <= shown

    @invariant()
    def it_sounds_until_all_is_seen(self) -> None:
        picture = self.scene.picture(self.moment())
        assert picture.sounding == any(alarm.step == "new" for alarm in picture.alarms)

    def teardown(self) -> None:
        """All lines whole for some seconds, and somebody who looks: the panel shows just what is open."""
        for _ in range(8):
            for point in POINTS:
                self.say_report(point, to_panel=True, to_keeper=True, lost=set())
            self.beat(0)
            self.beat(1)
            self.draw(kept=True)
            for alarm in self.scene.picture(self.moment()).alarms:
                self.scene.touched(Touch("seen", alarm.point, alarm.presses))
            self.speak(0, set(), arrives=True)
            self.deliver(0, 10_000)
            self.deliver(1, 10_000)
            self.wait(1100)
        shown = set(self.scene.picture(self.moment()).marks)
        still_open = {press.id for point in self.points.values() for press in point.presses}
        assert shown == still_open
        assert all(press.shown for point in self.points.values() for press in point.presses)


Panel.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestPanel = pytest.mark.timeout(120)(Panel.TestCase)
