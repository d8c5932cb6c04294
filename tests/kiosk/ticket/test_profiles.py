"""The cache of the printer database: made at the first start, used at the next, no reason to fail."""

import subprocess
import sys
from pathlib import Path

import pytest

_START = """
import pathlib, sys
from kiosk.ticket.encode import TicketEncoder
from kiosk.ticket.paper import TicketPaper
from kiosk.ticket.profiles import load_profiles
from kiosk.ticket.picture import debian_fonts
load_profiles(pathlib.Path(sys.argv[1]))
TicketEncoder(TicketPaper(dots=576), debian_fonts())
"""
"""In a process of its own, since a library is loaded once."""


def start(folder: Path) -> str:
    """Start once; return what was logged."""
    done = subprocess.run(
        [sys.executable, "-c", _START, str(folder)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def caches(folder: Path) -> list[Path]:
    return list(folder.glob("*.pickle"))


def test_the_first_start_makes_the_cache_and_the_next_uses_it(tmp_path: Path) -> None:
    assert start(tmp_path) == ""
    (made,) = caches(tmp_path)
    before = made.stat().st_mtime_ns
    assert start(tmp_path) == ""
    assert made.stat().st_mtime_ns == before


@pytest.mark.parametrize("left", [b"", b"\0" * 4096, b"\x80\x02}q\x00X\x08\x00\x00\x00prof"])
def test_a_cache_that_a_power_cut_has_torn_is_thrown_away(tmp_path: Path, left: bytes) -> None:
    start(tmp_path)
    (made,) = caches(tmp_path)
    made.write_bytes(left)
    assert "made anew" in start(tmp_path)
    assert caches(tmp_path) == []
    assert start(tmp_path) == ""
    assert len(caches(tmp_path)) == 1


def test_a_folder_that_cannot_be_written_keeps_nobody_from_printing(tmp_path: Path) -> None:
    assert "made anew" in start(tmp_path / "absent")
