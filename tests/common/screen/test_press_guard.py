from common.screen.press_guard import PressGuard


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_second_press_of_the_same_control_within_half_a_second_is_ignored() -> None:
    clock = Clock()
    guard, button = PressGuard(100, clock), object()
    assert guard.accepts(button, (10, 10))
    clock.now = 0.49
    assert not guard.accepts(button, (10, 10))
    assert guard.ignored == 1
    clock.now = 0.5
    assert guard.accepts(button, (10, 10))


def test_another_control_elsewhere_may_be_pressed_at_once() -> None:
    guard = PressGuard(100, Clock())
    assert guard.accepts(object(), (10, 10))
    assert guard.accepts(object(), (10, 300))


def test_a_double_tap_does_not_press_what_came_under_the_finger() -> None:
    clock = Clock()
    guard = PressGuard(100, clock)
    assert guard.accepts("Suomi", (500, 800))
    clock.now = 0.3
    assert not guard.accepts("Verohallinto", (510, 790))


def test_keys_are_held_apart_by_control_alone() -> None:
    guard = PressGuard(100, Clock())
    assert guard.accepts("one")
    assert not guard.accepts("one")
    assert guard.accepts("other")
