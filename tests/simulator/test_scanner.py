"""The simulated scanner itself: what it sends, by hand and by words on its standard input."""

import os
import subprocess
import sys
from pathlib import Path

from simulator.scanner import FLOOD_BYTES, SimulatedScanner

ROOT = Path(__file__).parents[2]


def read(descriptor: int, length: int) -> bytes:
    data = b""
    while len(data) < length:
        data += os.read(descriptor, length - len(data))
    return data


def test_it_says_what_is_shown_to_it_and_is_gone_without_a_plug(tmp_path: Path) -> None:
    with SimulatedScanner(tmp_path / "scanner", ending=b"\r\n") as scanner:
        line = os.open(scanner.link, os.O_RDONLY | os.O_NOCTTY)
        scanner.show("ABC")
        scanner.half("DEFGHI")
        scanner.show(b"\x00\xff")
        assert read(line, 12) == b"ABC\r\nDEF\x00\xff\r\n"
        os.close(line)
        scanner.unplug()
        assert not scanner.link.exists()
        scanner.show("nobody hears it")
        scanner.plug(tmp_path / "elsewhere")
        assert (tmp_path / "elsewhere").exists()
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_reads_is_lost_and_holds_nobody_up(tmp_path: Path) -> None:
    with SimulatedScanner(tmp_path / "scanner") as scanner:
        for _ in range(20):
            scanner.flood(FLOOD_BYTES)


def test_it_obeys_words(tmp_path: Path) -> None:
    words = "show ABC\nhalf DEF\nrubbish\nflood\nunplug\nplug\ndance\nend\n"
    done = subprocess.run(
        [sys.executable, "-m", "simulator.scanner", "--link", str(tmp_path / "scanner")],
        cwd=ROOT,
        input=words,
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert done.stdout.split("\n")[:-1] == [
        "ready",
        "show",
        "half",
        "rubbish",
        "flood",
        "unplug",
        "plug",
        "unknown: dance",
    ]
