from alarms import decide
from alarms.events import Closed, FaultBegan, FaultEnded, HelpComing, Joined, Pressed, Seen, Shown
from alarms.state import MOST_OPEN, Points
from common.wire import alarms as wire
from tests.alarms.moments import folded, presses

QUIET: Points = {}


def pressed(*ids: str) -> Points:
    return folded(QUIET, decide.on_presses(QUIET, "agent", "room", presses(*ids)))


def seen(points: Points, *ids: str) -> Points:
    request = wire.Seen(point="room", presses=ids, by="anna")
    return folded(points, decide.on_request(points, "panel", request).events)


def closing(*ids: str) -> wire.Close:
    return wire.Close(point="room", presses=ids, by="anna", reason="resolved")


def closed(points: Points, *ids: str) -> Points:
    return folded(points, decide.on_request(points, "panel", closing(*ids)).events)


def code(answer: decide.Answer) -> str | None:
    return answer.refusal.code if answer.refusal else None


def test_new_press_is_recorded_with_its_age_and_device() -> None:
    events = decide.on_presses(QUIET, "agent", "room", presses("a", age_ms=70))
    assert events == (Pressed(point="room", press="a", device="agent", age_ms=70),)


def test_same_press_twice_in_one_report_is_recorded_once() -> None:
    assert len(decide.on_presses(QUIET, "agent", "room", presses("a", "a"))) == 1


def test_repeated_press_is_recorded_once() -> None:
    assert decide.on_presses(pressed("a"), "agent", "room", presses("a")) == ()


def test_closed_press_does_not_open_again() -> None:
    points = closed(seen(pressed("a"), "a"), "a")
    assert points["room"].presses == ()
    assert decide.on_presses(points, "agent", "room", presses("a")) == ()
    assert decide.settled_of(points, "room", presses("a", "b")) == ("a",)


def test_press_beyond_what_a_state_can_list_is_recorded_as_joined() -> None:
    points = pressed(*(f"p{number}" for number in range(MOST_OPEN)))
    events = decide.on_presses(points, "agent", "room", presses("one-more"))
    assert events == (Joined(point="room", press="one-more", device="agent", age_ms=0),)
    assert decide.settled_of(folded(points, events), "room", presses("one-more")) == ("one-more",)


def test_age_beyond_reason_is_bounded() -> None:
    event = decide.on_presses(QUIET, "agent", "room", presses("a", age_ms=2**53 - 1))[0]
    assert isinstance(event, Pressed)
    assert event.age_ms == decide.OLDEST_MS


def test_close_that_misses_a_press_is_refused_as_out_of_date() -> None:
    points = seen(pressed("a", "b"), "a", "b")
    answer = decide.on_request(points, "panel", closing("a"))
    assert code(answer) == "out-of-date"
    assert answer.events == ()


def test_close_before_each_press_was_seen_is_refused() -> None:
    answer = decide.on_request(seen(pressed("a", "b"), "a"), "panel", closing("a", "b"))
    assert code(answer) == "not-now"
    assert answer.events == ()


def test_close_of_seen_presses_names_them_with_person_and_reason() -> None:
    answer = decide.on_request(seen(pressed("a", "b"), "a", "b"), "panel", closing("b", "a"))
    assert answer.refusal is None
    assert answer.events == (
        Closed(point="room", presses=("a", "b"), by="anna", device="panel", reason="resolved"),
    )


def test_close_said_twice_is_done_without_a_second_entry() -> None:
    points = closed(seen(pressed("a"), "a"), "a")
    assert decide.on_request(points, "panel", closing("a")) == decide.Answer()


def test_close_that_also_names_an_earlier_closed_press_is_fine() -> None:
    points = closed(seen(pressed("a"), "a"), "a")
    points = folded(points, decide.on_presses(points, "agent", "room", presses("b")))
    assert code(decide.on_request(seen(points, "b"), "panel", closing("a", "b"))) is None


def test_request_about_an_unknown_point_is_refused() -> None:
    assert code(decide.on_request(QUIET, "panel", closing("a"))) == "unknown"


def test_shown_of_a_press_not_heard_of_yet_is_no_mistake() -> None:
    assert decide.on_request(QUIET, "panel", wire.Shown(point="room", presses=("a",))) == decide.Answer()


def test_close_of_nothing_at_a_quiet_point_is_done_at_once() -> None:
    assert decide.on_request(QUIET, "panel", closing()) == decide.Answer()


def test_request_about_an_unknown_press_is_refused() -> None:
    request = wire.Seen(point="room", presses=("a", "stranger"), by="anna")
    assert code(decide.on_request(pressed("a"), "panel", request)) == "unknown"


def test_shown_is_recorded_once_for_each_press() -> None:
    points = pressed("a", "b")
    first = decide.on_request(points, "panel", wire.Shown(point="room", presses=("a",))).events
    assert first == (Shown(point="room", presses=("a",), device="panel"),)
    second = decide.on_request(
        folded(points, first), "panel-2", wire.Shown(point="room", presses=("a", "b"))
    ).events
    assert second == (Shown(point="room", presses=("b",), device="panel-2"),)


def test_first_who_has_seen_a_press_stays_on_record() -> None:
    request = wire.Seen(point="room", presses=("a",), by="bertta")
    assert decide.on_request(seen(pressed("a"), "a"), "panel", request).events == ()


def test_who_says_that_help_is_coming_has_seen_the_press() -> None:
    request = wire.HelpComing(point="room", presses=("a",), by="anna")
    assert decide.on_request(pressed("a"), "panel", request).events == (
        Seen(point="room", presses=("a",), by="anna", device="panel"),
        HelpComing(point="room", presses=("a",), by="anna", device="panel"),
    )


def test_cut_cable_is_a_fault_and_no_press() -> None:
    assert decide.on_line(QUIET, "room", "cut") == (FaultBegan(point="room", fault="cut"),)


def test_cable_that_goes_from_cut_to_short_ends_the_first_fault() -> None:
    points = folded(QUIET, decide.on_line(QUIET, "room", "cut"))
    assert decide.on_line(points, "room", "short") == (
        FaultEnded(point="room", fault="cut"),
        FaultBegan(point="room", fault="short"),
    )


def test_mended_cable_ends_the_fault_and_leaves_the_presses() -> None:
    points = pressed("a")
    points = folded(points, decide.on_line(points, "room", "cut"))
    points = folded(points, decide.on_line(points, "room", "fine"))
    assert points["room"].faults == {}
    assert points["room"].open_ids == {"a"}


def test_silent_device_is_lost_at_all_its_points_after_eight_seconds() -> None:
    watchers = {"one": "agent", "two": "agent", "three": "other"}
    heard_ms = {"agent": 1000, "other": 5000}
    said_ms = dict.fromkeys(watchers, 1000)
    assert decide.on_silence(QUIET, watchers, heard_ms, said_ms, 8999) == ()
    events = decide.on_silence(QUIET, watchers, heard_ms, said_ms, 9000)
    assert events == (FaultBegan(point="one", fault="lost"), FaultBegan(point="two", fault="lost"))
    assert decide.on_silence(folded(QUIET, events), watchers, heard_ms, said_ms, 9500) == ()


def test_point_that_its_living_device_does_not_speak_of_is_lost_after_three_reports_are_missed() -> None:
    watchers, said_ms = {"one": "agent", "two": "agent"}, {"one": 1000, "two": 1001}
    assert decide.on_silence(QUIET, watchers, {"agent": 15_999}, said_ms, 15_999) == ()
    events = decide.on_silence(QUIET, watchers, {"agent": 16_000}, said_ms, 16_000)
    assert events == (FaultBegan(point="one", fault="lost"),)


def test_point_that_is_reported_again_is_lost_no_more() -> None:
    points = folded(QUIET, decide.on_silence(QUIET, {"one": "agent"}, {"agent": 0}, {"one": 0}, 9000))
    assert decide.on_reported(points, "one") == (FaultEnded(point="one", fault="lost"),)
    assert decide.on_reported(points, "two") == ()


def test_point_that_is_not_watched_any_more_has_no_fault_and_keeps_its_presses() -> None:
    points = pressed("a")
    points = folded(points, decide.on_line(points, "room", "cut"))
    points = folded(points, decide.on_unwatched(points, {"elsewhere"}))
    assert points["room"].faults == {}
    assert points["room"].open_ids == {"a"}
