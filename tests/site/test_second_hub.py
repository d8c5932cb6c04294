"""A second hub that was started by mistake: no number twice, whatever it is called and whatever it knows."""

from collections.abc import Iterator

import pytest

from tests.site.databases import copy_database
from tests.site.finger import Told
from tests.site.ledger import double_numbers, wrong_with
from tests.site.point import KIOSK, PATIENCE_S, Point, now, service_point
from tests.waiting import wait_until


@pytest.fixture
def point() -> Iterator[Point]:
    with service_point(kiosks=(KIOSK, "kiosk-2")) as point:
        point.open()
        yield point


@pytest.mark.parametrize(
    ("client", "copied"),
    [("hub-2", False), ("hub-2", True), ("hub", False), ("hub", True)],
    ids=["another name, empty", "another name, a copy", "the same name, empty", "the same name, a copy"],
)
def test_no_number_is_granted_while_two_hubs_speak(point: Point, client: str, *, copied: bool) -> None:
    told = [point.kiosk().take_one() for _ in range(2)]
    advisers = [point.adviser_checks_in() for _ in range(2)]
    point.all_is_acknowledged()
    if copied:
        point.state("hub-2").mkdir(parents=True)
        copy_database(point.hub_database, point.state("hub-2") / "queue.db")
    point.start_second_hub(client)
    wait_until(
        lambda: point.refusal_of_check_in_or_number(advisers) == "other-hub",
        PATIENCE_S,
        "the first hub stops",
    )
    granted = len(point.events("granted", "own-granted"))
    told += [point.kiosk(name).take_one() for name in (KIOSK, "kiosk-2") * 5]
    since = now()
    point.hear("hub/status", lambda said: said["state"] == "ready", since=since)
    assert point.refusal_of_check_in_or_number(advisers) == "other-hub"
    assert len(point.events("granted", "own-granted")) == granted
    point.parts["hub-2"].kill()
    wait_until(
        lambda: point.refusal_of_check_in_or_number(advisers).isdecimal(), PATIENCE_S, "the first hub goes on"
    )
    told += _taps(point)
    point.all_is_acknowledged()
    assert not double_numbers(told, advisers)
    held = [*point.tickets(KIOSK), *point.tickets("kiosk-2")]
    assert not wrong_with(point.events(), [*held, *told], advisers)


def _taps(point: Point) -> list[Told]:
    return [point.kiosk(name).take_one() for name in (KIOSK, "kiosk-2") * 3]
