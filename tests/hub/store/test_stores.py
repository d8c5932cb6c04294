"""What every store promises, held against each of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hub.queue.events import CheckedIn
from hub.queue.number_events import HubStarted
from hub.queue.stamps import Stamp
from hub.store.memory import MemoryStore
from hub.store.port import Entry, EventStore, Quarantined, Snapshot, Stored
from hub.store.sqlite import SqliteStore

STARTED = HubStarted(at=1, incarnation="inc", kiosks=("k1",))
CHECKED_IN = CheckedIn(
    at=2,
    visit="v1",
    service="tax",
    ticket="t1",
    number=7,
    language="fi",
    stamp=Stamp(1, "k1", "e1", 2, 3, 4),
    uncertain=True,
)


def memory(_folder: Path) -> EventStore:
    return MemoryStore()


def sqlite(folder: Path) -> EventStore:
    return SqliteStore(folder / "hub.sqlite")


@pytest.fixture(params=[memory, sqlite], ids=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EventStore]:
    make: Callable[[Path], EventStore] = request.param
    opened = make(tmp_path)
    yield opened
    opened.close()


def test_new_store_is_empty(store: EventStore) -> None:
    assert store.last == 0
    assert list(store.read()) == []
    assert store.load_snapshot(1) is None
    assert store.kept("clocks") is None
    assert store.quarantined() == []
    assert store.epoch


def test_events_come_back_as_they_were_in_order(store: EventStore) -> None:
    assert list(store.append([Entry("", STARTED)])) == [1]
    assert list(store.append([Entry("d", CHECKED_IN), Entry("d", STARTED)])) == [2, 3]
    assert store.last == 3
    assert list(store.read()) == [
        Stored(1, "", STARTED),
        Stored(2, "d", CHECKED_IN),
        Stored(3, "d", STARTED),
    ]
    assert list(store.read(after=2)) == [Stored(3, "d", STARTED)]


def test_newest_snapshot_of_the_format_comes_back(store: EventStore) -> None:
    store.save_snapshot(Snapshot(5, 1, b"five"))
    store.save_snapshot(Snapshot(9, 2, b"nine"))
    assert store.load_snapshot(1) == Snapshot(5, 1, b"five")
    assert store.load_snapshot(2) == Snapshot(9, 2, b"nine")
    store.save_snapshot(Snapshot(12, 2, b"twelve"))
    assert store.load_snapshot(2) == Snapshot(12, 2, b"twelve")
    assert store.load_snapshot(1) is None


def test_small_things_are_kept_by_name(store: EventStore) -> None:
    store.keep("clocks", b"1")
    store.keep("clocks", b"2")
    assert store.kept("clocks") == b"2"


def test_refused_messages_are_set_aside_in_order(store: EventStore) -> None:
    some = [Quarantined(at, "k1", "bad-number", b"{}") for at in range(3)]
    for one in some:
        store.quarantine(one)
    assert store.quarantined() == some
