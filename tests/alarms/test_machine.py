"""The keeper's decisions under everything that may happen to them, against a plain account of the same."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from alarms import decide
from alarms.escalate import steps_due
from alarms.events import Event, Joined, Pressed
from alarms.fold import fold
from alarms.state import QUIET, Points
from common.wire import alarms as wire
from common.wire.message import Reading
from tests.alarms.moments import at, presses

POINTS = st.sampled_from(["one", "two"])
IDS = st.sampled_from([f"p{number}" for number in range(6)])
SOME_IDS = st.lists(IDS, max_size=4).map(tuple)
PEOPLE = st.sampled_from(["anna", "bertta"])
LINES = st.sampled_from(["fine", "cut", "short"])
WATCHERS = {"one": "agent", "two": "agent"}


class Alarms(RuleBasedStateMachine):
    """``said`` are all presses ever said, ``closed`` those that somebody has closed by their names."""

    def __init__(self) -> None:
        super().__init__()
        self.points: Points = {}
        self.record: list[tuple[Reading, Event]] = []
        self.now_ms = 0
        self.heard_ms = 0
        self.reported_ms = dict.fromkeys(WATCHERS, 0)
        self.said: set[tuple[str, str]] = set()
        self.seen: set[tuple[str, str]] = set()
        self.closed: set[tuple[str, str]] = set()

    def do(self, events: tuple[Event, ...] | list[Event]) -> None:
        for event in events:
            self.record.append((at(self.now_ms), event))
            self.points = fold(self.points, at(self.now_ms), event)

    @rule(point=POINTS, ids=SOME_IDS, age_ms=st.integers(0, 5000))
    def report(self, point: str, ids: tuple[str, ...], age_ms: int) -> None:
        self.do(decide.on_presses(self.points, "agent", point, presses(*ids, age_ms=age_ms)))
        self.said |= {(point, press) for press in ids}
        again = decide.on_presses(self.points, "agent", point, presses(*ids))
        assert again == (), "a repetition is recorded a second time"

    @rule(point=POINTS, line=LINES)
    def cable(self, point: str, line: wire.LineState) -> None:
        self.do(decide.on_line(self.points, point, line))
        assert self.points.get(point, QUIET).line_fault == (None if line == "fine" else line)

    @rule(point=POINTS, ids=SOME_IDS, by=PEOPLE)
    def see(self, point: str, ids: tuple[str, ...], by: str) -> None:
        answer = decide.on_request(self.points, "panel", wire.Seen(point=point, presses=ids, by=by))
        self.do(answer.events)
        if answer.refusal is None:
            self.seen |= {(point, press) for press in ids}

    @rule(point=POINTS, ids=SOME_IDS, by=PEOPLE)
    def help(self, point: str, ids: tuple[str, ...], by: str) -> None:
        answer = decide.on_request(self.points, "panel", wire.HelpComing(point=point, presses=ids, by=by))
        self.do(answer.events)
        if answer.refusal is None:
            self.seen |= {(point, press) for press in ids}

    @rule(point=POINTS, ids=SOME_IDS)
    def show(self, point: str, ids: tuple[str, ...]) -> None:
        self.do(decide.on_request(self.points, "panel", wire.Shown(point=point, presses=ids)).events)

    @rule(point=POINTS, ids=SOME_IDS, by=PEOPLE)
    def close(self, point: str, ids: tuple[str, ...], by: str) -> None:
        self._close(point, ids, by)

    @precondition(lambda self: any(point.presses for point in self.points.values()))
    @rule(point=POINTS, by=PEOPLE)
    def close_all_that_is_open(self, point: str, by: str) -> None:
        self._close(point, tuple(self.points.get(point, QUIET).open_ids), by)

    @rule(ms=st.integers(0, 12_000))
    def wait(self, ms: int) -> None:
        self.now_ms += ms
        self.do(self._silence())
        self.do(steps_due(self.points, at(self.now_ms)))
        assert self._silence() == ()
        late = {
            point
            for point, said_ms in self.reported_ms.items()
            if self.now_ms - said_ms >= decide.UNREPORTED_AFTER_MS
        }
        assert all("lost" in self.points[point].faults for point in late)
        assert steps_due(self.points, at(self.now_ms)) == []

    @rule()
    def beat(self) -> None:
        self.heard_ms = self.now_ms

    @rule(point=POINTS)
    def at_rest(self, point: str) -> None:
        self.heard_ms = self.reported_ms[point] = self.now_ms
        self.do(decide.on_reported(self.points, point))
        assert "lost" not in self.points.get(point, QUIET).faults

    @rule()
    def fall_and_come_back(self) -> None:
        points: Points = {}
        for moment, event in self.record:
            points = fold(points, moment, event)
        assert points == self.points, "the record gives another state"

    def _silence(self) -> tuple[Event, ...]:
        heard_ms = {"agent": self.heard_ms}
        return decide.on_silence(self.points, WATCHERS, heard_ms, self.reported_ms, self.now_ms)

    def _close(self, point: str, ids: tuple[str, ...], by: str) -> None:
        before = self.points.get(point, QUIET).open_ids
        request = wire.Close(point=point, presses=ids, by=by, reason="resolved")
        answer = decide.on_request(self.points, "panel", request)
        self.do(answer.events)
        if answer.events:
            assert before <= set(ids), "a press was closed that was not named"
            self.closed |= {(point, press) for press in before}

    @invariant()
    def no_press_is_lost_and_none_closes_by_itself(self) -> None:
        still_open = {
            (point_id, press) for point_id, point in self.points.items() for press in point.open_ids
        }
        assert still_open == self.said - self.closed

    @invariant()
    def nothing_is_closed_unseen(self) -> None:
        assert self.closed <= self.seen

    @invariant()
    def every_press_is_on_record_once(self) -> None:
        recorded = [
            (event.point, event.press) for _, event in self.record if isinstance(event, Pressed | Joined)
        ]
        assert len(recorded) == len(set(recorded))
        assert set(recorded) == self.said


TestAlarms = Alarms.TestCase
