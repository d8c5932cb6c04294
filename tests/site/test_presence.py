"""Simulated radars on both sides of a desk reach the hub as occupied or free, since when, or not known."""

import re
from collections.abc import Iterator

import pytest

from tests.site.point import AGENT, PATIENCE_S, ROOM, Point, now, service_point
from tests.waiting import wait_until

CUSTOMER, STAFF = (f"device/{AGENT}/presence/{ROOM}/{side}" for side in ("customer", "staff"))


@pytest.fixture(scope="module")
def point() -> Iterator[Point]:
    with service_point(kiosks=()) as point:
        point.start_hub()
        point.start_agent()
        point.open_day()
        point.wait_for_ready(AGENT)
        yield point


def use(point: Point) -> str:
    """Return how the console's page of rooms tells the use of the one room with sensors."""
    (state,) = re.findall(r'<span class="use (\w+)">', point.staff.page("/rooms"))
    return state


def becomes(point: Point, state: str) -> None:
    wait_until(lambda: use(point) == state, PATIENCE_S, f"the room is {state}")


def test_room_is_occupied_while_either_side_is_and_then_free(point: Point) -> None:
    becomes(point, "free")
    point.radars["customer"].see(moving=True)
    becomes(point, "occupied")
    point.radars["staff"].see(still=True)
    point.hear(STAFF, lambda said: said["state"] == "occupied")
    point.radars["customer"].see()
    since = now()
    point.hear(CUSTOMER, lambda said: said["state"] == "free", since=since)
    assert use(point) == "occupied"
    point.radars["staff"].see()
    becomes(point, "free")


def test_age_of_presence_is_that_of_the_last_sign(point: Point) -> None:
    since = now()
    point.radars["customer"].see(moving=True)
    point.hear(CUSTOMER, lambda said: said["state"] == "occupied", since=since)
    point.radars["customer"].see()
    free = point.hear(CUSTOMER, lambda said: said["state"] == "free", since=since)
    assert free.payload["age_ms"] >= 1000  # the hold is a second, and counts from the last sign


def test_room_is_not_known_when_the_agent_has_died_and_known_again_when_it_is_back(point: Point) -> None:
    becomes(point, "free")
    point.parts[AGENT].kill()
    becomes(point, "unknown")
    point.parts[AGENT].start()
    becomes(point, "free")


def test_side_whose_radar_is_unplugged_is_not_known(point: Point) -> None:
    since = now()
    point.radars["staff"].unplug()
    point.hear(STAFF, lambda said: said["state"] == "unknown", since=since)
    point.hear(f"device/{AGENT}/health", lambda said: bool(said["faults"]), since=since)
    since = now()
    point.radars["staff"].plug()
    point.hear(STAFF, lambda said: said["state"] == "free", since=since)
