import pytest

from alarms.watch import MOST_ADOPTED, Watch
from common.wire.site import AlarmPoint
from tests.alarms.moments import at


def point(name: str, device: str) -> AlarmPoint:
    return AlarmPoint(id=name, place="room-4", place_names={"en": "Room 4"}, way={}, device=device)


def configured(*points: AlarmPoint) -> Watch:
    watch = Watch(0)
    watch.configure(points, 1000)
    return watch


def test_without_a_configuration_every_point_heard_of_is_watched() -> None:
    watch = Watch(0)
    assert watch.adopt("one", "agent")
    assert not watch.adopt("one", "agent")
    assert watch.watchers == {"one": "agent"}


def test_adopting_has_an_end() -> None:
    watch = Watch(0)
    assert all(watch.adopt(f"p{number}", "agent") for number in range(MOST_ADOPTED))
    assert not watch.adopt("one-more", "agent")


def test_configuration_alone_says_what_is_watched() -> None:
    watch = configured(point("one", "agent"))
    assert not watch.adopt("two", "agent")
    assert watch.watchers == {"one": "agent"}


def test_device_that_was_never_heard_is_silent_since_it_was_configured() -> None:
    assert configured(point("one", "agent")).heard_ms == {"agent": 1000}


def test_configuring_again_keeps_when_a_device_was_heard() -> None:
    watch = configured(point("one", "agent"))
    watch.hear("agent", 5000)
    watch.configure([point("one", "agent"), point("two", "other")], 9000)
    assert watch.heard_ms == {"agent": 5000, "other": 9000}


def test_only_devices_that_watch_something_are_heard() -> None:
    watch = configured(point("one", "agent"), point("two", "other"))
    watch.hear("agent", 2000)
    watch.hear("stranger", 2000)
    assert watch.heard_ms == {"agent": 2000, "other": 1000}


def test_each_point_is_reported_by_its_own_device_alone() -> None:
    watch = configured(point("one", "agent"), point("two", "agent"))
    assert watch.report("agent", "one", 2000)
    assert not watch.report("stranger", "two", 3000)
    assert not watch.report("agent", "mistyped", 3000)
    assert watch.reported_ms == {"one": 2000, "two": 1000}


def test_point_given_to_another_device_is_given_time_again() -> None:
    watch = configured(point("one", "agent"), point("two", "agent"))
    watch.report("agent", "one", 2000)
    watch.configure([point("one", "agent"), point("two", "other")], 9000)
    assert watch.reported_ms == {"one": 2000, "two": 9000}


def test_point_never_reported_is_silent_since_the_keeper_began() -> None:
    watch = Watch(500)
    watch.adopt("one", "agent")
    assert watch.reported_ms == {"one": 500}


def test_only_its_own_device_says_how_a_cable_is() -> None:
    watch = configured(point("one", "agent"))
    assert watch.speaks_for("agent", "one", at(5))
    assert not watch.speaks_for("stranger", "one", at(6))


@pytest.mark.parametrize(
    ("later", "counts"),
    [(at(5000), True), (at(4000), False), (at(4000, boot=2), True), (at(10_000), True)],
    ids=["the same again", "overtaken", "another boot", "newer"],
)
def test_report_that_was_overtaken_by_a_newer_one_says_nothing_of_the_cable(
    later: object, *, counts: bool
) -> None:
    watch = configured(point("one", "agent"))
    assert watch.speaks_for("agent", "one", at(5000))
    assert isinstance(later, type(at(0)))
    assert watch.speaks_for("agent", "one", later) is counts


def test_exchanged_card_with_a_younger_clock_is_listened_to() -> None:
    watch = configured(point("one", "agent"))
    assert watch.speaks_for("agent", "one", at(500_000))
    assert watch.speaks_for("agent", "one", at(20_000))


def test_place_is_known_as_far_as_it_is_configured() -> None:
    watch = configured(point("one", "agent"))
    assert watch.place("one") == ("room-4", {"en": "Room 4"})
    assert watch.place("two") == (None, {})
