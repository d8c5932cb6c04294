"""Where the demo's windows stand on a desktop, and how its processes are looked after."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.screen.measure import Panel
from simulator.demo.caretaker import Caretaker
from simulator.demo.desktop import arrange
from simulator.processes import Part, Parts
from tests.waiting import wait_until

# --- where windows stand ------------------------------------------------------------------------------------


@given(st.integers(800, 7680), st.integers(600, 4320))
def test_windows_lie_on_the_desktop_and_never_upon_each_other(width: int, height: int) -> None:
    desktop = arrange(width, height)
    boxes = [(*one.position, *one.px) for one in desktop.screens] + [desktop.desk]
    for left, top, wide, high in boxes:
        assert left >= 0
        assert top >= 0
        assert left + wide <= width
        assert top + high <= height
    for index, (left, top, wide, high) in enumerate(boxes):
        for other_left, other_top, other_wide, other_high in boxes[index + 1 :]:
            beside = left + wide <= other_left or other_left + other_wide <= left
            below = top + high <= other_top or other_top + other_high <= top
            assert beside or below


@given(st.integers(800, 7680), st.integers(600, 4320))
def test_windows_keep_the_proportions_of_their_panels(width: int, height: int) -> None:
    for screen in arrange(width, height).screens:
        Panel(*screen.mm, *screen.px)  # refuses what is out of proportion


# --- who looks after the processes --------------------------------------------------------------------------


class Counted(Part):
    """A part that counts how often it was started."""

    starts = 0

    def start(self) -> None:
        self.starts += 1
        super().start()


class Watched:
    """A caretaker of one process, with a clock of its own."""

    def __init__(self, folder: Path, program: str) -> None:
        (folder / "short.py").write_text(program, encoding="utf-8")
        self.parts = Parts()
        self.told: list[str] = []
        self.now = 0.0
        self.care = Caretaker(self.parts, self.told.append, lambda: self.now)
        path = {"PYTHONPATH": str(folder)}
        self.part = Counted("short", ("short",), folder / "short.log", path)
        self.parts.add(self.part)

    def begun(self) -> int:
        """How often the process has been started."""
        return self.part.starts

    def wait_until_ended(self) -> None:
        wait_until(lambda: not self.part.runs, 10, "the process to end")


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    one = Watched(tmp_path, "print('this is why'); raise SystemExit(3)\n")
    with one.parts:
        yield one


def test_part_that_ends_is_told_of_with_the_end_of_its_log(watched: Watched) -> None:
    watched.wait_until_ended()
    assert watched.care.look() == ("short",)
    (told,) = watched.told
    assert "short ended with 3" in told
    assert "this is why" in told
    assert watched.care.look() == ()


def test_part_that_ends_again_and_again_is_started_less_and_less_often(watched: Watched) -> None:
    waits: list[float] = []
    for _ in range(6):
        watched.wait_until_ended()
        ended = watched.now
        assert watched.care.look() == ("short",)
        begun = watched.begun()
        while watched.begun() == begun:
            watched.now += 0.5
            watched.care.look()
        waits.append(watched.now - ended)
    assert waits == [1, 2, 4, 8, 15, 15]


def test_part_that_has_run_for_long_is_started_soon_again(watched: Watched) -> None:
    for ran_s, wait_s in ((0, 1), (0, 2), (60, 1)):
        watched.wait_until_ended()
        watched.now += ran_s
        watched.care.look()
        begun = watched.begun()
        watched.now += wait_s - 0.1
        watched.care.look()
        assert watched.begun() == begun
        watched.now += 0.2
        watched.care.look()
        assert watched.begun() != begun


def test_part_that_was_stopped_stays_away_until_it_is_started(tmp_path: Path) -> None:
    one = Watched(tmp_path, "import signal\nsignal.pause()\n")
    with one.parts:
        one.care.stop("short")
        one.now = 100
        assert one.care.look() == ()
        assert one.care.rests("short")
        assert not one.part.runs
        one.care.start("short")
        assert one.part.runs
        assert one.care.look() == ()
