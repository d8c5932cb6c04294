"""A kiosk whose network to the hub is cut goes on, and its customers keep their places in line."""

from collections.abc import Iterator

import pytest

from common.wire.numbers import number_of
from simulator.demo.proof import number_is_read
from tests.site.full import take
from tests.site.ledger import wrong_with
from tests.site.point import KIOSK, PATIENCE_S, Point, now, service_point
from tests.waiting import wait_until

OTHER = "kiosk-2"
LEASE = 3
"""What the demo's site file says of the numbering."""


@pytest.fixture(scope="module")
def point() -> Iterator[Point]:
    with service_point(kiosks=(KIOSK, OTHER), cabled=(KIOSK,)) as point:
        point.open()
        yield point


def test_tickets_of_a_cut_come_from_lease_then_reserve_and_keep_their_places(point: Point) -> None:
    kiosk, line = point.kiosk(), point.waiting()
    wait_until(lambda: len(point.numbers_left()["lease"]) == LEASE, PATIENCE_S, "the lease is whole")
    point.cables[KIOSK].cut()
    left = point.numbers_left()
    early = [kiosk.take_one() for _ in range(LEASE + 2)]
    point.hear("hub/beat", since=now())
    between = point.adviser_checks_in()
    point.hear("hub/beat", since=now())
    late = kiosk.take_one()
    assert point.waiting() == [*line, between]
    dealt = [one.number for one in early]
    assert dealt == [*left["lease"], *left["reserve"][:2]]
    point.cables[KIOSK].mend()
    point.wait_for_line([*line, *dealt, between, late.number])
    point.all_is_acknowledged()
    assert not wrong_with(point.events(), point.tickets(), [between])


def test_kiosk_that_is_killed_in_a_cut_loses_no_ticket(point: Point) -> None:
    kiosk, line = point.kiosk(), point.waiting()
    point.cables[KIOSK].cut()
    before = kiosk.take_one()
    point.parts[KIOSK].kill()
    point.parts[KIOSK].start()
    after = kiosk.take_one()
    since = now()
    point.cables[KIOSK].mend()
    point.hear(f"to/{KIOSK}/ack/check-in", since=since)
    point.wait_for_line([*line, before.number, after.number])
    assert not wrong_with(point.events(), point.tickets())


def test_hub_that_comes_back_places_check_ins_of_its_absence_behind_those_before(point: Point) -> None:
    line = point.waiting()
    before = point.kiosk(OTHER).take_one()
    point.wait_for_line([*line, before.number])
    point.parts["hub"].kill()
    meanwhile = [point.kiosk().take_one().number for _ in range(2)]
    point.parts["hub"].start()
    point.wait_for_line([*line, before.number, *meanwhile])
    uncertain = [
        number_of(row["number"]) for row in point.staff.desk("desk-2")["waiting"] if row["uncertain"]
    ]
    assert not set(uncertain) & set(meanwhile)


@pytest.fixture(scope="module")
def screen() -> Iterator[Point]:
    """A site with one real check-in screen and its printer, on a cable that can be cut."""
    with service_point(kiosks=(), cabled=(KIOSK,)) as point:
        point.start_hub()
        point.start_screen(KIOSK)
        point.open_day()
        point.wait_for_ready(KIOSK)
        point.wait_for_numbers(KIOSK)
        yield point


def test_customer_of_a_screen_that_is_cut_off_gets_a_printed_ticket_and_a_place(screen: Point) -> None:
    screen.cables[KIOSK].cut()
    number = take(screen)
    assert screen.printer.wait_for_pieces(1, PATIENCE_S)
    assert number_is_read(screen.printer.tickets()[0].picture, str(number))
    assert [one.number for one in screen.tickets()] == [number]
    assert screen.waiting() == []
    screen.hear("hub/beat", since=now())
    later = screen.adviser_checks_in()
    screen.cables[KIOSK].mend()
    screen.wait_for_line([number, later])
    screen.all_is_acknowledged(KIOSK)
    assert not wrong_with(screen.events(), screen.tickets(), [later])
