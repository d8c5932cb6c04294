"""Whole screens in every language and look: nothing cut or overlapping, all within reach and said."""

from collections.abc import Callable

import pytest
from PIL import ImageOps

from common.screen.colour import Colour, contrast
from common.screen.controls.screen import Screen
from common.screen.description import above_the_lower_half
from common.screen.kit import Kit
from common.screen.languages.messages import Messages, load_languages
from common.screen.theme import Contrast, Look, TextSize
from tests.common.screen import screens
from tests.kivy_window import KivyWindow

LANGUAGES = load_languages()
LOOKS = {
    "normal": Look(),
    "large": Look(size=TextSize.LARGE),
    "contrast": Look(contrast=Contrast.HIGH),
    "low": Look(low=True),
}
Make = Callable[[Kit, Messages], Screen]


@pytest.mark.parametrize("code", LANGUAGES.codes)
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
@pytest.mark.parametrize("make", [screens.rest, screens.authorities, screens.ticket])
def test_a_screen_is_whole(
    kivy_window: KivyWindow, kiosk_kit: Kit, make: Make, look: Look, code: str
) -> None:
    words = LANGUAGES.get(code)
    kivy_window.show(make(kiosk_kit.with_look(look).with_direction(mirrored=words.mirrored), words))
    assert kivy_window.problems() == []


@pytest.mark.parametrize("make", [screens.rest, screens.authorities, screens.ticket])
def test_in_low_mode_every_control_is_in_the_lower_half(
    kivy_window: KivyWindow, kiosk_kit: Kit, make: Make
) -> None:
    kivy_window.show(make(kiosk_kit.with_look(Look(low=True)), LANGUAGES.get("fi")))
    assert above_the_lower_half(kivy_window.describe(), kiosk_kit.panel) == []


def test_a_screen_can_change_its_look_and_back(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    screen = screens.ticket(kiosk_kit, LANGUAGES.get("fi"))
    kivy_window.show(screen)
    before = kivy_window.picture()
    screen.restyle(kiosk_kit.with_look(Look(size=TextSize.LARGE, contrast=Contrast.HIGH)))
    changed = kivy_window.picture()
    assert changed.getpixel((20, 1000)) == (0, 0, 0)
    assert kivy_window.problems() == []
    screen.restyle(kiosk_kit.with_look(Look()))
    assert kivy_window.picture().tobytes() == before.tobytes()


def test_the_header_is_drawn_in_the_colours_of_the_theme(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    kivy_window.show(screens.rest(kiosk_kit, LANGUAGES.get("fi")))
    picture = kivy_window.picture()
    assert picture.getpixel((3, 3)) == (0x00, 0x35, 0x7A)
    name = kivy_window.find(screens.POINT).rect_px
    letters = picture.crop((round(name.left), round(name.top), round(name.right), round(name.bottom)))
    brightest = max(
        letters.getcolors(maxcolors=100_000) or [], key=lambda entry: sum(map(int, _rgb(entry[1])))
    )
    assert contrast(Colour(*_rgb(brightest[1])), Colour(0x00, 0x35, 0x7A)) > 11


def test_capitals_on_the_screen_are_as_high_as_the_rule_says(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    kivy_window.show(screens.ticket(kiosk_kit, LANGUAGES.get("fi")))
    rect = kivy_window.find("number").rect_px
    picture = kivy_window.picture().convert("L")
    box = picture.crop((round(rect.left), round(rect.top) - 20, round(rect.right), round(rect.bottom) + 20))
    ink = ImageOps.invert(box).point([0] * 128 + [255] * 128).getbbox()
    assert ink is not None
    # Round figures reach over the line by 1–2 %.
    assert kiosk_kit.panel.mm(ink[3] - ink[1]) == pytest.approx(50, rel=0.04)


def test_reading_order_is_top_down_and_words_on_buttons_are_theirs(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    kivy_window.show(screens.authorities(kiosk_kit, LANGUAGES.get("fi")))
    labels = kivy_window.labels()
    assert labels[:4] == ["Takaisin", "Suomi", "Kenen luo olet tulossa?", "Digi- ja väestötietovirasto"]
    assert labels[-5:] == ["Koko", "Kontrasti", "Matala", "Ääni", "Kutsu apua"]
    assert not [label for label in labels if label.startswith("Avoinna")]
    spoken = kivy_window.find("authority:vero").spoken.replace("\u00a0", " ")
    assert spoken == "Verohallinto. Avoinna klo 16.15 asti · noin 15–25 min"


def test_a_screen_that_is_too_full_is_told(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    screen = screens.authorities(kiosk_kit, LANGUAGES.get("fi"))
    screen.content.put(*(screens.Body(kiosk_kit, "Vielä yksi rivi") for _ in range(30)))
    kivy_window.show(screen)
    found = "\n".join(kivy_window.problems())
    assert "does not fit" in found
    assert "reaches out of the window" in found
    assert "lie upon each other" in found


def test_a_mirrored_screen_starts_at_the_right(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    kivy_window.show(screens.authorities(kiosk_kit.with_direction(mirrored=True), LANGUAGES.get("fi")))
    assert kivy_window.problems() == []
    back, language = kivy_window.find("back").rect_px, kivy_window.find("language").rect_px
    assert back.left > language.right
    assert kivy_window.find("size").rect_px.left > kivy_window.find("help").rect_px.right


def _rgb(pixel: object) -> tuple[int, int, int]:
    assert isinstance(pixel, tuple)
    red, green, blue = pixel
    return int(red), int(green), int(blue)
