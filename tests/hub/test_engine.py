from collections.abc import Sequence
from pathlib import Path

import pytest

from hub.engine import SNAPSHOT_EVERY, Engine
from hub.queue import snapshot
from hub.queue.answers import Code, Done, Refusal
from hub.queue.commands import (
    AdviserCheckIn,
    Begin,
    CallNext,
    CloseDay,
    OpenDay,
    Start,
    StrikeOff,
    Tick,
)
from hub.queue.events import DayClosed, DayOpened, VisitClosed
from hub.queue.fold import fold
from hub.queue.policies.longest_wait import longest_wait
from hub.queue.projections import Layout, Projections
from hub.queue.rules import Rules
from hub.queue.schemes import Sequential
from hub.queue.stamps import Now
from hub.queue.state import State
from hub.store.memory import MemoryStore
from hub.store.port import Entry, EventStore, Snapshot, StoreError
from hub.store.sqlite import SqliteStore
from tests.hub.queue.house import MONDAY, TUESDAY, ticket

NOW = Now(1_000_000, 1_000_000, trusted=True)


def engine_on(store: EventStore, last: int = 999) -> Engine:
    layout = Layout({"hall": ("d1", "d2")}, {"hall": ("tax",)})
    return Engine(store, Rules(scheme=Sequential(1, last)), Projections(layout, longest_wait, 8))


def begun(store: EventStore, last: int = 999) -> Engine:
    engine = engine_on(store, last)
    engine.handle(
        [Begin(incarnation="inc", kiosks=()), OpenDay(id="open", staff="s", date=MONDAY, today=MONDAY)], NOW
    )
    return engine


def adviser(name: str) -> AdviserCheckIn:
    return AdviserCheckIn(id=name, staff="s", service="tax", language="fi")


def call(name: str, desk: str = "d1") -> CallNext:
    return CallNext(id=name, staff="s", desk=desk, services=("tax",))


class Counting(MemoryStore):
    """Counts commits, and can be full."""

    def __init__(self) -> None:
        super().__init__()
        self.commits = 0
        self.full = False

    def append(self, entries: Sequence[Entry]) -> range:
        if self.full:
            raise OSError("No space left on device")
        self.commits += 1
        return super().append(entries)


def test_what_arrives_together_shares_one_commit() -> None:
    store = Counting()
    engine = begun(store)
    before = store.commits
    answers = engine.handle([adviser("a"), call("c"), Start(id="s", staff="s", desk="d1")], NOW)
    assert all(isinstance(answer, Done) for answer in answers)
    assert store.commits == before + 1
    assert engine.revision == store.last


def test_batch_that_changes_nothing_costs_no_commit() -> None:
    store = Counting()
    engine = begun(store)
    before = store.commits
    assert engine.handle([call("c")], NOW) == [Refusal(code=Code.NOBODY_WAITING)]
    assert engine.handle([], NOW) == []
    assert store.commits == before


def test_nothing_is_answered_when_the_commit_fails_and_nothing_goes_on() -> None:
    store = Counting()
    engine = begun(store)
    store.full = True
    with pytest.raises(OSError, match="No space left"):
        engine.handle([adviser("a")], NOW)
    store.full = False
    with pytest.raises(StoreError, match="must start again"):
        engine.handle([call("c")], NOW)
    again = engine_on(store)
    assert not again.state.visits


def test_refused_command_gets_the_same_answer_while_the_hub_lives() -> None:
    engine = begun(MemoryStore())
    refused = engine.handle([call("click")], NOW)
    engine.handle([adviser("a")], NOW)
    assert engine.handle([call("click")], NOW) == refused
    assert isinstance(engine.handle([call("other")], NOW)[0], Done)


def test_so_many_refusals_are_remembered_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hub.engine.REMEMBERED", 2)
    engine = begun(MemoryStore())
    engine.handle([call("first"), call("second"), call("third")], NOW)
    engine.handle([adviser("a")], NOW)
    assert isinstance(engine.handle([call("first")], NOW)[0], Done)


def test_changes_are_told_once_and_everything_on_request() -> None:
    engine = begun(MemoryStore())
    assert engine.changes(NOW).day
    engine.handle([adviser("a")], NOW)
    assert engine.changes(NOW).boards["hall"].next == ("1",)
    assert not engine.changes(NOW)
    assert engine.everything(NOW).boards["hall"].next == ("1",)


def test_engine_comes_back_from_log_and_snapshot_alike(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "hub.sqlite")
    engine = begun(store, last=99_999)
    engine.handle([adviser(f"a{index}") for index in range(SNAPSHOT_EVERY)], NOW)
    assert engine.save_if_due()
    assert not engine.save_if_due()
    later = Now(2_000_000, 2_000_000, trusted=True)
    engine.handle([call("c"), ticket("t1", 40_000, at=5)], later)
    state = engine.state
    store.close()

    store = SqliteStore(tmp_path / "hub.sqlite")
    again = engine_on(store, last=99_999)
    assert again.state == state
    assert again.last_at == later.ms
    replayed = State()
    for stored in store.read():
        fold(replayed, stored.event)
    assert replayed == state
    store.close()


def test_snapshot_is_due_at_the_close_of_the_day() -> None:
    engine = begun(MemoryStore())
    assert not engine.save_if_due()
    engine.handle([CloseDay(id="c", staff="s")], NOW)
    assert engine.save_if_due()
    assert not engine.save_if_due()


def test_snapshot_that_cannot_be_read_is_passed_over(caplog: pytest.LogCaptureFixture) -> None:
    store = MemoryStore()
    engine = begun(store)
    engine.handle([adviser("a")], NOW)
    store.save_snapshot(Snapshot(store.last, snapshot.FORMAT, b"{}"))
    assert engine_on(store).state == engine.state
    assert "the whole log is replayed" in caplog.text


def test_snapshot_ahead_of_the_log_is_passed_over() -> None:
    store = MemoryStore()
    engine = begun(store)
    store.save_snapshot(Snapshot(store.last + 1, snapshot.FORMAT, b"{}"))
    assert engine_on(store).state == engine.state


def test_log_that_does_not_fit_together_is_told() -> None:
    store = MemoryStore()
    engine = begun(store)
    engine.handle([adviser("a"), call("c")], NOW)
    damaged = MemoryStore()
    damaged.append([Entry(one.day, one.event) for one in store.read() if one.position != 3])
    with pytest.raises(StoreError, match="does not follow the others"):
        engine_on(damaged)


def test_rules_are_those_it_was_given() -> None:
    assert begun(MemoryStore()).rules.lease == 3


def test_refusal_that_may_pass_is_asked_anew() -> None:
    engine = engine_on(MemoryStore())
    begin = Begin(incarnation="inc", kiosks=("k1",))
    engine.handle([begin, OpenDay(id="open", staff="s", date=MONDAY, today=MONDAY)], NOW)
    (refused,) = engine.handle([adviser("a")], NOW)
    assert isinstance(refused, Refusal)
    assert refused.retry
    engine.handle([StrikeOff(id="off", staff="s", device="k1")], NOW)
    (done,) = engine.handle([adviser("a")], NOW)
    assert isinstance(done, Done)


def test_events_stand_in_the_log_under_the_day_that_they_belong_to() -> None:
    store = MemoryStore()
    engine = begun(store)
    engine.handle([adviser("a"), Tick(today=TUESDAY)], NOW)
    days = [(stored.day, type(stored.event)) for stored in store.read()][-3:]
    assert days == [
        (MONDAY.isoformat(), VisitClosed),
        (MONDAY.isoformat(), DayClosed),
        (TUESDAY.isoformat(), DayOpened),
    ]


def test_closed_day_makes_one_snapshot_due_and_not_one_for_each_late_ticket() -> None:
    engine = begun(MemoryStore())
    engine.handle([CloseDay(id="close", staff="s")], NOW)
    assert engine.save_if_due()
    engine.handle([ticket("late", 7)], NOW)
    assert not engine.save_if_due()
