"""Printing: written down before a byte goes out, told when it has come out, marked where one may be out."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest

from common.runtime.life import Life
from common.runtime.systemd import Notifier
from common.screen.languages.messages import load_languages
from kiosk.printer.absent import AbsentPrinter
from kiosk.printer.port import Condition, Outcome, PrinterState, PrintJob, PrintResult
from kiosk.ticket.encode import TicketEncoder
from kiosk.ticket.office import PaperNews
from kiosk.ticket.paper import TicketPaper
from kiosk.ticket.picture import debian_fonts
from kiosk.ticket.printing import ENCODER_FAULT, Printing
from tests.kiosk.house import SITE, ticket
from tests.waiting import wait_until

LANGUAGES = load_languages()
READY = PrinterState(Condition.READY)


class ScriptedPrinter:
    """Gives the results that it was told to give, and keeps what happened in its order."""

    def __init__(self, log: list[str], *results: PrintResult) -> None:
        self.log = log
        self.results = list(results)
        self.now = READY
        self.jobs: list[PrintJob] = []

    def print(self, job: PrintJob) -> PrintResult:
        self.log.append("print")
        self.jobs.append(job)
        return self.results.pop(0)

    def state(self) -> PrinterState:
        return self.now


class Desk:
    """Stands in for the office and the window."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.told: list[tuple[str, object]] = []

    def news(self, news: PaperNews) -> None:
        self.log.append(news.paper)
        if news.done is not None:
            news.done()

    def printed(self, ticket: str) -> None:
        self.told.append((ticket, "out"))

    def not_printed(self, ticket: str, *, may_be_out: bool) -> None:
        self.told.append((ticket, may_be_out))


@contextmanager
def working(
    printer: ScriptedPrinter | AbsentPrinter, desk: Desk, make: Callable[[], TicketEncoder] | None = None
) -> Generator[Printing]:
    life = Life(Notifier())
    encoder = make or (lambda: TicketEncoder(TicketPaper(dots=576), debian_fonts()))
    printing = Printing(printer, encoder, lambda: SITE, LANGUAGES, desk.news, desk)
    printing.window_is_up.set()
    thread = threading.Thread(target=printing.run, args=(life,))
    thread.start()
    yield printing
    life.stop()
    thread.join(5)


def result(outcome: Outcome, *, may_be_out: bool = False) -> PrintResult:
    return PrintResult(job="t-214", outcome=outcome, state=READY, paper_may_be_out=may_be_out)


def test_the_paper_is_written_down_before_a_byte_goes_out() -> None:
    desk = Desk()
    with working(ScriptedPrinter(desk.log, result(Outcome.PRINTED)), desk) as printing:
        printing.print(ticket())
        wait_until(lambda: desk.told, 10, "the paper's news")
    assert desk.log == ["sent", "print", "printed"]
    assert desk.told == [("t-214", "out")]


def test_a_printer_that_cannot_confirm_counts_as_printed() -> None:
    desk = Desk()
    with working(ScriptedPrinter(desk.log, result(Outcome.ACCEPTED)), desk) as printing:
        printing.print(ticket())
        wait_until(lambda: desk.told, 10, "the paper's news")
    assert desk.log[-1] == "printed"


@pytest.mark.parametrize("may_be_out", [True, False])
def test_a_failure_says_whether_paper_may_be_out(*, may_be_out: bool) -> None:
    desk = Desk()
    with working(ScriptedPrinter(desk.log, result(Outcome.FAILED, may_be_out=may_be_out)), desk) as printing:
        printing.print(ticket())
        wait_until(lambda: desk.told, 10, "the paper's news")
    assert desk.log[-1] == "failed"
    assert desk.told == [("t-214", may_be_out)]


def test_a_paper_that_comes_late_is_told() -> None:
    desk = Desk()
    printer = ScriptedPrinter(desk.log)
    printer.now = PrinterState(Condition.READY, printed_late=("t-214",))
    with working(printer, desk):
        wait_until(lambda: desk.told, 10, "the late paper")
    assert desk.told[0] == ("t-214", "out")


def test_a_printer_profile_that_nobody_knows_is_a_fault_and_no_end() -> None:
    desk = Desk()

    def make() -> TicketEncoder:
        raise ValueError("no printer profile")

    with working(ScriptedPrinter(desk.log), desk, make) as printing:
        printing.print(ticket())
        wait_until(lambda: desk.told, 10, "the failure")
        assert printing.fault == ENCODER_FAULT
    assert desk.told == [("t-214", False)]


def test_the_printers_condition_is_a_word_for_its_health() -> None:
    desk = Desk()
    printer = ScriptedPrinter(desk.log)
    printer.now = PrinterState(Condition.READY, paper_near_end=True)
    with working(printer, desk) as printing:
        assert wait_until(printing.condition, 10, "the condition") == "paper-near-end"
    with working(AbsentPrinter(), desk) as printing:
        assert wait_until(printing.condition, 10, "the condition") == "absent"
