import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.figures.legs import days_of
from hub.figures.reading import CHUNK, LogReader
from hub.queue.commands import CloseDay, OpenDay, Tick
from hub.store.port import StoreError, StoreTooNewError
from hub.store.sqlite import SqliteStore
from tests.hub.figures.played import MINUTE, MONDAY, Played
from tests.hub.queue.house import ticket

TUESDAY = MONDAY + dt.timedelta(days=1)
WEDNESDAY = MONDAY + dt.timedelta(days=2)


def counts(path: Path, first: dt.date, last: dt.date) -> dict[dt.date, int]:
    reader = LogReader(path, first, last)
    try:
        return {day.date: len(day.legs) for day in days_of(reader.events(), reader.late())}
    finally:
        reader.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "queue.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(path)
    yield opened
    opened.close()


def three_days(store: SqliteStore) -> Played:
    """The opening of Tuesday closes Monday, in one command; a check-in of Tuesday comes on Wednesday."""
    played = Played(store).open()
    played.check_in()
    played.check_in(after=MINUTE)
    played.now += 24 * 60 * MINUTE
    played.open(TUESDAY)
    played.check_in()
    played.now += 24 * 60 * MINUTE
    played.do(Tick(today=WEDNESDAY))
    played.do(ticket("t", 500, day=TUESDAY.isoformat(), at=played.now - 20 * 60 * MINUTE))
    return played


def test_days_are_whole_whatever_stands_around_them(path: Path, store: SqliteStore) -> None:
    three_days(store)
    assert counts(path, MONDAY, WEDNESDAY) == {MONDAY: 2, TUESDAY: 2, WEDNESDAY: 0}
    assert counts(path, MONDAY, MONDAY) == {MONDAY: 2}
    assert counts(path, TUESDAY, TUESDAY) == {TUESDAY: 2}
    assert counts(path, WEDNESDAY, WEDNESDAY) == {WEDNESDAY: 0}


def test_visits_of_the_day_before_are_closed_where_they_belong(path: Path, store: SqliteStore) -> None:
    three_days(store)
    reader = LogReader(path, MONDAY, MONDAY)
    (day,) = days_of(reader.events(), reader.late())
    assert {leg.outcome for leg in day.legs} == {"day-end"}
    reader.close()


def test_log_is_read_while_the_hub_writes_it_and_its_lock_is_left_alone(
    path: Path, store: SqliteStore
) -> None:
    played = three_days(store)
    reader = LogReader(path, MONDAY, WEDNESDAY)
    played.check_in()
    assert sum(len(day.legs) for day in days_of(reader.events(), reader.late())) == 4
    reader.close()
    assert counts(path, MONDAY, WEDNESDAY)[WEDNESDAY] == 1


def test_reading_changes_nothing(path: Path, store: SqliteStore) -> None:
    three_days(store)
    store.close()
    before = path.read_bytes()
    counts(path, MONDAY, WEDNESDAY)
    assert path.read_bytes() == before


def test_nothing_is_read_at_once_but_in_pieces(
    path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_days(store)
    monkeypatch.setattr("hub.figures.reading.CHUNK", 2)
    assert CHUNK > 2
    assert counts(path, MONDAY, WEDNESDAY) == {MONDAY: 2, TUESDAY: 2, WEDNESDAY: 0}


def test_days_without_a_log_are_empty(path: Path, store: SqliteStore) -> None:
    three_days(store)
    assert counts(path, dt.date(2020, 1, 1), dt.date(2020, 12, 31)) == {}
    assert counts(path, dt.date(2030, 1, 1), dt.date(2030, 12, 31)) == {}


def test_day_that_goes_on_after_its_close_is_read_to_its_end(path: Path, store: SqliteStore) -> None:
    played = Played(store).open()
    played.check_in()
    played.done(CloseDay(id="close", staff="s"))
    played.done(OpenDay(id="again", staff="s", date=MONDAY, today=MONDAY))
    played.check_in()
    assert counts(path, MONDAY, MONDAY) == {MONDAY: 2}


def test_log_of_an_older_program_is_read_without_its_index(path: Path, store: SqliteStore) -> None:
    three_days(store)
    store.connection.execute("DROP INDEX log_marks")
    store.connection.execute("PRAGMA user_version = 1")
    assert counts(path, MONDAY, WEDNESDAY) == {MONDAY: 2, TUESDAY: 2, WEDNESDAY: 0}


def test_days_are_found_by_an_index_that_holds_little_else(store: SqliteStore) -> None:
    three_days(store)
    query = (
        "EXPLAIN QUERY PLAN SELECT min(position) FROM log"
        " WHERE type IN ('day-opened', 'checked-in-late') AND type = 'day-opened' AND day > '2026'"
    )
    assert "log_marks" in str(store.connection.execute(query).fetchall())


def test_file_that_is_not_there_or_no_log_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no log"):
        LogReader(tmp_path / "queue.db", MONDAY, MONDAY)
    (tmp_path / "other.db").write_text("not a database" * 100)
    with pytest.raises(StoreError, match="cannot be read as the hub's log"):
        LogReader(tmp_path / "other.db", MONDAY, MONDAY)
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="cannot be read as the hub's log"):
        LogReader(tmp_path / "empty.db", MONDAY, MONDAY)


def test_log_of_a_newer_program_is_refused(path: Path, store: SqliteStore) -> None:
    store.connection.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(StoreTooNewError, match="Install the newer one"):
        LogReader(path, MONDAY, MONDAY)


def test_event_that_cannot_be_read_is_named(path: Path, store: SqliteStore) -> None:
    three_days(store)
    store.connection.execute("UPDATE log SET body = x'7B' WHERE position = 3")
    with pytest.raises(StoreError, match="Event 3 of"):
        counts(path, MONDAY, MONDAY)
