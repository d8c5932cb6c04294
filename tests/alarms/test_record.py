import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from alarms.events import Closed, Event, Pressed
from alarms.record import MIGRATIONS, Break, Happened, Record
from common.runtime.database import Database
from tests.alarms.moments import at

NAMES = {"fi": "Huone 4", "sv": "Rum 4"}


def open_record(path: Path) -> Record:
    return Record(Database(path, MIGRATIONS, boot_id="boot"))


def happened(number: int, event: Event | None = None) -> Happened:
    default = Pressed(point="room", press=f"p{number}", device="agent", age_ms=number)
    return Happened(at(number), event or default, "room-4", NAMES)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "alarms.db"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    record = open_record(path)
    record.append([happened(1), happened(2)])
    record.append([happened(3)])
    yield record
    record.close()


def tamper(path: Path, *statements: str) -> None:
    """Change the file from outside, as somebody with the rights and an editor would."""
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER record_is_not_changed")
    connection.execute("DROP TRIGGER record_is_not_shortened")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_entries_come_back_in_order_with_place_and_names(record: Record) -> None:
    entries = list(record.entries())
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert [entry.event for entry in entries] == [happened(n).event for n in (1, 2, 3)]
    assert (entries[0].place, entries[0].place_names, entries[0].at) == ("room-4", NAMES, at(1))


def test_untouched_record_is_unbroken_after_being_opened_again(record: Record, path: Path) -> None:
    record.close()
    again = open_record(path)
    again.append([happened(4, Closed(point="room", presses=("p1",), by="a", device="d", reason="test"))])
    assert again.verify() is None
    assert again.length == 4
    again.close()


def test_empty_record_is_unbroken(tmp_path: Path) -> None:
    record = open_record(tmp_path / "new.db")
    assert record.verify() is None
    assert list(record.entries()) == []
    record.close()


def test_entries_can_be_neither_changed_nor_removed(record: Record, path: Path) -> None:
    connection = sqlite3.connect(path)
    for statement in ("UPDATE record SET body = ''", "DELETE FROM record"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            connection.execute(statement)
    connection.close()
    assert record.verify() is None


SWAPPED = "UPDATE record SET body = (SELECT body FROM record WHERE sequence = 3) WHERE sequence = 2"


@pytest.mark.parametrize(
    ("statements", "first"),
    [
        (["UPDATE record SET body = replace(body, 'p2', 'p9') WHERE sequence = 2"], 2),
        (["UPDATE record SET hash = zeroblob(32) WHERE sequence = 1"], 1),
        (["DELETE FROM record WHERE sequence = 2"], 2),
        (["DELETE FROM record WHERE sequence = 3"], 3),
        (["DELETE FROM record"], 1),
        ([SWAPPED], 2),
        (["INSERT INTO record SELECT 4, body, hash FROM record WHERE sequence = 3"], 4),
    ],
    ids=["changed", "hash", "removed", "shortened", "emptied", "exchanged", "added"],
)
def test_tampering_is_named_by_its_first_entry(
    record: Record, path: Path, statements: list[str], first: int
) -> None:
    tamper(path, *statements)
    broken = record.verify()
    assert isinstance(broken, Break)
    assert broken.sequence == first


def test_entry_that_cannot_be_read_does_not_hide_the_others(record: Record, path: Path) -> None:
    tamper(path, "UPDATE record SET body = 'x' WHERE sequence = 2")
    assert [entry.sequence for entry in record.entries()] == [1, 3]


def test_append_that_fails_leaves_nothing_behind(record: Record, path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TRIGGER full BEFORE INSERT ON record WHEN NEW.sequence = 5"
        " BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    connection.close()
    with pytest.raises(sqlite3.IntegrityError, match="full"):
        record.append([happened(4), happened(5)])
    assert record.length == 3
    assert record.verify() is None
