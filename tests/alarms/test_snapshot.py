from alarms.events import FaultBegan, HelpComing, Pressed, Seen, Shown
from alarms.snapshot import point_state
from alarms.state import MOST_OPEN, QUIET
from common.wire import topics
from common.wire.alarms import OpenPress
from tests.alarms.moments import at, folded

PRESSED = folded({}, [Pressed(point="room", press="a", device="agent", age_ms=500)], 1000)


def test_quiet_point_has_nothing_open_and_no_fault() -> None:
    state = point_state(QUIET, incarnation="life", revision=7, now=at(9))
    assert (state.presses, state.fault, state.heard) == ((), None, True)
    assert (state.incarnation, state.revision, state.at_ms) == ("life", 7, 9)


def test_age_grows_and_wall_time_is_that_of_the_press() -> None:
    state = point_state(PRESSED["room"], incarnation="life", revision=1, now=at(3000))
    assert state.presses == (OpenPress(id="a", age_ms=2500, wall_ms=1_000_500),)


def test_age_after_a_reboot_goes_by_the_wall_clocks() -> None:
    state = point_state(PRESSED["room"], incarnation="life", revision=1, now=at(3000, boot=2))
    assert state.presses[0].age_ms == 2500


def test_lost_device_outweighs_what_is_known_of_the_cable() -> None:
    points = folded(PRESSED, [FaultBegan(point="room", fault="cut")], 2000)
    points = folded(points, [FaultBegan(point="room", fault="lost")], 2500)
    state = point_state(points["room"], incarnation="life", revision=1, now=at(3000))
    assert (state.fault, state.fault_age_ms, state.heard) == ("lost", 500, False)


def test_state_with_as_many_long_presses_as_there_can_be_fits_its_channel() -> None:
    ids = [f"{number:064d}" for number in range(MOST_OPEN)]
    by = "b" * 64
    points = folded({}, [Pressed(point="room", press=press, device="d" * 64, age_ms=2**31) for press in ids])
    points = folded(
        points,
        [
            Shown(point="room", presses=tuple(ids), device=by),
            Seen(point="room", presses=tuple(ids), by=by, device=by),
            HelpComing(point="room", presses=tuple(ids), by=by, device=by),
        ],
    )
    state = point_state(points["room"], incarnation="life", revision=2**50, now=at(2**40))
    assert len(topics.POINT_STATE.encode(state)) < topics.POINT_STATE.limit
