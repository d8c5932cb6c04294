"""The thread that owns the presses, without threads: what it says, keeps and switches, and when."""

from collections.abc import Callable, Collection, Sequence
from itertools import count
from threading import Event, Thread

import pytest

from common.wire import topics
from common.wire.alarms import OpenPress as Recorded
from common.wire.alarms import PointReport, PointState
from common.wire.channel import Channel, M, Received
from common.wire.life import OwnerBeat
from common.wire.message import Message, Reading
from common.wire.presence import Presence
from common.wire.requests import Failure, Reply
from deviceagent.agent import Agent, Arrived, Item, Sensed, Up
from deviceagent.disk import DiskWriter
from deviceagent.faults import Faults
from deviceagent.lines.latch import Latch, LatchedPress
from deviceagent.lines.supervised import LineEvent, LineEventKind
from deviceagent.lines.watch import PointEvent
from deviceagent.outputs.signals import OpenPress
from deviceagent.sensors.presence import Occupancy, PresenceState
from deviceagent.voice import Voice
from tests.waiting import wait_until

MS = 1_000_000
S = 1000 * MS
PATIENCE_S = 5.0


class Box:
    """An agent with two lines, a disk and lamps made of lists; ``order`` is what was done first."""

    def __init__(
        self,
        kept: Sequence[LatchedPress] = (),
        keep: Callable[[Sequence[LatchedPress]], None] | None = None,
    ) -> None:
        self.now_ns = 100 * S
        self.order: list[str] = []
        self.lamps_broken = False
        self.kept: list[tuple[str, ...]] = []
        self.shown: list[OpenPress] = []
        self.said: dict[str, list[Message]] = {"site": [], "guard": []}
        ids = (f"p{number}" for number in count(1))
        self.agent = Agent(
            ["room"],
            Latch(lambda: next(ids), kept),
            self._keep if keep is None else keep,
            self,
            Voice("agent", Line("site", self._say), [Line("guard", self._say)], self.reading),
            lambda: self.now_ns,
        )

    def reading(self) -> Reading:
        return Reading(boot=1, clock_ms=self.now_ns // MS, wall_ms=0, synced=True)

    def show(self, presses: Collection[OpenPress], now_ns: int) -> None:
        assert now_ns == self.now_ns
        self.order.append("lamps")
        if self.lamps_broken:
            raise OSError("the relay is gone")
        self.shown = list(presses)

    def turn(self, *items: Item, later_ns: int = 0) -> None:
        self.now_ns += later_ns
        self.agent.turn(items)

    def reports(self, line: str = "guard") -> list[PointReport]:
        return [message for message in self.said[line] if isinstance(message, PointReport)]

    def last_ids(self) -> list[str]:
        return [press.id for press in self.reports()[-1].presses]

    def event(self, kind: LineEventKind, *, since_start: bool = False) -> PointEvent:
        return PointEvent("room", LineEvent(kind, self.now_ns - 40 * MS, self.now_ns), since_start)

    def press(self) -> PointEvent:
        return self.event(LineEventKind.PRESSED)

    def state(self, *ids: str, seen: bool = False, revision: int = 1) -> list[Item]:
        """Return a beat of the keeper and its state of the room."""
        presses = tuple(
            Recorded(id=press, age_ms=0, wall_ms=0, seen_by="anna" if seen else None) for press in ids
        )
        state = PointState(incarnation="life", revision=revision, at_ms=0, presses=presses)
        beat = OwnerBeat(incarnation="life", at_ms=0)
        return [
            Arrived(Received(topics.KEEPER_BEAT, {}, beat)),
            Arrived(Received(topics.POINT_STATE, {"point": "room"}, state)),
        ]

    def _say(self, name: str, message: Message) -> None:
        self.order.append("wire")
        self.said[name].append(message)

    def _keep(self, presses: Sequence[LatchedPress]) -> None:
        self.order.append("disk")
        self.kept.append(tuple(press.id for press in presses))


class Line:
    """One line of a box."""

    def __init__(self, name: str, say: Callable[[str, Message], None]) -> None:
        self._name = name
        self._say = say

    def publish(self, channel: Channel[M], message: M, **ids: str) -> bool:
        del channel, ids
        self._say(self._name, message)
        return True


def reply(press: str, error: Failure | None = None) -> Arrived:
    return Arrived(Received(topics.REPLY, {"device": "agent"}, Reply(id=press, error=error)))


@pytest.fixture
def box() -> Box:
    """A box whose cable is known to be fine."""
    box = Box()
    box.turn(box.event(LineEventKind.FINE))
    return box


def test_press_goes_out_on_both_lines_before_it_goes_to_the_disk_and_to_the_lamps(box: Box) -> None:
    box.order.clear()
    box.turn(box.press())
    assert box.order[:4] == ["wire", "wire", "disk", "lamps"]
    assert box.reports("site") == box.reports("guard")
    assert box.last_ids() == ["p1"]
    assert box.kept == [("p1",)]


def test_press_is_kept_whatever_the_lamps_do(box: Box) -> None:
    box.lamps_broken = True
    with pytest.raises(OSError, match="the relay is gone"):
        box.turn(box.press())
    assert box.last_ids() == ["p1"]
    assert box.kept == [("p1",)]


def test_presses_are_said_and_repeated_while_the_card_hangs() -> None:
    card, written = Event(), list[tuple[str, ...]]()

    def save(presses: Sequence[LatchedPress]) -> None:
        assert card.wait(PATIENCE_S)
        written.append(tuple(press.id for press in presses))

    faults, stopping = Faults(), Event()
    disk = DiskWriter(save, lambda _: None, faults)
    writer = Thread(target=disk.run, args=(stopping, lambda: None))
    writer.start()
    box = Box(keep=disk.keep)
    box.turn(box.event(LineEventKind.FINE))
    box.turn(box.press())
    wait_until(lambda: disk.writes, PATIENCE_S, "the writer is at work")
    box.turn(box.press(), later_ns=S)
    assert box.last_ids() == ["p1", "p2"]
    said = len(box.reports())
    box.turn(box.press(), later_ns=2 * S)
    box.turn(later_ns=2 * S)
    assert len(box.reports()) > said + 1
    assert box.last_ids() == ["p1", "p2", "p3"]
    assert written == []
    card.set()
    stopping.set()
    writer.join(PATIENCE_S)
    assert written == [("p1",), ("p1", "p2", "p3")]


def test_press_tells_how_long_ago_the_button_was_touched(box: Box) -> None:
    box.turn(box.press())
    assert box.reports()[-1].presses[0].age_ms == 40


def test_press_does_not_wait_for_the_cable_to_be_known() -> None:
    box = Box()
    box.turn(box.press())
    assert box.last_ids() == ["p1"]


def test_press_is_repeated_each_second_until_the_keeper_has_it(box: Box) -> None:
    box.turn(box.press())
    said = len(box.reports())
    for _ in range(8):
        box.turn(later_ns=S // 2)
    assert len(box.reports()) == said + 4
    box.turn(*box.state("p1"))
    said = len(box.reports())
    box.turn(*box.state("p1"), later_ns=2 * S)
    assert len(box.reports()) == said


def test_press_is_repeated_again_when_the_keeper_falls_silent(box: Box) -> None:
    box.turn(box.press(), *box.state("p1"))
    said = len(box.reports())
    box.turn(later_ns=4 * S)
    assert len(box.reports()) == said
    box.turn(later_ns=2 * S)
    assert box.last_ids() == ["p1"]


def test_press_that_a_new_keeper_does_not_know_is_said_again(box: Box) -> None:
    box.turn(box.press(), *box.state("p1"))
    box.turn(*box.state(revision=2), later_ns=S)
    assert box.last_ids() == ["p1"]


def test_press_that_the_keeper_calls_settled_is_never_said_again(box: Box) -> None:
    box.turn(box.press(), *box.state("p1"))
    box.turn(*box.state(revision=2), reply("p1"), later_ns=S)
    assert box.kept[-1] == ()
    assert box.shown == []
    box.turn(later_ns=10 * S)
    assert box.last_ids() == []


def test_refusal_settles_nothing(box: Box) -> None:
    box.turn(box.press(), reply("p1", Failure(code="unknown", reason="Who?")))
    assert box.last_ids() == ["p1"]
    assert box.kept == [("p1",)]


def test_answer_to_somebody_else_writes_nothing(box: Box) -> None:
    box.turn(box.press(), reply("other"))
    assert box.kept == [("p1",)]


def test_lamps_are_told_how_far_a_press_has_come(box: Box) -> None:
    box.turn(box.press())
    assert [(press.received, press.seen) for press in box.shown] == [(False, False)]
    box.turn(*box.state("p1"))
    assert [(press.received, press.seen) for press in box.shown] == [(True, False)]
    box.turn(*box.state("p1", seen=True, revision=2))
    assert [(press.received, press.seen) for press in box.shown] == [(True, True)]


def test_keeper_that_falls_silent_does_not_turn_the_lamp_back(box: Box) -> None:
    box.turn(box.press(), *box.state("p1", seen=True))
    box.turn(later_ns=60 * S)
    assert [(press.received, press.seen) for press in box.shown] == [(True, True)]


def test_kept_press_is_said_as_soon_as_the_cable_is_known() -> None:
    box = Box([LatchedPress("old", "room", 90 * S)])
    box.turn()
    assert box.reports() == []
    box.turn(box.event(LineEventKind.CUT))
    assert box.last_ids() == ["old"]
    assert (box.reports()[-1].line, box.reports()[-1].presses[0].age_ms) == ("cut", 10_000)


def test_kept_press_of_a_point_no_longer_wired_is_said_at_once() -> None:
    box = Box([LatchedPress("old", "gone", 90 * S)])
    box.turn()
    assert box.last_ids() == ["old"]


def test_button_still_down_after_a_restart_is_the_press_that_was_kept() -> None:
    box = Box([LatchedPress("old", "room", 90 * S)])
    box.turn(box.event(LineEventKind.FINE), box.event(LineEventKind.PRESSED, since_start=True))
    assert box.last_ids() == ["old"]


def test_change_of_the_cable_is_said_at_once_and_only_once(box: Box) -> None:
    said = len(box.reports())
    box.turn(box.event(LineEventKind.CUT), box.event(LineEventKind.CUT))
    assert [report.line for report in box.reports()[said:]] == ["cut"]


def test_cable_at_rest_is_said_every_five_seconds(box: Box) -> None:
    said = len(box.reports())
    for _ in range(20):
        box.turn(later_ns=S)
    assert len(box.reports()) == said + 4


def test_release_is_nobodys_business(box: Box) -> None:
    said = len(box.reports())
    box.turn(box.event(LineEventKind.RELEASED))
    assert len(box.reports()) == said


def test_line_that_comes_up_hears_everything_again(box: Box) -> None:
    box.turn(box.press(), Sensed("desk-1", "staff", Occupancy(PresenceState.FREE, 0)))
    box.said["site"].clear()
    box.turn(Up())
    report, presence = box.said["site"]
    assert isinstance(report, PointReport)
    assert [press.id for press in report.presses] == ["p1"]
    assert isinstance(presence, Presence)
    assert presence.state == "free"


def test_presence_is_told_to_the_site_alone_with_its_age(box: Box) -> None:
    box.turn(Sensed("desk-1", "customer", Occupancy(PresenceState.OCCUPIED, box.now_ns - 3 * S)))
    told = [message for message in box.said["site"] if isinstance(message, Presence)]
    assert [(presence.state, presence.age_ms) for presence in told] == [("occupied", 3000)]
    assert not any(isinstance(message, Presence) for message in box.said["guard"])


def test_presence_is_said_again_every_thirty_seconds(box: Box) -> None:
    box.turn(Sensed("desk-1", "customer", Occupancy(PresenceState.FREE, box.now_ns)))
    for _ in range(61):
        box.turn(later_ns=S)
    told = [message.age_ms for message in box.said["site"] if isinstance(message, Presence)]
    assert told == [0, 30_000, 60_000]
