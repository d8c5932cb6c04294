import sqlite3
from pathlib import Path

import pytest

from hub.queue.events import AnyEvent, DayClosed, Opener
from hub.queue.number_events import HubStarted
from hub.store import sqlite as module
from hub.store.port import Entry, Quarantined, StoreBusyError, StoreError, StoreTooNewError
from hub.store.sqlite import SqliteStore


def event(number: int) -> AnyEvent:
    return HubStarted(at=number, incarnation=f"inc-{number}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "hub.sqlite"


def test_epoch_and_log_outlive_the_process(path: Path) -> None:
    store = SqliteStore(path)
    epoch = store.epoch
    store.append([Entry("d", event(1))])
    store.close()
    again = SqliteStore(path)
    assert (again.epoch, again.last) == (epoch, 1)
    again.close()


def test_file_made_anew_has_another_epoch(path: Path) -> None:
    store = SqliteStore(path)
    other = SqliteStore(path.with_name("other.sqlite"))
    assert store.epoch != other.epoch
    store.close()
    other.close()


def test_commit_waits_for_the_disk(path: Path) -> None:
    store = SqliteStore(path)
    assert store.connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert store.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    store.close()


def test_second_hub_is_refused(path: Path) -> None:
    store = SqliteStore(path)
    with pytest.raises(StoreBusyError, match="Another hub uses"):
        SqliteStore(path)
    store.close()
    SqliteStore(path).close()


def test_store_of_a_later_program_is_refused(path: Path) -> None:
    store = SqliteStore(path)
    store.connection.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(StoreTooNewError, match="Install the newer one"):
        SqliteStore(path)


def test_file_that_is_no_store_is_refused(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, but long enough to be taken for one" * 100)
    with pytest.raises(StoreError, match="Put a backup in its place"):
        SqliteStore(path)


def test_schema_moves_forward_step_by_step(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SqliteStore(path)
    store.append([Entry("d", event(1))])
    store.close()
    later = (*module.MIGRATIONS, ("CREATE TABLE more (name TEXT) STRICT",))
    monkeypatch.setattr(module, "MIGRATIONS", later)
    store = SqliteStore(path)
    assert store.connection.execute("SELECT count(*) FROM more").fetchone() == (0,)
    assert store.connection.execute("PRAGMA user_version").fetchone() == (len(later),)
    assert store.last == 1
    store.close()


def test_batch_that_fails_leaves_nothing(path: Path) -> None:
    store = SqliteStore(path)
    store.append([Entry("d", event(1))])
    store.connection.execute("UPDATE counter SET last = 0")
    store.connection.execute(
        "CREATE TRIGGER full BEFORE UPDATE ON counter BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    with pytest.raises(sqlite3.IntegrityError, match="full"):
        store.append([Entry("d", event(2)), Entry("d", event(3))])
    assert [stored.position for stored in store.read()] == [1]
    store.close()


def test_columns_tell_day_time_and_type(path: Path) -> None:
    store = SqliteStore(path)
    store.append([Entry("2026-11-23", DayClosed(at=77, day="2026-11-23", by=Opener.CLOCK))])
    row = store.connection.execute("SELECT day, at, type FROM log").fetchone()
    assert row == ("2026-11-23", 77, "day-closed")
    store.close()


def test_event_that_cannot_be_read_is_named(path: Path) -> None:
    store = SqliteStore(path)
    store.append([Entry("d", event(1))])
    store.connection.execute("""UPDATE log SET body = CAST('{"type":"nothing"}' AS BLOB)""")
    with pytest.raises(StoreError, match="Event 1 of the log cannot be read"):
        list(store.read())
    store.close()


def test_positions_are_not_used_again_when_the_log_is_cut(path: Path) -> None:
    store = SqliteStore(path)
    store.append([Entry("d", event(number)) for number in range(3)])
    store.connection.execute("DELETE FROM log")
    store.close()
    store = SqliteStore(path)
    assert list(store.append([Entry("d", event(9))])) == [4]
    store.close()


def test_oldest_refused_messages_are_forgotten(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT_QUARANTINED", 2)
    store = SqliteStore(path)
    for at in range(4):
        store.quarantine(Quarantined(at, "k1", "bad-day", b""))
    assert [one.at for one in store.quarantined()] == [2, 3]
    store.close()


def test_backup_is_a_whole_store(path: Path) -> None:
    store = SqliteStore(path)
    store.append([Entry("d", event(1))])
    copy = path.with_name("copy.sqlite")
    store.backup(copy)
    store.append([Entry("d", event(2))])
    restored = SqliteStore(copy)
    assert (restored.last, restored.epoch) == (1, store.epoch)
    restored.close()
    store.close()


def test_commit_costs_the_same_however_long_the_log_is(path: Path) -> None:
    """Steps of SQLite's virtual machine, which count what it does."""
    store = SqliteStore(path)

    def steps() -> int:
        count = 0

        def step() -> int:
            nonlocal count
            count += 1
            return 0

        store.connection.set_progress_handler(step, 1)
        store.append([Entry("d", event(1)), Entry("d", event(2))])
        store.connection.set_progress_handler(None, 1)
        return count

    first = steps()
    store.append([Entry("d", event(number)) for number in range(5000)])
    assert steps() == first > 0
    store.close()


def test_text_of_an_event_that_is_no_text_is_named(path: Path) -> None:
    store = SqliteStore(path)
    store.append([Entry("d", event(1))])
    store.connection.execute(
        "UPDATE log SET body = CAST(replace(CAST(body AS TEXT), 'inc-1', CAST(x'ff' AS TEXT)) AS BLOB)"
    )
    with pytest.raises(StoreError, match="Event 1 of the log cannot be read"):
        list(store.read())
    store.close()


def test_full_disk_is_told_as_such_and_the_store_works_on(path: Path) -> None:
    store = SqliteStore(path)
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {int(pages) + 1}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        store.keep("large", bytes(100_000))
    store.connection.execute("PRAGMA max_page_count = 1000")
    store.append([Entry("d", event(1))])
    assert [stored.position for stored in store.read()] == [1]
    store.close()


def test_commit_that_fails_leaves_a_store_that_works(path: Path) -> None:
    """A disk may refuse the COMMIT itself; here a deferred foreign key does."""
    store = SqliteStore(path)
    store.connection.executescript(
        "PRAGMA foreign_keys=ON; CREATE TABLE a (id INTEGER PRIMARY KEY);"
        "CREATE TABLE b (a REFERENCES a DEFERRABLE INITIALLY DEFERRED);"
        "CREATE TRIGGER nowhere AFTER INSERT ON kept BEGIN INSERT INTO b VALUES (7); END"
    )
    with pytest.raises(sqlite3.IntegrityError):
        store.keep("word", b"1")
    assert store.kept("word") is None
    store.append([Entry("d", event(1))])
    assert store.last == 1
    store.close()
