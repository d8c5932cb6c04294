"""A clone that keeps what it could not print, and confirms without naming what: nothing is doubled."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.printer.port import Condition, Outcome, PrintJob
from kiosk.printer.pos import PosPrinter
from kiosk.printer.settings import Confirm
from simulator.printer.simulated import SimulatedPrinter
from tests.kiosk.printer.wired import FAST, JOB, LIMITS, LINES, TICKET, TICKET_MM, line_to, printer_on


def test_a_clone_without_process_ids_counts_by_its_ordered_status(tmp_path: Path) -> None:
    model = replace(FAST, knows_process_id=False)
    with SimulatedPrinter.over_tcp(tmp_path, model=model) as simulated:
        printer = printer_on(simulated)
        assert printer.print(JOB).outcome is Outcome.PRINTED
        simulated.run_out_after_mm(30)
        result = printer.print(JOB)
        assert (result.outcome, result.reason) == (Outcome.FAILED, Condition.PAPER_OUT)


def test_a_clone_that_confirms_nothing_has_taken_a_ticket_when_all_stays_well(tmp_path: Path) -> None:
    model = replace(FAST, knows_process_id=False, answers_in_order=False)
    with SimulatedPrinter.over_tcp(tmp_path, model=model) as simulated:
        printer = PosPrinter(line_to(simulated), Confirm.AUTO, replace(LIMITS, settle_s=0.6))
        assert printer.print(JOB).outcome is Outcome.ACCEPTED
        simulated.run_out_after_mm(30)
        result = printer.print(JOB)
        assert (result.outcome, result.reason) == (Outcome.FAILED, Condition.PAPER_OUT)


CLONE = replace(FAST, knows_process_id=False, knows_clear=False)
"""It confirms by GS r, and keeps what it could not print."""


@pytest.fixture(params=["tcp", "pty"])
def clone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SimulatedPrinter]:
    over = SimulatedPrinter.over_tcp if request.param == "tcp" else SimulatedPrinter.over_pty
    with over(tmp_path, model=CLONE) as printer:
        yield printer


def _fails_in_the_middle(printer: PosPrinter, clone: SimulatedPrinter) -> None:
    assert printer.state().ready
    clone.after_mm(30, clone.open_cover)
    result = printer.print(JOB)
    assert (result.reason, result.rest_forgotten) == (Condition.COVER_OPEN, False)


def test_the_late_answer_of_one_job_does_not_confirm_the_next(clone: SimulatedPrinter) -> None:
    printer = printer_on(clone)
    _fails_in_the_middle(printer, clone)
    clone.close_cover()
    result = printer.print(PrintJob(TICKET, "job-2"))
    assert (result.outcome, result.state.printed_late) == (Outcome.PRINTED, ("job-1",))
    assert [piece.text.count("number 214") for piece in clone.tickets()] == [LINES, LINES]


def test_a_job_that_comes_out_late_is_not_sent_again(clone: SimulatedPrinter) -> None:
    printer = printer_on(clone)
    _fails_in_the_middle(printer, clone)
    clone.close_cover()
    result = printer.print(JOB)
    assert (result.outcome, result.state.printed_late) == (Outcome.PRINTED, ())
    assert [piece.text.count("number 214") for piece in clone.tickets()] == [LINES]
    assert printer.print(PrintJob(TICKET, "job-2")).outcome is Outcome.PRINTED


def test_an_end_that_comes_while_nobody_asks_is_heard_all_the_same(clone: SimulatedPrinter) -> None:
    printer = printer_on(clone)
    _fails_in_the_middle(printer, clone)
    clone.close_cover()
    assert clone.wait_for_pieces(1)
    assert printer.state().printed_late == ("job-1",)


def test_a_rest_that_was_lost_with_the_power_is_not_called_printed(clone: SimulatedPrinter) -> None:
    printer = printer_on(clone)
    _fails_in_the_middle(printer, clone)
    clone.lose_power()
    clone.close_cover()
    assert printer.state().printed_late == ()
    result = printer.print(JOB)
    assert (result.outcome, result.state.printed_late) == (Outcome.PRINTED, ())
    half, whole = clone.tickets()
    assert half.text.count("number 214") < whole.text.count("number 214") == LINES


def test_a_late_end_before_a_failure_is_told(clone: SimulatedPrinter) -> None:
    printer = printer_on(clone)
    _fails_in_the_middle(printer, clone)
    clone.close_cover()
    # Job 1 moves the rest of its paper first.
    clone.after_mm(TICKET_MM + 20, clone.open_cover)
    result = printer.print(PrintJob(TICKET, "job-2"))
    assert (result.outcome, result.state.printed_late) == (Outcome.FAILED, ("job-1",))
    printer.close()
