import sqlite3
from pathlib import Path

import pytest

from common.runtime.database import DatabaseTooNewError
from common.runtime.renew import open_or_renew

SCHEMA = ("CREATE TABLE thing (name TEXT) STRICT",)


def test_good_file_is_opened_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    first, _ = open_or_renew(path, SCHEMA, boot_id="b")
    epoch = first.epoch
    first.close()
    again, renewed = open_or_renew(path, SCHEMA, boot_id="b")
    assert (again.epoch, renewed) == (epoch, False)
    again.close()


def test_broken_file_is_put_aside_and_a_new_one_begins(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"this is no database" * 1000)
    database, renewed = open_or_renew(path, SCHEMA, boot_id="b")
    assert renewed
    assert database.boot == 1
    assert (tmp_path / "a.db.broken").read_bytes().startswith(b"this is no database")
    database.close()


def test_disk_that_refuses_is_no_broken_file(tmp_path: Path) -> None:
    (tmp_path / "a.db").mkdir()
    with pytest.raises(sqlite3.OperationalError):
        open_or_renew(tmp_path / "a.db", SCHEMA, boot_id="b")
    assert (tmp_path / "a.db").is_dir()


def test_file_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_or_renew(path, (*SCHEMA, "CREATE TABLE later (x TEXT)"), boot_id="b")[0].close()
    with pytest.raises(DatabaseTooNewError):
        open_or_renew(path, SCHEMA, boot_id="b")
    assert path.exists()
