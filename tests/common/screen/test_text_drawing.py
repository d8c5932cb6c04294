"""Text in every script and direction, as pixels: nothing cut, figures in their order, lines apart."""

from collections.abc import Sequence

import pytest
from PIL import Image, ImageChops, ImageOps

from common.screen.controls.control import Control
from common.screen.controls.header import Header, HeaderButton
from common.screen.controls.layout import Column, Space
from common.screen.controls.panel import Ground
from common.screen.controls.text import Align, Text
from common.screen.controls.text_measure import kit_style, line_ascent_and_descent, measure_of
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.symbols import Symbol
from common.screen.theme import Type
from tests.kivy_window import KivyWindow

SENTENCE = "عندما يظهر رقمك 214 على الشاشة اذهب إلى 2. kerros، ثم انتظر من 15 إلى 25 دقيقة."


class OnPaper(Control):
    """Texts below each other on a white ground."""

    def __init__(self, kit: Kit, texts: Sequence[Text]) -> None:
        super().__init__(kit)
        self.put(Ground(kit, Ink.PAPER), Column(kit, *texts, Space(kit), margin_mm=10))


def picture_of(window: KivyWindow, text: Text) -> Image.Image:
    """The letters of a text, dark on white, without the air around them."""
    window.show(OnPaper(text.kit, [text]))
    picture = window.picture().convert("L")
    box = ImageOps.invert(picture).point([0] * 64 + [255] * 192).getbbox()
    assert box is not None
    return picture.crop(box)


@pytest.mark.parametrize("align", Align)
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_mixed_text_is_whole_and_as_wide_as_it_was_measured(
    kivy_window: KivyWindow, kiosk_kit: Kit, align: Align, *, mirrored: bool
) -> None:
    kit = kiosk_kit.with_direction(mirrored=mirrored)
    text = Text(kit, "رقم 214, Huone 5", lettering=Type.TITLE, align=align)
    picture = picture_of(kivy_window, text)
    assert kivy_window.problems() == []
    measured = measure_of(text.style_now)(text.label)
    assert measured == pytest.approx(picture.width, abs=0.15 * text.style_now.font_px)
    assert text.width_wanted() == measured


def test_figures_stand_left_of_their_sentence_and_in_their_order(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    kit = kiosk_kit.with_direction(mirrored=True)
    alone = picture_of(kivy_window, Text(kit, "214", lettering=Type.TITLE))
    sentence = picture_of(kivy_window, Text(kit, "رقم 214", lettering=Type.TITLE))
    assert sentence.width > 1.5 * alone.width
    figures = sentence.crop((0, 0, alone.width, sentence.height))
    box = ImageOps.invert(figures).point([0] * 64 + [255] * 192).getbbox()
    assert box is not None
    found = figures.crop(box)
    assert found.size == alone.size
    assert ImageChops.difference(found, alone).getextrema() == (0, 0)


def test_letters_that_join_are_joined(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    joined = picture_of(kivy_window, Text(kiosk_kit, "سسس", lettering=Type.TITLE))
    apart = picture_of(kivy_window, Text(kiosk_kit, "س س س", lettering=Type.TITLE))
    assert _inked_columns(joined) == joined.width  # one stroke from end to end
    assert _inked_columns(apart) < apart.width


def test_a_long_sentence_wraps_and_its_lines_stand_apart(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    kit = kiosk_kit.with_direction(mirrored=True)
    text = Text(kit, SENTENCE, lettering=Type.TITLE)
    kivy_window.show(OnPaper(kit, [text]))
    assert kivy_window.problems() == []
    assert text.height >= 2 * text.line_px
    latin = Text(kit, "Suomi", lettering=Type.TITLE)
    assert 1.1 * latin.line_px < text.line_px < 1.35 * latin.line_px


def test_a_line_with_another_script_keeps_the_base_line(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    plain = picture_of(kivy_window, Text(kiosk_kit, "H", lettering=Type.TITLE))
    mixed = picture_of(kivy_window, Text(kiosk_kit, "H \u0627", lettering=Type.TITLE))
    capital = mixed.crop((0, 0, plain.width, mixed.height))
    # An alef is a little higher than a capital and stands on the same line.
    assert 0 < mixed.height - plain.height < 0.25 * plain.height
    assert (
        capital.crop((0, mixed.height - plain.height, plain.width, mixed.height)).tobytes() == plain.tobytes()
    )


def test_a_text_changes_between_one_texture_and_many(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    text = Text(kiosk_kit, "Suomi", lettering=Type.TITLE)
    kivy_window.show(OnPaper(kiosk_kit, [text]))
    before = kivy_window.picture()
    text.show("العربية")
    assert kivy_window.picture().tobytes() != before.tobytes()
    assert kivy_window.problems() == []
    text.show("Suomi")
    assert kivy_window.picture().tobytes() == before.tobytes()


def test_a_text_in_the_family_is_measured_as_ever(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    kivy_window.settle()
    style = kit_style(kiosk_kit, 8.0, Type.TITLE.weight)
    own = line_ascent_and_descent(style, "")
    assert line_ascent_and_descent(style, "Ågården – Вул") == own
    assert line_ascent_and_descent(style, "رقم")[0] > own[0]


def test_the_way_back_points_to_the_right_on_a_mirrored_screen(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    def header(kit: Kit) -> Image.Image:
        back = HeaderButton(kit, "", lambda: None, drawn=Symbol.BACK, name="back")
        kivy_window.show(Column(kit, Header(kit, back), Space(kit)))
        rect = kivy_window.find("back").rect_px
        return kivy_window.picture().crop(
            (round(rect.left), round(rect.top), round(rect.right), round(rect.bottom))
        )

    plain, mirrored = header(kiosk_kit), header(kiosk_kit.with_direction(mirrored=True))
    turned = ImageOps.mirror(plain)
    difference = ImageChops.difference(turned.convert("L"), mirrored.convert("L"))
    assert _mean(difference) < 0.3 * _mean(ImageChops.difference(plain.convert("L"), mirrored.convert("L")))


def _inked_columns(picture: Image.Image) -> int:
    columns = (picture.crop((x, 0, x + 1, picture.height)) for x in range(picture.width))
    return sum(1 for column in columns if ImageOps.invert(column).point([0] * 128 + [255] * 128).getbbox())


def _mean(picture: Image.Image) -> float:
    histogram = picture.histogram()
    return sum(value * count for value, count in enumerate(histogram)) / sum(histogram)
