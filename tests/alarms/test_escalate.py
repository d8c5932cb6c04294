from alarms.escalate import steps_due
from alarms.events import NotShown, Pressed, Shown
from alarms.state import Points
from tests.alarms.moments import at, folded

PRESSED = folded({}, [Pressed(point="room", press="a", device="agent", age_ms=500)], 1000)


def test_press_that_no_panel_has_drawn_in_two_seconds_goes_on_record() -> None:
    assert steps_due(PRESSED, at(2499)) == []
    assert steps_due(PRESSED, at(2500)) == [NotShown(point="room", presses=("a",))]


def test_step_is_taken_once() -> None:
    points = folded(PRESSED, steps_due(PRESSED, at(2500)), 2500)
    assert steps_due(points, at(60_000)) == []


def test_press_that_a_panel_has_drawn_takes_no_step() -> None:
    points = folded(PRESSED, [Shown(point="room", presses=("a",), device="panel")], 1100)
    assert steps_due(points, at(60_000)) == []


def test_quiet_points_take_no_step() -> None:
    nothing: Points = {}
    assert steps_due(nothing, at(60_000)) == []
