"""A cutter that jams is freed by hands, and tried a few times, not for ever."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.printer.port import Condition, Outcome, PrintJob
from kiosk.printer.pos import PosPrinter
from kiosk.printer.settings import Confirm
from simulator.printer.simulated import SimulatedPrinter
from tests.kiosk.printer.wired import FAST, JOB, LIMITS, TICKET, line_to


def test_a_cutter_that_was_freed_is_tried_again(tmp_path: Path) -> None:
    with SimulatedPrinter.over_tcp(tmp_path, model=replace(FAST, errors_stand=True)) as simulated:
        printer = PosPrinter(line_to(simulated), Confirm.AUTO, replace(LIMITS, recover_every_s=0))
        simulated.have_jammed_cutter()
        assert printer.state().condition is Condition.CUTTER_ERROR
        simulated.clear_jam()
        assert printer.print(JOB).outcome is Outcome.PRINTED


def test_a_jammed_cutter_is_not_tried_at_every_look(tmp_path: Path) -> None:
    with SimulatedPrinter.over_tcp(tmp_path, model=replace(FAST, errors_stand=True)) as simulated:
        printer = PosPrinter(line_to(simulated), Confirm.AUTO, replace(LIMITS, recover_every_s=600))
        simulated.have_jammed_cutter()
        assert printer.state().condition is Condition.CUTTER_ERROR
        simulated.clear_jam()
        assert printer.state().condition is Condition.CUTTER_ERROR


def _jammed(tmp_path: Path) -> SimulatedPrinter:
    simulated = SimulatedPrinter.over_tcp(tmp_path, model=replace(FAST, errors_stand=True))
    simulated.have_jammed_cutter()
    return simulated


def test_a_jammed_cutter_is_tried_three_times(tmp_path: Path) -> None:
    with _jammed(tmp_path) as simulated:
        printer = PosPrinter(line_to(simulated), Confirm.AUTO, replace(LIMITS, recover_every_s=0))
        for _ in range(6):
            assert printer.state().condition is Condition.CUTTER_ERROR
        printer.print(JOB)
        assert simulated.cutter_tries == 3


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (SimulatedPrinter.open_cover, SimulatedPrinter.close_cover),
        (SimulatedPrinter.vanish, lambda printer: printer.come_back(printer.where)),
    ],
    ids=["cover", "power"],
)
def test_a_cutter_is_tried_anew_when_a_hand_was_at_the_printer(
    tmp_path: Path, begin: Callable[[SimulatedPrinter], None], end: Callable[[SimulatedPrinter], object]
) -> None:
    with _jammed(tmp_path) as simulated:
        printer = PosPrinter(line_to(simulated), Confirm.AUTO, replace(LIMITS, recover_every_s=0))
        for _ in range(4):
            printer.state()
        begin(simulated)
        assert printer.state().condition in (Condition.COVER_OPEN, Condition.ABSENT)
        assert simulated.cutter_tries == 3  # not while the cover is open
        end(simulated)
        for _ in range(5):
            assert printer.state().condition is Condition.CUTTER_ERROR
        assert simulated.cutter_tries == 6


def test_a_trial_tries_the_cutter_once_more(tmp_path: Path) -> None:
    with _jammed(tmp_path) as simulated:
        printer = PosPrinter(line_to(simulated), Confirm.AUTO, replace(LIMITS, recover_every_s=0))
        for _ in range(4):
            printer.state()
        trial = PrintJob(TICKET, "trial", new_piece=True, attended=True)
        assert printer.print(trial).reason is Condition.CUTTER_ERROR
        assert simulated.cutter_tries == 4
        simulated.clear_jam()
        assert printer.print(trial).outcome is Outcome.PRINTED
