"""A kiosk that does not know the day, or has leases of another: its own letter, and a place in line."""

from collections.abc import Iterator

import pytest

from common.wire.numbers import letter_of
from tests.site.finger import Told
from tests.site.ledger import wrong_with
from tests.site.point import KIOSK, Point, now, service_point

OTHER = "kiosk-2"
DAY_S = 24 * 3600


@pytest.fixture
def point() -> Iterator[Point]:
    with service_point(kiosks=(KIOSK, OTHER), cabled=(KIOSK,)) as point:
        point.open()
        yield point


def letters(tickets: list[Told]) -> list[str]:
    return [letter_of(one.number) for one in tickets]


def cut_off_with_a_clock(point: Point, **off: object) -> None:
    """Cut a kiosk off, and let it wake up with a clock that is off."""
    point.all_is_acknowledged(KIOSK)
    point.cables[KIOSK].cut()
    point.parts[KIOSK].kill()
    point.set_clock(KIOSK, **off)
    point.parts[KIOSK].start()


def test_kiosk_that_wakes_up_yesterday_and_hears_nobody_deals_its_own_letter(point: Point) -> None:
    known = point.kiosk().take_one()
    point.wait_for_line([known.number])
    cut_off_with_a_clock(point, ahead_s=-DAY_S, synced=False, boot="woken-up")
    alone = [point.kiosk().take_one() for _ in range(5)]
    assert letters(alone) == ["K"] * 5
    by_adviser, at_other = point.adviser_checks_in(), point.kiosk(OTHER).take_one()
    since = now()
    point.cables[KIOSK].mend()
    point.hear(f"to/{KIOSK}/numbers", since=since)
    point.all_is_acknowledged()
    line = [known.number, *[one.number for one in alone]]
    assert [number for number in point.waiting() if number in line] == line
    assert {by_adviser, at_other.number} <= set(point.waiting())
    again = point.kiosk().take_one()
    assert letters([again]) == [""]
    point.all_is_acknowledged()
    held = [*point.tickets(KIOSK), *point.tickets(OTHER)]
    assert not wrong_with(point.events(), held, [by_adviser])


def test_kiosk_whose_clock_tells_another_date_deals_its_own_letter_and_none_twice(point: Point) -> None:
    point.kiosk().take_one()  # it has heard from the hub what it may deal
    before = {one.number for one in point.tickets()}
    cut_off_with_a_clock(point, ahead_s=DAY_S, synced=True)
    alone = [point.kiosk().take_one() for _ in range(60)]
    assert letters(alone) == ["K"] * 60
    assert not before & {one.number for one in alone}
    point.parts["hub"].kill()
    since = now()
    point.parts["hub"].start()
    point.wait_for_hub(since)
    point.cables[KIOSK].mend()
    point.hear(f"to/{KIOSK}/numbers", since=since)
    point.all_is_acknowledged()
    held = [*point.tickets(KIOSK), *point.tickets(OTHER)]
    assert not wrong_with(point.events(), held)
    assert not point.events("checked-in-late")
