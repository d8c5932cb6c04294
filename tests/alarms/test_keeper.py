"""The keeper's thread without threads: what it says, and that it says nothing that is not on record."""

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alarms.events import FaultBegan, FaultEnded
from alarms.keeper import Arrived, Configured, Item, Keeper, Up
from alarms.record import MIGRATIONS, Record
from alarms.voice import Voice
from common.runtime.database import Database
from common.wire import topics
from common.wire.alarms import (
    AlarmRequest,
    Close,
    HelpComing,
    LineState,
    PointReport,
    PointState,
    Press,
    Seen,
    Shown,
)
from common.wire.channel import Channel, M, Received
from common.wire.life import Beat
from common.wire.requests import Reply
from common.wire.site import AlarmPoint, DeviceConfig, KeeperConfig
from tests.alarms.moments import at, presses


class Paper:
    """A line that writes down what is said."""

    def __init__(self) -> None:
        self.said: list[tuple[Channel[Any], Any, dict[str, str]]] = []
        self.cleared: list[str] = []

    def publish(self, channel: Channel[M], message: M, **ids: str) -> bool:
        self.said.append((channel, message, ids))
        return True

    def clear(self, channel: Channel[M], **ids: str) -> bool:
        assert channel.retained
        self.cleared.append(ids["point"])
        return True

    def states(self, point: str) -> list[PointState]:
        return [
            message
            for channel, message, ids in self.said
            if channel == topics.POINT_STATE and ids["point"] == point
        ]

    def replies(self) -> list[Reply]:
        return [message for channel, message, _ in self.said if channel == topics.REPLY]


class House:
    """A keeper on a record, with two lines, and a clock moved by hand."""

    def __init__(self, path: Path) -> None:
        self.now_ms = 10_000
        self.site, self.guard = Paper(), Paper()
        self.applied: list[DeviceConfig] = []
        self.refused: list[str] = []
        self.database = Database(path, MIGRATIONS, boot_id="boot")
        voice = Voice()
        voice.add(self.site)
        voice.add(self.guard)
        self.keeper = Keeper(
            Record(self.database), voice, lambda: at(self.now_ms), self.applied.append, self._refused
        )

    def turn(self, *items: Item, later_ms: int = 0) -> None:
        self.now_ms += later_ms
        self.keeper.turn(items)

    def report(
        self,
        *ids: str,
        line: LineState = "fine",
        point: str = "room",
        retained: bool = False,
        device: str = "agent",
    ) -> Arrived:
        report = PointReport(at=at(self.now_ms), line=line, presses=presses(*ids))
        received = Received(topics.POINT_REPORT, {"device": device, "point": point}, report, retained)
        return Arrived(self.guard, received)

    def beat(self, device: str = "agent") -> Arrived:
        beat = Beat(start="start", at=at(self.now_ms))
        return Arrived(self.site, Received(topics.BEAT, {"device": device}, beat))

    def ask(
        self, body: Shown | Seen | HelpComing | Close, line: Paper | None = None, device: str = "panel"
    ) -> Arrived:
        request = AlarmRequest(id="request", body=body)
        return Arrived(line or self.site, Received(topics.ALARM_REQUEST, {"device": device}, request))

    def answer(self) -> str | None:
        """Return the code of the last refusal, if the last answer was one."""
        error = self.site.replies()[-1].error
        return error.code if error else None

    def _refused(self, cause: str, sentence: str) -> None:
        assert sentence.endswith(".")
        self.refused.append(cause)


def config(*points: str, revision: int = 1, panels: tuple[str, ...] | None = ("panel",)) -> Configured:
    watched = tuple(
        AlarmPoint(id=point, place="room-4", place_names={"en": "Room 4"}, way={}, device="agent")
        for point in points
    )
    body = KeeperConfig(points=watched, panels=panels)
    return Configured(DeviceConfig(revision=revision, body=body), body)


def open_ids(state: PointState) -> list[str]:
    return [press.id for press in state.presses]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "alarms.db")
    yield house
    house.database.close()


def test_press_is_said_on_every_line(house: House) -> None:
    house.turn(house.report("a"))
    assert [open_ids(state) for state in house.site.states("room")] == [["a"]]
    assert house.guard.states("room") == house.site.states("room")


def test_press_of_an_unknown_point_is_taken_and_shown(house: House) -> None:
    house.turn(config("elsewhere"))
    house.turn(house.report("a"))
    assert open_ids(house.guard.states("room")[-1]) == ["a"]


def test_press_that_cannot_be_recorded_is_not_said(house: House) -> None:
    house.database.connection.execute(
        "CREATE TRIGGER full BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    )
    with pytest.raises(sqlite3.IntegrityError):
        house.turn(house.report("a"))
    assert house.guard.states("room") == []


def test_same_report_by_the_other_broker_is_not_said_again(house: House) -> None:
    house.turn(house.report("a"))
    house.turn(house.report("a"), later_ms=20)
    assert len(house.guard.states("room")) == 1


def test_press_that_is_repeated_is_answered_with_the_state(house: House) -> None:
    house.turn(house.report("a"))
    house.turn(house.report("a"), later_ms=1000)
    assert [open_ids(state) for state in house.guard.states("room")] == [["a"], ["a"]]


def test_press_that_was_closed_is_answered_by_its_own_id_and_stays_closed(house: House) -> None:
    house.turn(house.report("a"), house.ask(Seen(point="room", presses=("a",), by="anna")))
    house.turn(house.ask(Close(point="room", presses=("a",), by="anna", reason="resolved")))
    house.turn(house.report("a"), later_ms=1000)
    assert open_ids(house.guard.states("room")[-1]) == []
    assert house.guard.replies() == [Reply(id="a")]


def test_panel_that_drew_a_press_before_the_keeper_heard_of_it_is_believed(house: House) -> None:
    house.turn(house.ask(Shown(point="room", presses=("a",))))
    house.turn(house.report("a", "b"), later_ms=100)
    assert [press.shown for press in house.guard.states("room")[-1].presses] == [True, False]
    assert house.site.replies()[0].error is None


def test_answer_goes_out_on_the_line_the_request_came_by(house: House) -> None:
    house.turn(house.report("a"))
    house.turn(house.ask(Seen(point="room", presses=("a",), by="anna"), house.guard))
    assert house.guard.replies() == [Reply(id="request")]
    assert house.site.replies() == []


def test_close_that_misses_a_press_is_refused_with_a_reason(house: House) -> None:
    house.turn(house.report("a", "b"), house.ask(Seen(point="room", presses=("a", "b"), by="anna")))
    house.turn(house.ask(Close(point="room", presses=("a",), by="anna", reason="resolved")))
    error = house.site.replies()[-1].error
    assert error is not None
    assert error.code == "out-of-date"
    assert open_ids(house.site.states("room")[-1]) == ["a", "b"]


def test_new_life_begins_with_what_is_on_record(house: House, tmp_path: Path) -> None:
    house.turn(config("room"), house.report("a"), house.ask(Seen(point="room", presses=("a",), by="anna")))
    again = House(tmp_path / "alarms.db")
    again.now_ms = house.now_ms + 5000
    again.turn(Up(again.guard))
    state = again.guard.states("room")[-1]
    assert [(press.id, press.age_ms, press.seen_by) for press in state.presses] == [("a", 5000, "panel")]
    assert state.incarnation != house.guard.states("room")[-1].incarnation
    again.database.close()


def test_line_that_comes_up_hears_status_and_beat_before_all_points(house: House) -> None:
    house.turn(config("one", "two"))
    house.site.said.clear()
    house.turn(Up(house.site))
    said = [channel.name for channel, _, _ in house.site.said]
    assert said == ["keeper-status", "keeper-beat", "point-state", "point-state"]


def test_beat_is_said_every_two_seconds(house: House) -> None:
    for _ in range(9):
        house.turn(later_ms=500)
    beats = [message.at_ms for channel, message, _ in house.site.said if channel == topics.KEEPER_BEAT]
    assert [later - earlier for earlier, later in itertools.pairwise(beats)] == [2000, 2000]


def test_device_that_falls_silent_shows_as_a_fault_and_comes_back(house: House) -> None:
    house.turn(config("room"), house.beat())
    house.turn(later_ms=7900)
    assert house.guard.states("room")[-1].fault is None
    house.turn(later_ms=100)
    assert house.guard.states("room")[-1].fault == "lost"
    assert not house.guard.states("room")[-1].heard
    house.turn(house.beat(), house.report())
    assert house.guard.states("room")[-1].fault is None
    assert house.guard.states("room")[-1].heard


def test_point_that_nobody_watches_shows_as_a_fault_though_its_device_lives(house: House) -> None:
    house.turn(config("room", "mistyped"))
    for _ in range(3):
        house.turn(house.beat(), house.report(), house.report(point="mistypde"), later_ms=4900)
    assert house.guard.states("mistyped")[-1].fault is None
    house.turn(house.beat(), house.report(), later_ms=300)
    assert house.guard.states("mistyped")[-1].fault == "lost"
    assert house.guard.states("room")[-1].fault is None
    house.turn(house.beat(), house.report(device="other", point="mistyped"))
    assert house.guard.states("mistyped")[-1].fault == "lost"
    house.turn(house.report(point="mistyped"))
    assert house.guard.states("mistyped")[-1].fault is None
    recorded = [entry.event for entry in Record(house.database).entries()]
    assert recorded == [
        FaultBegan(point="mistyped", fault="lost"),
        FaultEnded(point="mistyped", fault="lost"),
    ]


def test_report_kept_by_a_broker_is_no_sign_of_life_and_still_a_press(house: House) -> None:
    house.turn(config("room"), house.beat())
    house.turn(house.report("a", line="cut", retained=True), later_ms=8000)
    state = house.guard.states("room")[-1]
    assert open_ids(state) == ["a"]
    assert state.fault == "lost"


def test_cut_cable_is_shown_as_a_fault(house: House) -> None:
    house.turn(house.report(line="cut"))
    assert house.guard.states("room")[-1].fault == "cut"


def test_stranger_cannot_mend_a_cable_by_word(house: House) -> None:
    house.turn(config("room"), house.report(line="cut"))
    house.turn(house.report(line="fine", device="stranger"), later_ms=1000)
    assert house.guard.states("room")[-1].fault == "cut"


def test_point_taken_out_of_the_configuration_is_taken_from_the_brokers(house: House) -> None:
    house.turn(config("one", "two", "three"), house.report("a", point="three"))
    house.turn(config("two", revision=2))
    assert house.site.cleared == house.guard.cleared == ["one"]
    assert open_ids(house.site.states("three")[-1]) == ["a"]


def test_configuration_is_reported_once_it_is_in_force(house: House) -> None:
    house.turn(config("one", revision=7))
    assert [applied.revision for applied in house.applied] == [7]


def test_entry_of_the_record_names_the_place(house: House) -> None:
    house.turn(config("room"), house.report("a"))
    entry = next(iter(Record(house.database).entries()))
    assert (entry.place, entry.place_names) == ("room-4", {"en": "Room 4"})


def test_press_counts_from_when_it_was_made(house: House) -> None:
    late = PointReport(at=at(0), line="fine", presses=(Press(id="a", age_ms=700),))
    received = Received(topics.POINT_REPORT, {"device": "agent", "point": "room"}, late)
    house.turn(Arrived(house.guard, received))
    assert house.guard.states("room")[-1].presses[0].age_ms == 700


@pytest.mark.parametrize("device", ["kiosk-1", "agent", "panel-2"])
def test_stranger_neither_shows_nor_sees_nor_closes_and_is_counted(house: House, device: str) -> None:
    house.turn(config("room"), house.report("a"))
    seen = Seen(point="room", presses=("a",), by="panel")
    coming = HelpComing(point="room", presses=("a",), by="panel")
    closed = Close(point="room", presses=("a",), by="panel", reason="resolved")
    for body in (Shown(point="room", presses=("a",)), seen, coming, closed):
        house.turn(house.ask(body, device=device))
        assert house.answer() == "not-allowed"
    assert house.refused == ["not-allowed"] * 4
    press = house.guard.states("room")[-1].presses[0]
    assert (press.shown, press.seen_by, press.help_by) == (False, None, None)


def test_strangers_word_that_it_drew_a_press_is_not_kept_for_later(house: House) -> None:
    house.turn(config("room"), house.ask(Shown(point="room", presses=("a",)), device="kiosk-1"))
    house.turn(house.report("a"))
    assert not house.guard.states("room")[-1].presses[0].shown


def test_hub_answers_and_closes_in_the_name_of_its_staff(house: House) -> None:
    house.turn(config("room"), house.report("a"))
    house.turn(house.ask(Shown(point="room", presses=("a",)), device="hub"))
    assert house.answer() == "not-allowed"
    house.turn(house.ask(Seen(point="room", presses=("a",), by="anna"), device="hub"))
    assert house.guard.states("room")[-1].presses[0].seen_by == "anna"
    house.turn(house.ask(Close(point="room", presses=("a",), by="anna", reason="resolved"), device="hub"))
    assert house.answer() is None
    assert open_ids(house.guard.states("room")[-1]) == []


def test_panel_speaks_in_no_name_but_its_own(house: House) -> None:
    house.turn(config("room"), house.report("a"))
    house.turn(house.ask(HelpComing(point="room", presses=("a",), by="anna")))
    press = house.guard.states("room")[-1].presses[0]
    assert (press.seen_by, press.help_by) == ("panel", "panel")


def test_anybody_may_answer_until_a_configuration_names_the_panels(house: House) -> None:
    house.turn(house.report("a"))
    house.turn(house.ask(Seen(point="room", presses=("a",), by="x"), device="any"))
    assert house.answer() is None
    house.turn(config("room", panels=None), house.report("b"))
    house.turn(house.ask(Seen(point="room", presses=("b",), by="x"), device="any"))
    assert house.answer() is None
