"""Screens that nobody sees keep no large textures, and are drawn whole when they are shown again."""

from typing import TYPE_CHECKING

from common.screen.kit import Kit
from tests.kivy_window import KivyWindow

if TYPE_CHECKING:
    from common.screen.controls.control import Control
    from common.screen.controls.text import Text


def ink(window: KivyWindow) -> int:
    """How many pixels differ from the ground."""
    picture = window.picture().convert("L")
    ground = picture.getpixel((0, 0))
    return sum(count for value, count in enumerate(picture.histogram()) if value != ground)


def letters(control: "Control") -> object:
    """The texture that a control has drawn its letters on; the memory is what this is about."""
    return vars(control)["_texture"].texture


def make(kit: Kit, words: str) -> "Text":
    from common.screen.controls.text import Text  # noqa: PLC0415  it imports Kivy
    from common.screen.theme import Type  # noqa: PLC0415  as above

    return Text(kit, words, lettering=Type.TITLE)


def test_letters_are_given_back_and_drawn_again(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    for words in ("Tervetuloa palvelupisteeseen", "أهلا 214 بكم"):
        text = make(kiosk_kit, words)
        kivy_window.show(text)
        before = ink(kivy_window)
        assert before > 1000
        kivy_window.clear()
        text.let_go()
        assert letters(text) is None
        kivy_window.show(text)
        assert ink(kivy_window) == before


def test_what_nobody_sees_is_not_drawn_and_what_changed_meanwhile_is_shown(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    text = make(kiosk_kit, "vanha")
    text.show("uusi")
    kivy_window.settle()
    assert letters(text) is None
    kivy_window.show(text)
    first = ink(kivy_window)
    kivy_window.clear()
    text.show("uusi ja paljon pidempi")
    kivy_window.settle()
    kivy_window.show(text)
    assert ink(kivy_window) > 2 * first


def test_a_text_keeps_its_letters_once(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    text = make(kiosk_kit, "Tervetuloa")
    kivy_window.show(text)
    assert letters(text) is not None
    assert vars(vars(text)["_texture"])["_surface"] is None  # Kivy would keep it


def test_big_figures_are_given_back_too(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    from common.screen.controls.big_number import BigNumber  # noqa: PLC0415  it imports Kivy

    number = BigNumber(kiosk_kit, "214")
    kivy_window.show(number)
    before = ink(kivy_window)
    kivy_window.clear()
    number.let_go()
    assert letters(number) is None
    kivy_window.show(number)
    assert ink(kivy_window) == before
