"""The kiosks' staff code in the file of accounts, and the command that makes one."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.runtime.clock import boot_id
from common.runtime.database import Database
from common.wire.staff_codes import fits, seal_code
from hub.accounts.database import STAFF_FILE, open_staff_file
from hub.accounts.kiosk_code import CodeBook, KeptCode
from hub.staff_code import main
from tests.hub.clock import HandClock


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_staff_file(tmp_path / "state", boot_id())
    yield opened
    opened.close()


def test_there_is_no_code_before_one_is_made(database: Database) -> None:
    assert CodeBook(database, HandClock()).present() is None


def test_newer_code_takes_the_place_of_the_older(database: Database) -> None:
    clock = HandClock()
    book = CodeBook(database, clock)
    book.keep(seal_code("111111"))
    clock.advance(60_000)
    newer = seal_code("222222")
    book.keep(newer)
    assert CodeBook(database, clock).present() == KeptCode(sealed=newer, made_ms=clock.wall)


def test_damaged_code_counts_as_none(database: Database) -> None:
    database.connection.execute("INSERT INTO kiosk_code VALUES (1, '{', 0)")
    assert CodeBook(database, HandClock()).present() is None


def test_command_prints_the_code_alone_and_keeps_its_digest(
    tmp_path: Path, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """The hub may have the file open meanwhile, as the fixture has."""
    assert main(["--box", str(_box(tmp_path))]) == 0
    printed = capsys.readouterr().out
    present = CodeBook(database, HandClock()).present()
    assert present is not None
    assert len(printed) == 7
    assert fits(printed.strip(), present.sealed)
    kept = b"".join(path.read_bytes() for path in (tmp_path / "state").iterdir())
    assert printed.strip().encode() not in kept


def test_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--box", str(tmp_path / "none.toml")]) == 2
    assert "none.toml" in capsys.readouterr().err
    box = _box(tmp_path)
    (tmp_path / "state").mkdir()
    with sqlite3.connect(tmp_path / "state" / STAFF_FILE) as newer:
        newer.execute("PRAGMA user_version = 999")
    newer.close()
    assert main(["--box", str(box)]) == 2
    assert capsys.readouterr().out == ""


def test_command_says_that_the_code_cannot_be_kept(
    tmp_path: Path, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    database.connection.execute("DROP TABLE kiosk_code")
    assert main(["--box", str(_box(tmp_path))]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.startswith("The code cannot be kept")) == ("", True)


def _box(folder: Path) -> Path:
    path = folder / "box.toml"
    path.write_text(f'[box]\nsite = "mallila"\nid = "hub"\nstate = "{folder / "state"}"\n')
    return path
