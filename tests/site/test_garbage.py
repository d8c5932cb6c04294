"""Thousands of messages that nobody can take, to every process of a whole site, while a visit goes on."""

import re
import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest

from simulator.demo.world import DOOR, WALL
from tests.site.full import SCREENS, close_alarm, full_point, shows, take
from tests.site.point import (
    AGENT,
    GUARD,
    KEEPER,
    KIOSK,
    PATIENCE_S,
    PLACES,
    ROOM,
    SITE,
    STRANGER,
    Point,
    now,
)
from tests.site.stranger import Stranger, topics_of
from tests.waiting import wait_until

MESSAGES = 4000
OVERSIZED = 40
DEVICES = (*SCREENS, AGENT, KEEPER)
IDS = {
    "device": [*DEVICES, "hub", "nobody-1"],
    "point": ["panic-room-5", "panic-desk-2"],
    "place": [*PLACES[:2], ROOM],
    "zone": ["waiting-b"],
    "side": ["customer", "staff"],
}
HEARS = {
    KIOSK: "to/kiosk-1/.*|hub/(catalogue|waits|status|beat)",
    WALL: "to/wall-1/config|hub/(catalogue|board/.*|beat)",
    DOOR: f"to/door-5/config|hub/(catalogue|room/{ROOM}|beat)",
    GUARD: "to/guard-1/(config|reply)|alarms/(point/.*|beat)|hub/catalogue",
    AGENT: "to/agent-1/(config|reply)|alarms/(point/.*|beat)",
    KEEPER: "to/keeper-1/config|alarms/status|device/[^/]+/(request/alarm|beat|point/.*)",
    "hub": "hub/status|alarms/(point/.*|beat)"
    "|device/[^/]+/(status|info|health|beat|out/.*|request/(numbers|adviser)|presence/.*)",
}
"""The topics that each process listens to: what was said on them it must have counted."""


@pytest.fixture(scope="module")
def point() -> Iterator[Point]:
    with full_point(judged=False) as point:
        yield point


def has_refused(point: Point, device: str, count: int) -> None:
    """Wait until a process says that it has refused so many; the hub says it on the page of devices."""
    if device == "hub":
        wait_until(lambda: told_by_hub(point) >= count, PATIENCE_S, f"the hub has counted {count}")
        return

    def says_so(said: dict[str, Any]) -> bool:
        counts = said.get("refused")
        if said.get("v") != 1 or not isinstance(counts, dict):
            return False  # a stranger's
        return sum(cast("dict[str, int]", counts).values()) >= count

    point.hear(f"device/{device}/health", says_so)


def told_by_hub(point: Point) -> int:
    page = point.staff.page("/devices").partition("</table>")[2]
    return max((int(number) for number in re.findall(r"\d+", page)), default=0)


def talk(point: Point, stranger: Stranger, failed: list[str]) -> None:
    """Say broken things on every topic there is, round after round."""
    topics = topics_of(IDS)
    try:
        for number in range(MESSAGES):
            topic = topics[number % len(topics)]
            stranger.say(topic, point.ears["site"].last(topic))
        for number in range(OVERSIZED):
            stranger.say_too_much(topics[number * 7 % len(topics)])
    except (RuntimeError, ValueError) as error:
        failed.append(repr(error))


def visit(point: Point) -> None:
    """Let a customer be served from the tap to the end, and a press from the button to its reason."""
    number = take(point)
    called = int(point.staff.call_next(ROOM))
    assert called == number
    shows(point.eyes(WALL), number)
    shows(point.eyes(DOOR), number)
    since = now()
    point.button("panic-room-5").press(120)
    shows(point.eyes(GUARD), "Palveluhuone 5", "Nähty")
    point.staff.act(ROOM, "start")
    point.staff.act(ROOM, "finish")
    close_alarm(point)
    point.hear("alarms/point/panic-room-5", lambda said: not said["presses"], ear="guard", since=since)


def test_nothing_dies_everything_is_counted_and_the_visit_goes_on(point: Point) -> None:
    failed: list[str] = []
    with Stranger(point.site_broker.settings(STRANGER), SITE) as stranger:
        talking = threading.Thread(target=talk, args=(point, stranger, failed))
        talking.start()
        visit(point)
        talking.join()
    assert not failed
    assert sum(stranger.said.values()) == MESSAGES + OVERSIZED
    for device, pattern in HEARS.items():
        expected = sum(count for topic, count in stranger.said.items() if re.fullmatch(pattern, topic))
        has_refused(point, device, expected * 9 // 10)
    visit(point)
    point.parts.check()
