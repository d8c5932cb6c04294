"""Printing: written down before a byte goes out, told when it has come out, marked where one may be out."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

import msgspec
import pytest
from msgspec.structs import replace

from common.runtime.life import Life
from common.runtime.systemd import Notifier
from common.screen.languages.messages import load_languages
from kiosk.printer.absent import AbsentPrinter
from kiosk.printer.port import Condition, Outcome, PrinterState, PrintJob, PrintResult
from kiosk.surroundings import Surroundings
from kiosk.ticket.encode import TicketEncoder
from kiosk.ticket.news import PaperNews
from kiosk.ticket.paper import TicketPaper
from kiosk.ticket.picture import debian_fonts
from kiosk.ticket.printing import ENCODER_FAULT, ILL_POLL_S, PATIENCE_S, POLL_S, Printing
from tests.kiosk.ending import ends_at_once
from tests.kiosk.house import SITE, ticket
from tests.kiosk.ticket.conftest import HandClock
from tests.waiting import wait_until

LANGUAGES = load_languages()
READY = PrinterState(Condition.READY)


class ScriptedPrinter:
    """Gives the results that it was told to give, and keeps what happened in its order."""

    def __init__(self, log: list[str], *results: PrintResult, now: PrinterState = READY) -> None:
        self.log = log
        self.results = list(results)
        self.now = now
        self.asked = 0
        self.jobs: list[PrintJob] = []

    def print(self, job: PrintJob) -> PrintResult:
        self.log.append("print")
        self.jobs.append(job)
        return self.results.pop(0)

    def state(self) -> PrinterState:
        self.asked += 1
        return self.now

    def close(self) -> None:
        self.log.append("closed")


class Desk:
    """Stands in for the office and the window."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.told: list[tuple[str, object]] = []
        self.reasons: list[Condition | None] = []
        self.changes: list[tuple[str | None, bool]] = []
        self.writes = True

    def news(self, news: PaperNews) -> None:
        self.log.append(news.paper)
        if news.done is not None:
            news.done(self.writes)

    def printed(self, ticket: str) -> None:
        self.told.append((ticket, "out"))

    def not_printed(self, ticket: str, *, may_be_out: bool, reason: Condition | None) -> None:
        self.told.append((ticket, may_be_out))
        self.reasons.append(reason)


@contextmanager
def working(
    printer: ScriptedPrinter | AbsentPrinter,
    desk: Desk,
    make: Callable[[], TicketEncoder] | None = None,
    *,
    clock: HandClock | None = None,
    site: Surroundings | None = SITE,
) -> Generator[Printing]:
    life = Life(Notifier())
    encoder = make or (lambda: TicketEncoder(TicketPaper(dots=576), debian_fonts()))
    clock = clock or HandClock()
    printing = Printing(
        printer, encoder, lambda: site, LANGUAGES, desk.news, desk, kiosk="kiosk-1", clock=clock
    )
    printing.changed = lambda: desk.changes.append((printing.condition(), printing.able))
    thread = threading.Thread(target=printing.run, args=(life,))
    thread.start()
    yield printing
    life.stop()
    thread.join(5)


def result(outcome: Outcome, *, may_be_out: bool = False) -> PrintResult:
    return PrintResult(job="t-214", outcome=outcome, state=READY, paper_may_be_out=may_be_out)


def test_what_cannot_be_written_down_is_not_printed() -> None:
    desk = Desk()
    desk.writes = False
    with working(ScriptedPrinter(desk.log), desk) as printing:
        printing.print(ticket())
        wait_until(lambda: desk.told, 10, "the paper's news")
    assert desk.told == [("t-214", False)]
    assert desk.log == ["sent", "failed", "closed"]


def test_the_paper_is_written_down_before_a_byte_goes_out() -> None:
    desk = Desk()
    with working(ScriptedPrinter(desk.log, result(Outcome.PRINTED)), desk) as printing:
        printing.print(ticket())
        wait_until(lambda: desk.told, 10, "the paper's news")
        assert desk.log == ["sent", "print", "printed"]
    assert desk.told == [("t-214", "out")]
    assert desk.log[-1] == "closed"


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


def test_a_copy_of_a_ticket_that_has_come_out_late_is_not_printed() -> None:
    desk = Desk()
    printer = ScriptedPrinter(desk.log, now=PrinterState(Condition.READY, printed_late=("t-214",)))
    with working(printer, desk) as printing:
        wait_until(lambda: desk.told, 10, "the late paper")
        printer.now = READY
        desk.told.clear()
        printing.print(ticket(), copy=True)
        wait_until(lambda: desk.told, 10, "the answer to the copy")
    assert set(desk.told) == {("t-214", "out")}
    assert printer.jobs == []


@pytest.mark.parametrize("condition", [Condition.ABSENT, Condition.PAPER_OUT])
def test_after_a_copy_that_was_not_sent_a_paper_may_be_out_as_before(condition: Condition) -> None:
    desk = Desk()
    ill = PrinterState(condition)
    unsent = PrintResult("t-214", Outcome.FAILED, ill, reason=condition)
    printer = ScriptedPrinter(desk.log, unsent, now=ill)
    with working(printer, desk) as printing:
        wait_until(lambda: printing.state, 10, "the printer's state")
        printing.print(ticket(), copy=True)
        wait_until(lambda: desk.told, 10, "the failure")
    assert desk.told == [("t-214", True)]


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


NO_PAPER = PrinterState(Condition.PAPER_OUT)
GONE = PrinterState(Condition.ABSENT)


def test_why_a_ticket_did_not_come_out_is_told() -> None:
    desk = Desk()
    failed = PrintResult("t-214", Outcome.FAILED, NO_PAPER, reason=Condition.PAPER_OUT)
    with working(ScriptedPrinter(desk.log, failed), desk) as printing:
        printing.print(ticket())
        wait_until(lambda: desk.told, 10, "the failure")
    assert desk.reasons == [Condition.PAPER_OUT]


@pytest.mark.parametrize("condition", [Condition.ABSENT, Condition.SILENT])
def test_a_printer_that_is_known_to_be_away_is_not_waited_for(condition: Condition) -> None:
    desk = Desk()
    printer = ScriptedPrinter(desk.log, now=PrinterState(condition))
    with working(printer, desk) as printing:
        wait_until(lambda: printing.state, 10, "the printer's state")
        printing.print(ticket())
        wait_until(lambda: desk.told, 10, "the answer")
    assert (desk.told, desk.reasons) == ([("t-214", False)], [condition])
    assert printer.jobs == []


def test_each_change_of_the_printer_is_told_at_once() -> None:
    desk = Desk()
    printer = ScriptedPrinter(desk.log)
    with working(printer, desk) as printing:
        wait_until(lambda: desk.changes == [("ready", True)], 10, "ready")
        printer.now = NO_PAPER
        wait_until(lambda: desk.changes[1:] == [("paper-out", False)], 20, "no paper")
        assert not printing.able
        printer.now = PrinterState(Condition.READY, paper_near_end=True)
        wait_until(lambda: desk.changes[2:] == [("paper-near-end", True)], 10, "paper again")


def test_a_printer_that_cannot_print_is_asked_more_often() -> None:
    assert ILL_POLL_S < POLL_S
    desk = Desk()
    printer = ScriptedPrinter(desk.log, now=NO_PAPER)
    with working(printer, desk):
        wait_until(lambda: printer.asked >= 3, 2 * POLL_S + 10, "three questions")


def test_what_a_crash_has_left_waits_for_the_printer() -> None:
    desk = Desk()
    printer = ScriptedPrinter(desk.log, result(Outcome.PRINTED), now=NO_PAPER)
    with working(printer, desk) as printing:
        wait_until(lambda: printing.state, 10, "the printer's state")
        printing.print(ticket(), copy=True, patient=True)
        wait_until(lambda: printer.asked >= 3, 20, "more questions")
        assert desk.told == []
        printer.now = READY
        wait_until(lambda: desk.told, 10, "the paper")
    assert desk.told == [("t-214", "out")]
    assert printer.jobs[0].new_piece


def test_what_a_crash_has_left_is_tried_again_as_a_copy_where_the_printer_fails_in_its_middle() -> None:
    desk = Desk()
    torn = result(Outcome.FAILED, may_be_out=True)
    printer = ScriptedPrinter(desk.log, torn, result(Outcome.PRINTED))
    with working(printer, desk) as printing:
        printing.print(ticket(), patient=True)
        wait_until(lambda: desk.told, 20, "the paper")
    assert desk.told == [("t-214", "out")]
    assert [job.new_piece for job in printer.jobs] == [False, True]


def test_what_a_crash_has_left_outlasts_a_disk_that_stalls() -> None:
    desk = Desk()
    desk.writes = False
    printer = ScriptedPrinter(desk.log, result(Outcome.PRINTED))
    with working(printer, desk) as printing:
        printing.print(ticket(), patient=True)
        wait_until(lambda: "sent" in desk.log, 10, "the first try")
        desk.writes = True
        wait_until(lambda: desk.told, 20, "the paper")
    assert desk.told == [("t-214", "out")]


def test_what_a_crash_has_left_is_given_up_after_three_tries() -> None:
    desk = Desk()
    torn = result(Outcome.FAILED, may_be_out=True)
    printer = ScriptedPrinter(desk.log, torn, torn, torn)
    with working(printer, desk) as printing:
        printing.print(ticket(), patient=True)
        wait_until(lambda: desk.told, 30, "the end of it")
    assert desk.told == [("t-214", True)]


def test_what_has_waited_for_too_long_is_given_up() -> None:
    desk = Desk()
    clock = HandClock()
    printer = ScriptedPrinter(desk.log, now=GONE)
    with working(printer, desk, clock=clock) as printing:
        wait_until(lambda: printing.state, 10, "the printer's state")
        printing.print(ticket(), patient=True)
        clock.go_on(round(PATIENCE_S * 1000) + 1)
        wait_until(lambda: desk.told, 10, "the end of patience")
    assert (desk.told, desk.reasons) == ([("t-214", False)], [Condition.ABSENT])


def test_a_text_that_no_font_has_is_left_out_of_the_ticket() -> None:
    desk = Desk()
    named = replace(SITE, catalogue=msgspec.structs.replace(SITE.catalogue, site={"fi": "\U0010fffd"}))
    printer = ScriptedPrinter(desk.log, result(Outcome.PRINTED))
    with working(printer, desk, site=named) as printing:
        printing.print(ticket())
        wait_until(lambda: desk.told, 10, "the paper")
    assert desk.told == [("t-214", "out")]


def test_a_trial_is_no_ticket() -> None:
    desk = Desk()
    ended: list[PrintResult | None] = []
    printed = PrintResult("trial", Outcome.PRINTED, PrinterState(Condition.READY, printed_late=("trial",)))
    printer = ScriptedPrinter(desk.log, printed)
    with working(printer, desk) as printing:
        printing.test_print(ended.append)
        wait_until(lambda: ended, 10, "the trial")
    assert ended == [printed]
    assert (desk.told, desk.log) == ([], ["print", "closed"])
    assert printer.jobs[0].attended
    assert b"kiosk-1" in printer.jobs[0].data


def test_a_kiosk_that_does_not_know_its_site_prints_a_trial() -> None:
    desk = Desk()
    ended: list[PrintResult | None] = []
    printer = ScriptedPrinter(desk.log, PrintResult("trial", Outcome.PRINTED, READY))
    with working(printer, desk, site=None) as printing:
        printing.test_print(ended.append)
        wait_until(lambda: ended, 10, "the trial")
    assert b"kiosk-1" in printer.jobs[0].data


def test_tickets_are_made_as_soon_as_the_disk_lets_the_printer_database_be_read() -> None:
    desk = Desk()
    clock = HandClock()
    attempts: list[int] = []

    def make() -> TicketEncoder:
        attempts.append(1)
        if len(attempts) == 1:
            raise OSError("no space left on device")
        return TicketEncoder(TicketPaper(dots=576), debian_fonts())

    with working(ScriptedPrinter(desk.log), desk, make, clock=clock) as printing:
        wait_until(lambda: printing.fault == ENCODER_FAULT, 10, "the fault")
        clock.go_on(60_000)
        wait_until(lambda: printing.fault is None, 10, "the end of it")
    assert desk.changes[-1] == ("ready", True)


def test_a_trial_without_a_known_profile_says_that_there_is_none() -> None:
    desk = Desk()
    ended: list[PrintResult | None] = []

    def make() -> TicketEncoder:
        raise ValueError("no printer profile")

    with working(ScriptedPrinter(desk.log), desk, make) as printing:
        printing.test_print(ended.append)
        wait_until(lambda: ended, 10, "the answer")
    assert ended == [None]


def test_the_worker_ends_at_once() -> None:
    desk = Desk()
    printing = Printing(
        ScriptedPrinter(desk.log),
        lambda: TicketEncoder(TicketPaper(dots=576), debian_fonts()),
        lambda: SITE,
        LANGUAGES,
        desk.news,
        desk,
    )
    assert ends_at_once(printing.run)
    assert desk.log == ["closed"]
