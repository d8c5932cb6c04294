"""A kiosk that crashes around a ticket: the paper comes, and a second one says that it is a copy."""

import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.printer.pos import Confirm, PosPrinter
from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter
from tests.site.paper_kiosk import (
    COPY,
    LAST_WORD,
    LIMITS,
    PaperKiosk,
    line_to,
    simulated,
    where_is,
    whole_papers,
)
from tests.waiting import wait_until

SLOW = Model(mm_per_s=150)
"""Leaves a second between the first line and the end."""
MIDDLE_MM = 40.0


@contextmanager
def _process(folder: Path, printer: SimulatedPrinter, takes: int) -> Generator[subprocess.Popen[str]]:
    """A kiosk in a process of its own, which is killed at the end."""
    command = [sys.executable, "-m", "tests.site.paper_kiosk", str(folder), where_is(printer), str(takes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def _crash(
    folder: Path,
    printer: SimulatedPrinter,
    moment: threading.Event,
    takes: int = 1,
    over: threading.Event | None = None,
) -> None:
    """Take numbers and kill the process at a moment; ``over`` is set when it is dead."""
    with _process(folder, printer, takes) as process:
        assert moment.wait(30)
        process.kill()
        process.wait()
        if over is not None:
            over.set()
        assert process.stdout is not None
        assert process.stdout.read() == ""  # nobody was told anything


@contextmanager
def _restarted(folder: Path, printer: SimulatedPrinter) -> Generator[PaperKiosk]:
    with PaperKiosk(folder, PosPrinter(line_to(where_is(printer)), Confirm.AUTO, LIMITS)) as kiosk:
        yield kiosk


@pytest.mark.parametrize("wire", ["tcp", "pty"])
@pytest.mark.parametrize("moment", ["middle", "cut", "confirmation"])
def test_a_crash_of_the_kiosk_ends_with_the_paper_and_a_copy_that_says_so(
    moment: str, wire: str, tmp_path: Path
) -> None:
    with simulated(tmp_path, wire, SLOW) as printer:
        reached, over = threading.Event(), threading.Event()

        def hold() -> None:
            """Keep the confirmation back until the kiosk is dead, which it may outrun otherwise."""
            reached.set()
            over.wait(30)

        if moment == "middle":
            printer.after_mm(MIDDLE_MM, reached.set)
        elif moment == "cut":
            printer.at_cut(reached.set)
        else:
            printer.before_confirming(hold)
        _crash(tmp_path / "kiosk", printer, reached, over=over)
        with _restarted(tmp_path / "kiosk", printer) as kiosk:
            answer = kiosk.answer()
            assert answer.printed
        papers = whole_papers(printer, "101")
        assert [COPY in piece.text for piece in papers] == [False, True]
        assert kiosk.papers() == {answer.ticket: "printed"}


@pytest.mark.parametrize("wire", ["tcp", "pty"])
def test_a_crash_before_a_ticket_ends_with_one_paper(wire: str, tmp_path: Path) -> None:
    with simulated(tmp_path, wire, SLOW) as printer:
        reached = threading.Event()
        printer.after_mm(MIDDLE_MM, reached.set)
        _crash(tmp_path / "kiosk", printer, reached, takes=2)  # the second waits for the first
        with _restarted(tmp_path / "kiosk", printer) as kiosk:
            assert all(kiosk.answer().printed for _ in range(2))
        assert [COPY in piece.text for piece in whole_papers(printer, "101")] == [False, True]
        assert [COPY in piece.text for piece in whole_papers(printer, "102")] == [False]
        assert set(kiosk.papers().values()) == {"printed"}


@pytest.mark.parametrize("wire", ["tcp", "pty"])
def test_what_a_crash_leaves_waits_for_a_printer_that_cannot_print(wire: str, tmp_path: Path) -> None:
    with simulated(tmp_path, wire, SLOW) as printer:
        reached = threading.Event()
        printer.after_mm(MIDDLE_MM, reached.set)
        where = printer.where
        _crash(tmp_path / "kiosk", printer, reached)
        printer.vanish()
        with _restarted(tmp_path / "kiosk", printer) as kiosk:
            wait_until(lambda: not kiosk.able, 20, "the printer is known to be away")
            assert kiosk.quiet
            printer.come_back(where if where.isdigit() else "lp3")
            answer = kiosk.answer()
            assert answer.printed
        half, whole = printer.tickets()
        assert not half.text.endswith(LAST_WORD)
        assert [whole] == whole_papers(printer, "101")
        assert kiosk.papers() == {answer.ticket: "printed"}
