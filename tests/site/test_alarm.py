"""A press reaches the guard's panel whatever else has fallen, and stays until it is seen and closed."""

from collections.abc import Iterator

import pytest

from simulator.staff import RefusedError
from tests.measured import Measured
from tests.site.full import bears, shows, tap
from tests.site.point import AGENT, GUARD, KEEPER, Point, now, service_point

PRESSED = "panic-room-5"
TOPIC = f"alarms/point/{PRESSED}"
PLACE = "Palveluhuone 5"


@pytest.fixture(scope="module")
def whole() -> Iterator[Point]:
    with service_point(kiosks=()) as point:
        point.start_hub()
        point.start_keeper()
        point.start_agent()
        point.start_screen(GUARD)
        point.open_day()
        for device in (KEEPER, AGENT, GUARD):
            point.wait_for_ready(device)
        shows(point.eyes(GUARD), "4 painiketta kunnossa")
        yield point


@pytest.fixture
def point(whole: Point) -> Iterator[Point]:
    """The site at rest: whatever a test has opened is closed behind it."""
    yield whole
    presses = [press["id"] for press in (whole.ears["guard"].last(TOPIC) or {"presses": []})["presses"]]
    if presses:
        since = now()
        whole.staff.post(f"/alarms/{PRESSED}/seen", press=presses)
        whole.staff.post(f"/alarms/{PRESSED}/close", press=presses, reason="test")
        whole.hear(TOPIC, lambda said: not said["presses"], ear="guard", since=since)
    shows(whole.eyes(GUARD), "4 painiketta kunnossa")


def press(point: Point) -> float:
    """Press the button for a tenth of a second; return when it went down."""
    since = now()
    point.button(PRESSED).press(120)
    return since


def recorded(point: Point, since: float) -> str:
    """Wait until the keeper has one press on record and knows that a panel drew it; return its id."""
    state = point.hear(
        TOPIC,
        lambda said: bool(said["presses"]) and all(one["shown"] for one in said["presses"]),
        ear="guard",
        since=since,
    )
    (one,) = state.payload["presses"]
    return str(one["id"])


@pytest.mark.parametrize(
    "stopped",
    [(), ("hub",), ("broker",), ("hub", "broker")],
    ids=lambda names: " and ".join(names) or "nothing",
)
def test_press_reaches_the_panel_with_this_stopped(
    stopped: tuple[str, ...], point: Point, measured: Measured
) -> None:
    begun = now()
    if "hub" in stopped:
        assert point.parts["hub"].stop() == 0
    if "broker" in stopped:
        point.site_broker.stop()
    since = press(point)
    seen = shows(point.eyes(GUARD), PLACE, "Nähty")
    measured(
        f"press until it stands on the panel, with {' and '.join(stopped) or 'nothing'} stopped", seen - since
    )
    recorded(point, since)
    if "broker" in stopped:
        point.site_broker.start()
    if "hub" in stopped:
        point.parts["hub"].start()
    if stopped:
        point.wait_for_hub(begun)
    point.hear("alarms/beat", since=now())


def test_alarm_is_closed_only_after_it_was_seen_and_with_a_reason(point: Point) -> None:
    guard = point.eyes(GUARD)
    since = press(point)
    identifier = recorded(point, since)
    assert not any(one.label == "Päätä hälytys" for one in guard.read())
    with pytest.raises(RefusedError) as refused:
        point.staff.post(f"/alarms/{PRESSED}/close", press=[identifier], reason="test")
    assert refused.value.code == "keeper-refused"
    tap(guard, "Nähty", bears("Päätä hälytys"))
    point.hear(TOPIC, lambda said: bool(said["presses"] and said["presses"][0]["seen_by"]), since=since)
    with pytest.raises(RefusedError) as refused:
        point.staff.post(f"/alarms/{PRESSED}/close", press=[identifier])
    assert refused.value.code == "malformed"
    tap(guard, "Päätä hälytys", bears("Vahinko"))
    tap(guard, "Vahinko", lambda seen: not bears("Vahinko")(seen))
    closed = point.hear(TOPIC, lambda said: not said["presses"], since=since)
    assert closed.at > since


def test_press_survives_the_death_of_the_keeper_and_of_the_agent(point: Point) -> None:
    since = press(point)
    identifier = recorded(point, since)
    for names in ((KEEPER,), (AGENT,), (KEEPER, AGENT)):
        for name in names:
            point.parts[name].kill()
        since = now()
        for name in names:
            point.parts[name].start()
            point.wait_for_ready(name, since)
        if KEEPER in names:
            assert recorded(point, since) == identifier
        shows(point.eyes(GUARD), PLACE, "Nähty")


def test_press_that_the_keeper_never_heard_is_said_until_it_has(point: Point) -> None:
    point.parts[KEEPER].kill()
    press(point)
    shows(point.eyes(GUARD), PLACE, "Nähty")
    point.parts[AGENT].kill()
    since = now()
    point.parts[AGENT].start()
    point.parts[KEEPER].start()
    recorded(point, since)


def test_console_shows_the_open_press(point: Point) -> None:
    since = press(point)
    recorded(point, since)
    assert PLACE in point.staff.page("/alarms")
