"""Staff learn at once what a kiosk lacks, and open its service page with the code that the hub has made."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from simulator.demo.proof import number_is_read
from tests.site.at_kiosk import Customer, point_with_screen
from tests.site.full import REST
from tests.site.point import KIOSK, PATIENCE_S, Point, now
from tests.waiting import wait_until

NO_PAPER, CLOSED = "paperi loppu", "suljettu laitteelta"


@pytest.fixture(scope="module")
def point() -> Iterator[Point]:
    with point_with_screen() as point:
        yield point


@pytest.fixture
def customer(point: Point) -> Customer:
    return Customer(point)


def strip(point: Point, page: str = "/check-in") -> str:
    """Return what the console says at the top of a page of kiosks that need a hand."""
    return point.staff.page(page).partition('<div id="device-strip"')[2].partition("</div>")[0]


def becomes(point: Point, words: str, *, told: bool) -> None:
    def holds() -> bool:
        return (words in strip(point)) is told

    wait_until(holds, PATIENCE_S, f"{words!r} {'stands' if told else 'stands no more'} in the console")


def type_code(customer: Customer, code: str) -> None:
    customer.reads(REST)
    customer.touch("staff", *(f"key:{figure}" for figure in code))


def makes_code(point: Point) -> str:
    """Make a code on the hub's own machine, and wait until the kiosk has been told of it."""
    since = now()
    command = [sys.executable, "-m", "vuoro", "staff-code", "--box", str(point.folder / "boxes" / "hub.toml")]
    code = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    point.hear(f"to/{KIOSK}/config", lambda said: bool(said["body"]["staff_code"]), since=since)
    return code


def test_end_of_paper_is_in_the_console_while_the_customer_still_reads_it(
    point: Point, customer: Customer
) -> None:
    customer.come()
    customer.touch("authority:employment")
    first = customer.number()
    customer.leave()
    point.printer.run_out_after_mm(20)
    customer.come()
    customer.touch("authority:employment")
    number = customer.number()
    assert number != first
    customer.sees("remembered")
    becomes(point, NO_PAPER, told=True)
    assert KIOSK in strip(point)
    assert customer.number() == number
    point.printer.new_roll()
    customer.touch("print-again")
    wait_until(lambda: len(point.printer.tickets()) == 2, PATIENCE_S, "the ticket comes out")
    assert number_is_read(point.printer.tickets()[1].picture, str(number))
    becomes(point, NO_PAPER, told=False)
    customer.leave()


def test_code_made_by_the_hub_opens_the_service_page_and_the_kiosk_is_closed_and_opened(
    point: Point, customer: Customer
) -> None:
    type_code(customer, makes_code(point))
    customer.touch("close-kiosk")
    becomes(point, CLOSED, told=True)
    customer.touch("open-kiosk")
    becomes(point, CLOSED, told=False)
    customer.touch("back")
    customer.reads(REST)


def test_code_of_before_opens_nothing(point: Point, customer: Customer) -> None:
    older = makes_code(point)
    since = now()
    newer = str(point.staff.post("/devices/code")["code"])
    point.hear(f"to/{KIOSK}/config", since=since)
    assert newer != older, "one time in a million"
    type_code(customer, older)
    customer.sees("told")
    customer.touch(*(f"key:{figure}" for figure in newer))
    customer.sees("close-kiosk")
    customer.touch("back")


def test_closed_kiosk_is_closed_after_a_power_cut_and_the_code_still_opens_it(
    point: Point, customer: Customer
) -> None:
    code = makes_code(point)
    type_code(customer, code)
    customer.touch("close-kiosk", "back")
    customer.reads("Laite on suljettu")
    point.parts[KIOSK].kill()
    point.cables[KIOSK].cut()
    point.parts[KIOSK].start()
    customer.reads("Laite on suljettu")
    customer.touch("staff", *(f"key:{figure}" for figure in code), "open-kiosk", "back")
    customer.reads(REST)
    point.cables[KIOSK].mend()
    becomes(point, CLOSED, told=False)
