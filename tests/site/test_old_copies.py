"""Databases that are deleted or put back from an older copy: no number twice, no ticket that is held lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.site.databases import copy_database, put_back, remove_database
from tests.site.finger import Told
from tests.site.ledger import double_numbers, wrong_with
from tests.site.point import KIOSK, PATIENCE_S, Point, now, service_point
from tests.waiting import wait_until

OTHER = "kiosk-2"


@pytest.fixture(scope="module")
def point() -> Iterator[Point]:
    with service_point(kiosks=(KIOSK, OTHER)) as point:
        point.open()
        yield point


@dataclass
class Memory:
    """What customers of this module were told, whatever the databases have forgotten since."""

    point: Point
    told: list[Told] = field(default_factory=list[Told])
    by_advisers: list[int] = field(default_factory=list[int])

    def taps(self, *devices: str) -> list[Told]:
        """Customers take one ticket after the other."""
        taken = [self.point.kiosk(device).take_one() for device in devices]
        self.told += taken
        return taken

    def adviser(self) -> int:
        """An adviser checks somebody in, as soon as a hub whose file was put back is sure to be alone."""

        def checked_in() -> bool:
            code = self.point.refusal_of_check_in_or_number(self.by_advisers)
            assert code == "other-hub" or code.isdecimal(), code
            return code.isdecimal()

        wait_until(checked_in, PATIENCE_S, "the hub deals a number")
        return self.by_advisers[-1]

    def wrong(self, *mine: Told) -> list[str]:
        """Return what does not add up once all is sent: of tickets that a kiosk holds, and of these."""
        self.point.all_is_acknowledged()
        events = self.point.events()
        held = [*self.point.tickets(KIOSK), *self.point.tickets(OTHER), *mine]
        doubles = double_numbers([*held, *self.told], self.by_advisers)
        return [*wrong_with(events, held), *(f"{number} was told twice" for number in doubles)]


@pytest.fixture(scope="module")
def memory(point: Point) -> Memory:
    return Memory(point)


def _roll_back(point: Point, device: str, copy: Path) -> set[int]:
    """Put an older copy into a kiosk, and return the numbers that it gets instead of those of the copy."""
    last = point.ears["site"].last(f"to/{device}/numbers")
    assert last is not None
    point.parts[device].kill()
    put_back(copy, point.kiosk_database(device))
    since = now()
    point.parts[device].start()
    renewed = point.hear(
        f"to/{device}/numbers",
        lambda said: said["epoch"] != last["epoch"] and bool(said["leases"]),
        since=since,
    )
    wait_until(lambda: point.epoch(device) == renewed.payload["epoch"], PATIENCE_S, "the kiosk has them")
    leases = renewed.payload["leases"]
    return {number for lease in leases for number in range(lease["first"], lease["last"] + 1)}


def _put_back_hub(point: Point, copy: Path) -> None:
    put_back(copy, point.hub_database)
    since = now()
    point.parts["hub"].start()
    point.wait_for_hub(since)
    for device in (KIOSK, OTHER):
        point.wait_for_numbers(device, since)


def test_deleted_kiosk_gets_new_numbers_and_deals_none_twice(point: Point, memory: Memory) -> None:
    before = memory.taps(*[KIOSK] * 5)
    point.all_is_acknowledged(KIOSK)
    point.parts[KIOSK].kill()
    remove_database(point.kiosk_database())
    since = now()
    point.parts[KIOSK].start()
    point.wait_for_numbers(KIOSK, since)
    after = memory.taps(*[KIOSK] * 5)
    memory.adviser()
    assert not memory.wrong(*before, *after)


def test_rolled_back_kiosk_gives_its_leases_up_at_the_first_contact(
    point: Point, memory: Memory, tmp_path: Path
) -> None:
    before = memory.taps(KIOSK)
    point.all_is_acknowledged(KIOSK)
    copy_database(point.kiosk_database(), tmp_path / "copy")
    forgotten = memory.taps(*[KIOSK] * 4)
    point.all_is_acknowledged(KIOSK)
    granted = _roll_back(point, KIOSK, tmp_path / "copy")
    assert not granted & {one.number for one in memory.told}
    after = memory.taps(*[KIOSK] * 5)
    memory.adviser()
    assert not memory.wrong(*before, *forgotten, *after)


def test_rolled_back_kiosk_still_sends_what_it_had_not_sent(
    point: Point, memory: Memory, tmp_path: Path
) -> None:
    point.parts["hub"].kill()
    held = memory.taps(OTHER)
    copy_database(point.kiosk_database(OTHER), tmp_path / "copy")
    since = now()
    point.parts["hub"].start()
    point.wait_for_hub(since)
    forgotten = memory.taps(*[OTHER] * 3)
    point.all_is_acknowledged(OTHER)
    _roll_back(point, OTHER, tmp_path / "copy")
    after = memory.taps(*[OTHER] * 4)
    assert not memory.wrong(*held, *forgotten, *after)


def test_hub_put_back_from_a_copy_deals_no_number_that_was_told_since(
    point: Point, memory: Memory, tmp_path: Path
) -> None:
    copy_database(point.hub_database, tmp_path / "copy")
    memory.taps(*[KIOSK, OTHER] * 15)
    lost = [memory.adviser() for _ in range(5)]
    point.hear("hub/waits", lambda said: said["highest"] >= max(lost))
    point.all_is_acknowledged()
    point.parts["hub"].kill()
    memory.taps(KIOSK, OTHER)
    _put_back_hub(point, tmp_path / "copy")
    memory.taps(*[KIOSK, OTHER] * 5)
    for _ in range(5):
        memory.adviser()
    assert not memory.wrong()


def test_hub_put_back_deals_nothing_before_every_kiosk_has_spoken(
    point: Point, memory: Memory, tmp_path: Path
) -> None:
    copy_database(point.hub_database, tmp_path / "copy")
    memory.taps(*[OTHER] * 10)
    point.all_is_acknowledged()
    for name in ("hub", OTHER):
        point.parts[name].kill()
    put_back(tmp_path / "copy", point.hub_database)
    since = now()
    point.parts["hub"].start()
    point.wait_for_hub(since)
    point.hear(f"to/{KIOSK}/ack/check-in", since=since)
    assert point.refusal_of_check_in() == "numbers-not-ready"
    point.parts[OTHER].start()
    point.wait_for_numbers(OTHER, since)
    memory.adviser()
    assert not memory.wrong()


def test_hub_whose_database_is_deleted_takes_the_day_up_again(point: Point, memory: Memory) -> None:
    memory.taps(KIOSK, OTHER)
    point.all_is_acknowledged()
    point.parts["hub"].kill()
    remove_database(point.hub_database)
    since = now()
    point.parts["hub"].start()
    point.wait_for_hub(since)
    point.reopen_day()
    for device in (KIOSK, OTHER):
        point.wait_for_numbers(device, since)
    memory.taps(*[KIOSK, OTHER] * 4)
    memory.adviser()
    assert not memory.wrong()
