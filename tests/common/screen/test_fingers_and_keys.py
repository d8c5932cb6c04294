"""What fingers and keys may not do: press what they were not laid on, or reach Kivy's own shortcuts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.layout import Column
from common.screen.key import Key
from common.screen.kit import Kit
from tests.common.screen.test_window import run
from tests.kivy_window import KivyWindow

Finger = Callable[[PrimaryButton], Any]


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def button(kivy_window: KivyWindow, kiosk_kit: Kit, pressed: list[str]) -> PrimaryButton:
    """A button alone on a screen; it notes its name when it is pressed."""
    button = PrimaryButton(kiosk_kit, "Verohallinto", lambda: pressed.append(button.name), name="tax")
    kivy_window.show(Column(kiosk_kit, button))
    return button


@pytest.fixture
def finger(kivy_window: KivyWindow) -> Finger:
    """Lays a finger on a control, and returns it."""
    from kivy.tests.common import UnitTestTouch  # noqa: PLC0415  Kivy may be imported when the window is there

    def lay(control: PrimaryButton) -> UnitTestTouch:
        touch = UnitTestTouch(*control.center)
        touch.touch_down()
        kivy_window.frames()
        return touch

    return lay


def test_a_screen_that_goes_away_under_a_finger_is_not_pressed(
    kivy_window: KivyWindow, button: PrimaryButton, finger: Finger, pressed: list[str]
) -> None:
    touch = finger(button)
    kivy_window.show(Column(button.kit))
    touch.touch_up()
    assert pressed == []
    assert not button.down


def test_a_choice_that_becomes_another_under_a_finger_is_not_pressed(
    button: PrimaryButton, finger: Finger, pressed: list[str]
) -> None:
    touch = finger(button)
    button.name = "police"
    touch.touch_up()
    assert pressed == []
    finger(button).touch_up()
    assert pressed == ["police"]


def test_of_two_fingers_on_one_button_the_last_one_presses(
    kivy_window: KivyWindow, button: PrimaryButton, finger: Finger, pressed: list[str]
) -> None:
    first, second = finger(button), finger(button)
    first.touch_up()
    assert pressed == []
    kivy_window.now_s += 1
    second.touch_up()
    assert pressed == ["tax"]


def test_a_finger_that_was_never_lifted_does_not_block_a_button(
    kivy_window: KivyWindow, button: PrimaryButton, finger: Finger, pressed: list[str]
) -> None:
    lost = finger(button)
    finger(button).touch_up()
    assert pressed == ["tax"]
    kivy_window.now_s += 1
    lost.touch_up()
    assert pressed == ["tax"]


def test_a_key_ends_with_whoever_hears_it(kivy_window: KivyWindow) -> None:
    from common.screen.window.keys import WindowKeys  # noqa: PLC0415  it imports the window

    heard: list[Key] = []
    keys = WindowKeys(heard.append)
    dispatch = kivy_window.window.dispatch
    assert dispatch("on_key_down", 282, 58, None, ["numlock"])
    assert dispatch("on_key_up", 282, 58)
    assert dispatch("on_key_down", 97, 4, "a", ["shift", "alt"])
    assert heard == [
        Key(58, down=True),
        Key(58, down=False),
        Key(4, down=True, shift=True, chord=True),
    ]
    del keys


def test_no_key_reaches_kivy_and_a_touch_comes_as_a_mouse(tmp_path: Path) -> None:
    lines = run(
        """
        from kivy.clock import Clock
        from kivy.core.window import Window
        app = WindowApp(settings, lambda: Text(kit, "alku"), lambda: None)
        heard = []
        app.on_key = heard.append
        Window.bind(on_keyboard=lambda *_: print("a key has reached Kivy"))
        def attack(_):
            for code, usage in ((27, 41), (282, 58), (293, 69), (101, 8)):
                if not Window.dispatch("on_key_down", code, usage, None, ["ctrl"]):
                    Window.dispatch("on_keyboard", code, usage, None, ["ctrl"])
            print("heard:", len(heard), "children:", len(Window.children))
            app.on_key = None
            print("without a keypad:", Window.dispatch("on_key_down", 282, 58, None, []))
            print("touch as mouse:", os.environ["SDL_TOUCH_MOUSE_EVENTS"])
            app.stop()
        app.first_frame = lambda: Clock.schedule_once(attack, 0)
        app.run()
        """,
        tmp_path,
    )
    assert lines == ["heard: 4 children: 1", "without a keypad: True", "touch as mouse: 1"]
