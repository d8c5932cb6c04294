import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from common.runtime.database import Database, DatabaseTooNewError
from common.wire.ids import is_id

Open = Callable[..., Database]
NOTES = "CREATE TABLE notes (text TEXT NOT NULL) STRICT"


@pytest.fixture
def open_database(tmp_path: Path) -> Iterator[Open]:
    opened: list[Database] = []

    def _open(migrations: Sequence[str] = (NOTES,), *, boot_id: str = "boot-1") -> Database:
        database = Database(tmp_path / "state" / "vuoro.db", migrations, boot_id=boot_id)
        opened.append(database)
        return database

    yield _open
    for database in opened:
        database.close()


def _notes(database: Database) -> list[str]:
    return [text for (text,) in database.connection.execute("SELECT text FROM notes ORDER BY rowid")]


def _note(database: Database, text: str) -> None:
    database.connection.execute("INSERT INTO notes VALUES (?)", (text,))


def test_it_is_born_with_an_epoch_that_stays(open_database: Open) -> None:
    database = open_database()
    epoch = database.epoch
    assert is_id(epoch)
    database.close()
    assert open_database().epoch == epoch


def test_two_databases_have_two_epochs(open_database: Open, tmp_path: Path) -> None:
    other = Database(tmp_path / "other.db", (), boot_id="boot-1")
    assert other.epoch != open_database().epoch
    other.close()


def test_a_boot_is_counted_once(open_database: Open) -> None:
    assert open_database(boot_id="boot-1").boot == 1
    assert open_database(boot_id="boot-1").boot == 1
    assert open_database(boot_id="boot-2").boot == 2


def test_a_new_life_has_a_new_epoch(open_database: Open) -> None:
    database = open_database()
    old = database.epoch
    new = database.renew_epoch()
    assert new != old
    database.close()
    assert open_database().epoch == new


def test_a_schema_moves_forward_and_keeps_what_it_has(open_database: Open) -> None:
    database = open_database()
    _note(database, "kept")
    database.close()
    forward = open_database([NOTES, "ALTER TABLE notes ADD COLUMN loud INTEGER; CREATE TABLE b (c) "])
    assert forward.connection.execute("SELECT text, loud FROM notes").fetchall() == [("kept", None)]


def test_a_migration_that_fails_leaves_the_schema_before_it(open_database: Open) -> None:
    open_database().close()
    with pytest.raises(sqlite3.OperationalError):
        open_database([NOTES, "CREATE TABLE half (a); CREATE TABLE nonsense nonsense"])
    database = open_database()
    tables = database.connection.execute("SELECT name FROM sqlite_schema WHERE name = 'half'").fetchall()
    assert tables == []


def test_a_file_of_a_later_program_is_refused(open_database: Open) -> None:
    open_database([NOTES, "CREATE TABLE later (a)"]).close()
    with pytest.raises(DatabaseTooNewError, match="Install the newer version"):
        open_database()


def test_a_transaction_that_fails_changes_nothing(open_database: Open) -> None:
    database = open_database()

    def fail_halfway() -> None:
        with database.transaction():
            _note(database, "half")
            database.set_meta("word", "half")
            raise LookupError

    with pytest.raises(LookupError):
        fail_halfway()
    assert _notes(database) == []
    assert database.meta("word") is None
    with database.transaction():
        _note(database, "whole")
    assert _notes(database) == ["whole"]


def test_a_commit_that_fails_leaves_a_database_that_works(open_database: Open) -> None:
    """A full disk fails the COMMIT itself; here a deferred foreign key does."""
    database = open_database(
        [
            (
                "CREATE TABLE a (id INTEGER PRIMARY KEY);"
                "CREATE TABLE b (a REFERENCES a DEFERRABLE INITIALLY DEFERRED)"
            )
        ]
    )

    def point_nowhere() -> None:
        with database.transaction():
            database.connection.execute("INSERT INTO b VALUES (7)")

    with pytest.raises(sqlite3.IntegrityError):
        point_nowhere()
    with database.transaction():
        database.connection.execute("INSERT INTO a VALUES (7)")
    assert database.connection.execute("SELECT count(*) FROM b").fetchone() == (0,)


def test_a_full_disk_is_told_as_such_and_the_database_works_on(open_database: Open) -> None:
    database = open_database()
    pages = database.connection.execute("PRAGMA page_count").fetchone()[0]
    database.connection.execute(f"PRAGMA max_page_count = {int(pages) + 1}")

    def fill() -> None:
        with database.transaction():
            _note(database, "x" * 100_000)

    with pytest.raises(sqlite3.OperationalError, match="full"):
        fill()
    database.connection.execute("PRAGMA max_page_count = 1000")
    with database.transaction():
        _note(database, "fits")
    assert _notes(database) == ["fits"]


def test_transactions_do_not_nest(open_database: Open) -> None:
    database = open_database()

    def nest() -> None:
        with database.transaction(), database.transaction():
            pass

    with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
        nest()
    with database.transaction():
        _note(database, "after")
    assert _notes(database) == ["after"]


def test_it_belongs_to_one_thread(open_database: Open) -> None:
    database = open_database()
    refused: list[str] = []

    def reach_over() -> None:
        try:
            database.meta("epoch")
        except sqlite3.ProgrammingError as error:
            refused.append(str(error))

    thread = threading.Thread(target=reach_over)
    thread.start()
    thread.join()
    assert refused


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "vuoro.db"
    path.write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        Database(path, (), boot_id="boot-1")


def test_a_database_without_its_epoch_says_what_to_do(open_database: Open) -> None:
    database = open_database()
    database.connection.execute("DELETE FROM meta")
    with pytest.raises(RuntimeError, match="Delete it"):
        _ = database.epoch
