"""A printer on real wires: printed means that it said so, and no accident doubles or hides a ticket."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from kiosk.printer.choose import choose_printer
from kiosk.printer.network import NetworkLine
from kiosk.printer.port import Condition, Outcome, Printer, PrintJob
from kiosk.printer.pos import PosPrinter
from kiosk.printer.serial import SerialLine
from kiosk.printer.settings import Confirm, Flow, Kind, PrinterSettings
from simulator.printer.simulated import SimulatedPrinter
from tests.kiosk.printer.wired import FAST, JOB, LIMITS, LINES, TICKET, TICKET_MM, line_to, printer_on
from tests.waiting import wait_until


@pytest.fixture(params=["tcp", "pty"])
def simulated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SimulatedPrinter]:
    over = SimulatedPrinter.over_tcp if request.param == "tcp" else SimulatedPrinter.over_pty
    with over(tmp_path, model=FAST) as printer:
        yield printer


def _open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_printed_is_said_only_when_the_paper_has_come_out(simulated: SimulatedPrinter) -> None:
    started = time.monotonic()
    result = printer_on(simulated).print(JOB)
    assert result.outcome is Outcome.PRINTED
    assert result.job == "job-1"
    assert result.sent_after_s is not None
    assert result.sent_after_s < TICKET_MM / FAST.mm_per_s
    assert time.monotonic() - started > TICKET_MM / FAST.mm_per_s
    assert [piece.text.count("number 214") for piece in simulated.tickets()] == [LINES]


@pytest.mark.parametrize(
    ("accident", "condition"),
    [
        (SimulatedPrinter.run_out_after_mm, Condition.PAPER_OUT),
        (SimulatedPrinter.open_cover, Condition.COVER_OPEN),
        (SimulatedPrinter.overheat, Condition.HOT),
        (SimulatedPrinter.go_offline, Condition.OFFLINE),
        (SimulatedPrinter.go_silent, Condition.SILENT),
        (SimulatedPrinter.vanish, Condition.ABSENT),
    ],
)
def test_nothing_is_sent_to_a_printer_that_cannot_print(
    simulated: SimulatedPrinter, accident: Callable[[SimulatedPrinter], None], condition: Condition
) -> None:
    printer = printer_on(simulated)
    accident(simulated)
    assert printer.state().condition is condition
    result = printer.print(JOB)
    assert (result.outcome, result.reason, result.paper_may_be_out) == (Outcome.FAILED, condition, False)
    assert simulated.unfinished() == ""
    assert simulated.pieces() == ()


def test_paper_near_its_end_is_told_and_printing_goes_on(simulated: SimulatedPrinter) -> None:
    simulated.run_low()
    printer = printer_on(simulated)
    assert printer.state().paper_near_end
    result = printer.print(JOB)
    assert result.outcome is Outcome.PRINTED
    assert result.state.paper_near_end


def test_paper_that_ends_in_the_middle_is_seen_and_a_new_roll_doubles_nothing(
    simulated: SimulatedPrinter,
) -> None:
    printer = printer_on(simulated)
    simulated.run_out_after_mm(30)
    result = printer.print(JOB)
    assert (result.outcome, result.reason) == (Outcome.FAILED, Condition.PAPER_OUT)
    assert result.paper_may_be_out
    assert result.rest_forgotten
    simulated.new_roll()
    assert printer.print(PrintJob(TICKET, "again")).outcome is Outcome.PRINTED
    assert [piece.text.count("number 214") for piece in simulated.tickets()] == [LINES]


def test_half_a_ticket_is_cut_off_before_the_next(simulated: SimulatedPrinter) -> None:
    printer = printer_on(simulated)
    simulated.after_mm(30, simulated.open_cover)
    result = printer.print(JOB)
    assert (result.reason, result.paper_may_be_out) == (Condition.COVER_OPEN, True)
    simulated.close_cover()
    assert printer.print(PrintJob(TICKET, "again")).outcome is Outcome.PRINTED
    half, whole = simulated.tickets()
    assert 0 < half.text.count("number 214") < LINES
    assert whole.text.count("number 214") == LINES


def test_a_jammed_cutter_is_a_failure_with_paper_out(simulated: SimulatedPrinter) -> None:
    printer = printer_on(simulated)
    simulated.jam_cutter()
    result = printer.print(JOB)
    assert (result.reason, result.paper_may_be_out) == (Condition.CUTTER_ERROR, True)
    assert simulated.unfinished().count("number 214") == LINES


def test_a_hot_head_is_waited_for(simulated: SimulatedPrinter) -> None:
    simulated.after_mm(30, simulated.overheat)
    cooling = threading.Timer(0.5, simulated.cool_down)
    cooling.start()
    assert printer_on(simulated).print(JOB).outcome is Outcome.PRINTED
    cooling.join()


def test_a_printer_that_falls_silent_is_given_up_in_time(simulated: SimulatedPrinter) -> None:
    printer = printer_on(simulated)
    simulated.after_mm(20, simulated.go_silent)
    started = time.monotonic()
    result = printer.print(JOB)
    assert (result.reason, result.paper_may_be_out) == (Condition.SILENT, True)
    assert time.monotonic() - started < LIMITS.print_s + 2 * LIMITS.answer_s + 0.5


def test_a_printer_that_vanishes_in_the_middle_is_absent(simulated: SimulatedPrinter) -> None:
    printer = printer_on(simulated)
    simulated.after_mm(20, simulated.vanish)
    result = printer.print(JOB)
    assert (result.reason, result.paper_may_be_out) == (Condition.ABSENT, True)
    assert printer.state().condition is Condition.ABSENT


def test_a_printer_that_comes_back_is_used_again(simulated: SimulatedPrinter) -> None:
    printer = printer_on(simulated)
    simulated.vanish()
    assert printer.print(JOB).reason is Condition.ABSENT
    simulated.come_back(simulated.where if simulated.where.isdigit() else "lp1")
    assert printer.print(JOB).outcome is Outcome.PRINTED


def test_babble_of_the_printer_changes_nothing(simulated: SimulatedPrinter) -> None:
    # Babble can hold an answer to GS r, so a clone that knows nothing better can be misheard. Of a printer
    # that is known to give process ids only its own word counts.
    printer = printer_on(simulated, Confirm.PROCESS_ID)
    simulated.babble(b"\x00\xff\x37\x22AB\x14\x00\x00\x37\x22ABCD\x00\x12\x1a")
    simulated.after_mm(10, lambda: simulated.babble(b"\xff\x37\x22\x37\x10\xfe" * 50))
    assert printer.print(JOB).outcome is Outcome.PRINTED
    assert len(simulated.tickets()) == 1


def test_late_answers_of_a_printer_that_was_well_confirm_nothing(simulated: SimulatedPrinter) -> None:
    printer = printer_on(simulated)
    assert printer.state().ready
    simulated.open_cover()
    simulated.before_answering(lambda: simulated.babble(b"\x12\x12\x12\x12"))
    result = printer.print(JOB)
    assert (result.outcome, result.reason) == (Outcome.FAILED, Condition.COVER_OPEN)
    assert printer.state().condition is Condition.COVER_OPEN
    assert simulated.pieces() == ()


def test_a_late_end_of_a_job_that_was_given_up_is_told_once(tmp_path: Path) -> None:
    model = replace(FAST, knows_clear=False)
    with SimulatedPrinter.over_pty(tmp_path, model=model) as simulated:
        printer = printer_on(simulated)
        simulated.after_mm(30, simulated.open_cover)
        result = printer.print(JOB)
        assert not result.rest_forgotten
        simulated.close_cover()
        late = wait_until(lambda: printer.state().printed_late, 5, "the late end is told")
        assert late == ("job-1",)
        assert printer.state().printed_late == ()


@pytest.mark.parametrize("knows_process_id", [True, False])
def test_how_a_printer_confirms_is_learned_before_the_first_ticket(
    tmp_path: Path,
    *,
    knows_process_id: bool,
) -> None:
    model = replace(FAST, knows_process_id=knows_process_id)
    with SimulatedPrinter.over_tcp(tmp_path, model=model) as simulated:
        printer = printer_on(simulated)
        assert printer.state().ready
        asked = len(simulated.asked)
        assert asked == 1
        assert printer.print(JOB).outcome is Outcome.PRINTED
        # A clone is not sent again what it might take for letters.
        assert len(simulated.asked) - asked == int(knows_process_id)
        assert [piece.text.count("number 214") for piece in simulated.tickets()] == [LINES]


@pytest.mark.parametrize("knows_process_id", [True, False])
def test_a_printer_that_blinks_and_forgets_the_ticket_has_not_printed_it(
    tmp_path: Path, *, knows_process_id: bool
) -> None:
    model = replace(FAST, knows_process_id=knows_process_id)
    with SimulatedPrinter.over_pty(tmp_path, model=model) as simulated:
        printer = printer_on(simulated)
        simulated.after_mm(30, simulated.lose_power)
        result = printer.print(JOB)
        assert (result.outcome, result.paper_may_be_out) == (Outcome.FAILED, True)
        assert printer.print(JOB).outcome is Outcome.PRINTED


def test_what_hangs_from_before_a_crash_is_cut_off_where_it_may(simulated: SimulatedPrinter) -> None:
    assert (
        printer_on(simulated).print(msgspec.structs.replace(JOB, new_piece=True)).outcome is Outcome.PRINTED
    )
    assert len(simulated.pieces()) == 2
    assert len(simulated.tickets()) == 1


def test_why_a_printer_cannot_be_reached_is_logged_once(
    simulated: SimulatedPrinter, caplog: pytest.LogCaptureFixture
) -> None:
    printer = printer_on(simulated)
    simulated.vanish()
    for _ in range(3):
        assert printer.state().condition is Condition.ABSENT
    assert [record.message.split(":")[0] for record in caplog.records] == ["the printer cannot be reached"]


def test_another_kind_of_printer_in_its_place_is_learned_anew(tmp_path: Path) -> None:
    with SimulatedPrinter.over_tcp(tmp_path / "one", model=FAST) as first:
        port = int(first.where)
        printer = printer_on(first)
        assert printer.print(JOB).outcome is Outcome.PRINTED
    assert printer.state().condition is Condition.ABSENT
    clone = replace(FAST, knows_process_id=False)
    with SimulatedPrinter.over_tcp(tmp_path / "two", port=port, model=clone):
        assert printer.print(JOB).outcome is Outcome.PRINTED


def test_a_printer_that_never_confirms_is_not_called_printed(tmp_path: Path) -> None:
    model = replace(FAST, knows_process_id=False)
    with SimulatedPrinter.over_tcp(tmp_path, model=model) as simulated:
        result = printer_on(simulated, Confirm.PROCESS_ID).print(JOB)
    assert (result.outcome, result.paper_may_be_out) == (Outcome.FAILED, True)


def test_a_printer_without_a_way_back_accepts(tmp_path: Path) -> None:
    with SimulatedPrinter.over_tcp(tmp_path, model=replace(FAST, answers=False)) as simulated:
        printer = printer_on(simulated, Confirm.NONE)
        assert printer.state().condition is Condition.READY
        assert printer.print(JOB).outcome is Outcome.ACCEPTED
        assert simulated.wait_for_pieces(1)


def test_a_serial_line_prints(tmp_path: Path) -> None:
    with SimulatedPrinter.over_pty(tmp_path, model=FAST) as simulated:
        printer = PosPrinter(SerialLine(simulated.where, 9600, Flow.NONE), Confirm.AUTO, LIMITS)
        assert printer.state().ready
        assert printer.print(JOB).outcome is Outcome.PRINTED


def test_a_line_that_takes_no_bytes_is_given_up_in_time(tmp_path: Path) -> None:
    with SimulatedPrinter.over_tcp(tmp_path, model=replace(FAST, buffer_bytes=512)) as simulated:
        limits = replace(LIMITS, write_s=0.3)
        printer = PosPrinter(line_to(simulated), Confirm.AUTO, limits)
        simulated.after_mm(5, simulated.open_cover)
        started = time.monotonic()
        result = printer.print(PrintJob(TICKET * 40_000, "huge"))
        assert result.outcome is Outcome.FAILED
        assert result.paper_may_be_out
        assert time.monotonic() - started < 4


def test_a_port_that_accepts_and_never_reads_is_silent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        printer = PosPrinter(NetworkLine("127.0.0.1", deaf.getsockname()[1]), Confirm.AUTO, LIMITS)
        result = printer.print(JOB)
    assert (result.reason, result.paper_may_be_out) == (Condition.SILENT, False)


def test_no_descriptor_is_left_open(simulated: SimulatedPrinter) -> None:
    printer: Printer = printer_on(simulated)
    printer.state()
    before = _open_descriptors()
    for _ in range(5):
        printer.state()
    printer.print(JOB)
    # The simulated end closes its side in a thread of its own.
    wait_until(lambda: _open_descriptors() <= before, 5, "as few descriptors as before")


def test_an_absent_printer_says_so() -> None:
    printer = choose_printer(PrinterSettings(kind=Kind.ABSENT))
    assert printer.state().condition is Condition.ABSENT
    assert printer.print(JOB).reason is Condition.ABSENT
