import pytest

from common.screen.controls.buttons import ChoiceButton, PrimaryButton
from common.screen.controls.describe import focusable
from common.screen.controls.layout import Column
from common.screen.kit import Kit
from common.screen.languages.messages import load_languages
from tests.common.screen import screens
from tests.kivy_window import KivyWindow, NotFoundError

FINNISH = load_languages().get("fi")


@pytest.fixture
def pressed(kivy_window: KivyWindow, kiosk_kit: Kit) -> list[str]:
    """What was pressed on the screen of authorities, which is shown."""
    presses: list[str] = []
    kivy_window.show(screens.authorities(kiosk_kit, FINNISH, presses.append))
    return presses


def test_a_tap_presses_what_it_lies_on(kivy_window: KivyWindow, pressed: list[str]) -> None:
    for name in ("Verohallinto", "back", "size", "Kutsu apua", "Minulla on ajanvaraus"):
        kivy_window.tap(name)
    assert pressed == ["vero", "back", "size", "help", "appointment"]


def test_a_closed_choice_can_be_pressed_to_learn_more(kivy_window: KivyWindow, pressed: list[str]) -> None:
    kivy_window.tap("Maanmittauslaitos")
    assert pressed == ["mml"]


def test_a_double_tap_is_one_press(kivy_window: KivyWindow, pressed: list[str]) -> None:
    kivy_window.tap("Verohallinto")
    kivy_window.tap("Verohallinto", after_s=0.3)
    assert pressed == ["vero"]


def test_a_finger_that_slides_off_does_not_press(kivy_window: KivyWindow, pressed: list[str]) -> None:
    x, y = kivy_window.find("Verohallinto").rect_px.middle
    kivy_window.touch(x, y, lift_at=(x, y + 300))
    assert pressed == []


def test_a_finger_that_slides_on_does_not_press(kivy_window: KivyWindow, pressed: list[str]) -> None:
    x, y = kivy_window.find("Verohallinto").rect_px.middle
    kivy_window.touch(5, y, lift_at=(x, y))
    assert pressed == []


def test_a_touch_between_controls_does_nothing(kivy_window: KivyWindow, pressed: list[str]) -> None:
    kivy_window.touch(540, kivy_window.find("title").rect_px.middle[1])
    assert pressed == []


def test_a_finger_is_seen_while_it_lies_on_a_button(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    button = PrimaryButton(kiosk_kit, "Valmis", lambda: None)
    kivy_window.show(Column(kiosk_kit, button))
    before = kivy_window.picture().getpixel((540, 20))
    from kivy.tests.common import UnitTestTouch  # noqa: PLC0415  Kivy may be imported when the window is there

    finger = UnitTestTouch(540, 1900)
    finger.touch_down()
    assert kivy_window.picture().getpixel((540, 20)) != before
    finger.touch_up()
    assert kivy_window.picture().getpixel((540, 20)) == before


def test_a_control_that_is_not_enabled_cannot_be_pressed(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    presses: list[str] = []
    button = PrimaryButton(kiosk_kit, "Valmis", lambda: presses.append("done"))
    kivy_window.show(Column(kiosk_kit, button))
    button.set_enabled(False)
    kivy_window.tap("Valmis")
    assert not button.press()
    assert presses == []
    assert not kivy_window.find("Valmis").enabled
    assert focusable(button) == []
    button.set_enabled(True)
    kivy_window.tap("Valmis")
    assert presses == ["done"]


def test_the_keypad_meets_every_control_in_reading_order(kivy_window: KivyWindow, pressed: list[str]) -> None:
    assert kivy_window.root is not None
    controls = focusable(kivy_window.root)
    names = [control.name for control in controls]
    assert names[:3] == ["back", "language", "authority:dvv"]
    assert names[-7:] == ["appointment", "not_known", "size", "contrast", "low", "sound", "help"]
    assert all(control.spoken for control in controls)
    controls[3].press()
    assert pressed == ["vero"]


def test_the_focus_is_seen_around_a_control(kivy_window: KivyWindow, pressed: list[str]) -> None:  # noqa: ARG001  shows it
    assert kivy_window.root is not None
    before = kivy_window.picture()
    focusable(kivy_window.root)[3].set_focused(True)
    after = kivy_window.picture()
    assert kivy_window.find("authority:vero").focused
    rect = kivy_window.find("authority:vero").rect_px
    beside = (round(rect.left) - 3, round(rect.middle[1]))
    assert before.getpixel(beside) != after.getpixel(beside)


def test_a_choice_changes_its_words_without_a_new_control(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    choice = ChoiceButton(kiosk_kit, "Vero", lambda: None, quiet="Avoinna")
    kivy_window.show(Column(kiosk_kit, choice))
    choice.show("Skatt", "Stängt", available=False)
    kivy_window.settle()
    assert kivy_window.labels() == ["Skatt"]
    assert kivy_window.find("Skatt").spoken == "Skatt. Stängt"


def test_what_is_not_there_is_told_with_what_is(kivy_window: KivyWindow, pressed: list[str]) -> None:  # noqa: ARG001  shows it
    with pytest.raises(NotFoundError, match="Verohallinto"):
        kivy_window.tap("Migri")


def test_no_key_does_anything_by_itself(kivy_window: KivyWindow, pressed: list[str]) -> None:
    for code in (27, 282, 9, 13, 32):
        kivy_window.key(code)
    assert pressed == []
    assert kivy_window.root is not None
