"""Another service after the ticket reaches the visit in the hub once, whatever is cut or killed meanwhile."""

from collections.abc import Iterator

import pytest

from tests.site.at_kiosk import Customer, point_with_screen, row_of
from tests.site.point import KIOSK, PATIENCE_S, Point
from tests.waiting import wait_until

DESK = "desk-2"
FIRST, SECOND = "tax-personal", "dvv-certificates"


@pytest.fixture(scope="module")
def point() -> Iterator[Point]:
    with point_with_screen() as point:
        yield point


def take_and_add(point: Point) -> int:
    """Take a number for the tax office, then add a service of another authority; return the number."""
    customer = Customer(point)
    customer.come()
    customer.touch("authority:tax", f"service:{FIRST}")
    number = customer.number()
    customer.touch("more", "another", "authority:dvv", f"service:{SECOND}")
    customer.sees("added")
    assert customer.number() == number
    customer.leave()
    return number


def reaches_the_hub_once(point: Point, number: int) -> None:
    """The visit waits for the second service after the first, and each row was taken in once."""

    def later() -> list[str]:
        row = row_of(point, number, DESK)
        return row["about"]["later"] if row else []

    wait_until(lambda: later() == [SECOND], PATIENCE_S, f"{number} has a second service")
    point.all_is_acknowledged(KIOSK)
    (ticket,) = [one.ticket for one in point.tickets() if one.number == number]
    mine = [event for event in point.events("checked-in", "addition-taken") if event["ticket"] == ticket]
    assert [event["type"] for event in mine] == ["checked-in", "addition-taken"]


def test_another_service_waits_behind_the_first_under_the_same_number(point: Point) -> None:
    number = take_and_add(point)
    reaches_the_hub_once(point, number)
    assert point.printer.wait_for_pieces(1, PATIENCE_S)  # one paper for one number


def test_another_service_of_a_kiosk_that_is_cut_off_arrives_when_the_line_is_back(point: Point) -> None:
    point.cables[KIOSK].cut()
    number = take_and_add(point)
    assert row_of(point, number, DESK) is None
    point.cables[KIOSK].mend()
    reaches_the_hub_once(point, number)


def test_another_service_outlives_the_hub_and_the_kiosk(point: Point) -> None:
    point.cables[KIOSK].cut()
    number = take_and_add(point)
    point.parts["hub"].kill()
    point.parts[KIOSK].kill()
    point.parts[KIOSK].start()
    point.cables[KIOSK].mend()
    point.parts["hub"].start()
    wait_until(lambda: _answers(point), PATIENCE_S, "the console is back")
    reaches_the_hub_once(point, number)
    point.parts["hub"].kill()
    point.parts["hub"].start()
    wait_until(lambda: _answers(point), PATIENCE_S, "the console is back again")
    reaches_the_hub_once(point, number)


def _answers(point: Point) -> bool:
    try:
        return bool(point.staff.desk(DESK))
    except OSError:
        return False
