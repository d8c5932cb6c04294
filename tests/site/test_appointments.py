"""An appointment by code at the kiosk: a file, the hub's book, scanner and keys, and a line that is cut."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from kiosk.scanner.judge import SAME_SHOWING_S
from simulator.demo.booked import CODE_TOO_EARLY, CODES_NOW
from simulator.eyes import NotSeenError
from tests.site.at_kiosk import Customer, point_with_screen, row_of
from tests.site.databases import events_in
from tests.site.full import REST
from tests.site.point import KIOSK, PATIENCE_S, Point
from tests.waiting import wait_until

DESK, SERVICE = "desk-2", "tax-personal"
SCANNED, CUT_OFF, TWICE, *_ = CODES_NOW


@pytest.fixture(scope="module")
def point() -> Iterator[Point]:
    with point_with_screen(clock_is_set=True) as point:
        point.hear("hub/appointments", lambda said: any(day["entries"] for day in said["days"]))
        anybody = Customer(point)
        anybody.come()
        anybody.touch("appointment", "by-code")  # which stand there as soon as the kiosk has keys and book
        anybody.sees("scan")
        anybody.touch("back", "back", "back")
        yield point


@pytest.fixture
def customer(point: Point) -> Customer:
    return Customer(point)


def is_expected(point: Point, number: int) -> None:
    """The desk sees the visit with the time of its appointment, which the hub has committed once."""

    def due() -> bool:
        row = row_of(point, number, DESK)
        return row is not None and row["service"] == SERVICE and row["about"]["due_ms"] > 0

    wait_until(due, PATIENCE_S, f"{number} is expected")
    mine = [one for one in events_in(point.hub_database, "checked-in") if one["number"] == number]
    assert [one["appointment"] is not None for one in mine] == [True]


def test_code_before_the_scanner_checks_in_at_rest(point: Point, customer: Customer) -> None:
    customer.reads(REST)
    point.scanner.show(SCANNED)
    number = customer.number()
    customer.reads("Aikasi on")
    customer.leave()
    is_expected(point, number)


def test_code_that_is_typed_in_a_cut_is_that_appointment_when_the_line_is_back(
    point: Point, customer: Customer
) -> None:
    point.cables[KIOSK].cut()
    customer.come()
    customer.touch("appointment", "by-code", *(f"key:{figure}" for figure in CUT_OFF), "enter")
    number = customer.number()
    assert row_of(point, number, DESK) is None
    customer.leave()
    point.cables[KIOSK].mend()
    is_expected(point, number)


def test_code_counts_once_also_while_the_hub_is_away(point: Point, customer: Customer) -> None:
    point.cables[KIOSK].cut()
    customer.come()
    point.scanner.show(TWICE)
    number = customer.number()
    customer.leave()
    customer.come()
    wait_until(lambda: _is_answered(point, customer, TWICE), PATIENCE_S, "an answer to the code")
    customer.reads("Tähän aikaan on jo ilmoittauduttu")
    customer.touch("start-over")
    point.cables[KIOSK].mend()
    is_expected(point, number)


def test_code_for_a_later_time_is_answered_with_that_time_and_no_number(
    point: Point, customer: Customer
) -> None:
    customer.come()
    point.scanner.show(CODE_TOO_EARLY)
    assert "number" not in {one.name for one in customer.sees("start-over")}
    customer.reads("Aikasi on")
    customer.touch("start-over")


def test_no_code_stands_in_any_log_and_no_name_went_out(point: Point) -> None:
    logs = "".join(file.read_text(encoding="utf-8") for file in (point.folder / "logs").iterdir())
    traffic = (point.folder / "traffic.jsonl").read_text(encoding="utf-8")
    assert not [code for code in (SCANNED, CUT_OFF, TWICE) if f" {code}" in logs]
    assert "Virtanen" in (point.folder / "tax.csv").read_text(encoding="utf-8")
    assert "Virtanen" not in logs + traffic


def _is_answered(point: Point, customer: Customer, code: str) -> bool:
    """Show a code once more, with a pause, since without one it counts as the same showing."""
    point.scanner.show(code)
    with suppress(NotSeenError):
        customer.eyes.wait_for(
            lambda seen: not any(one.name == "not-known" for one in seen), "", deadline_s=SAME_SHOWING_S + 1
        )
        return True
    return False
