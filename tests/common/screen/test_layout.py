from dataclasses import replace
from pathlib import Path

import pytest

from common.screen.controls.big_number import BigNumber, capital_that_fits
from common.screen.controls.buttons import ChoiceButton, PrimaryButton
from common.screen.controls.control import Control
from common.screen.controls.layout import Column, Row, Space
from common.screen.controls.pages import Pages
from common.screen.controls.text import Text
from common.screen.fonts import FONT_FOLDERS, find_fonts
from common.screen.kit import Kit
from common.screen.measure import Panel
from common.screen.theme import LINE_PER_CAPITAL, Lettering, Weight
from tests.kivy_window import KivyWindow, MakeKit


class Placed(Control):
    """One control of a given size, 10 mm from the upper left corner."""

    def __init__(self, kit: Kit, part: Control, width_mm: float, height_mm: float) -> None:
        super().__init__(kit)
        self._part, self._size_mm = part, (width_mm, height_mm)
        self.put(part)

    def arrange(self) -> None:
        px = self.kit.panel.px_per_mm
        width, height = (side * px for side in self._size_mm)
        self._part.place(self.x + 10 * px, self.top - 10 * px - height, width, height)


LONG = "Myndigheten för digitalisering och befolkningsdata"


def nothing() -> None:
    """For buttons that are not pressed."""


def choices(kit: Kit, count: int) -> list[Control]:
    return [ChoiceButton(kit, f"Valinta {number}", nothing, name=f"{number}") for number in range(count)]


def shown(window: KivyWindow) -> list[str]:
    return [control.name for control in window.describe()]


def test_a_long_name_wraps_and_its_button_grows(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    short, long = ChoiceButton(kiosk_kit, "Kela", nothing), ChoiceButton(kiosk_kit, LONG, nothing)
    kivy_window.show(Column(kiosk_kit, short, long, margin_mm=30))
    assert kivy_window.problems() == []
    assert long.height > short.height


def test_a_button_is_never_lower_than_the_target(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    kivy_window.show(Column(kiosk_kit, ChoiceButton(kiosk_kit, "Kela", nothing)))
    assert kivy_window.find("Kela").rect_mm.height >= 23.9


def test_a_word_too_wide_for_its_room_is_told(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    kivy_window.show(Column(kiosk_kit, Text(kiosk_kit, "vero.fi/omavero"), margin_mm=85))
    assert "does not fit" in kivy_window.problems()[0]


def test_a_long_word_is_broken_between_syllables_rather_than_cut(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    kivy_window.show(Column(kiosk_kit, Text(kiosk_kit, "Sosiaalivakuutuslautakunta"), margin_mm=75))
    assert kivy_window.problems() == []


def test_spaces_give_way_before_texts_do(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    column = Column(
        kiosk_kit, Text(kiosk_kit, "yksi"), Space(kiosk_kit, height_mm=400), Text(kiosk_kit, "kaksi")
    )
    kivy_window.show(column)
    assert kivy_window.problems() == []
    assert kivy_window.find("kaksi").rect_mm.bottom > 340


def test_a_weight_takes_what_is_left(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    kivy_window.show(Column(kiosk_kit, Space(kiosk_kit), PrimaryButton(kiosk_kit, "Valmis", nothing)))
    assert kivy_window.find("Valmis").rect_mm.bottom > 344


def test_an_empty_text_takes_no_room(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    empty = Text(kiosk_kit, "")
    kivy_window.show(Column(kiosk_kit, empty, Text(kiosk_kit, "alku")))
    assert kivy_window.find("alku").rect_px.top == 0
    empty.show("otsikko")
    kivy_window.settle()
    assert kivy_window.find("alku").rect_px.top > 20


def test_a_row_stands_in_a_column_where_a_word_would_not_fit(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    pair = [PrimaryButton(kiosk_kit, word, nothing) for word in ("Ilmoittautuminen", "Ajanvarauskoodilla")]
    row = Row(kiosk_kit, *pair)
    kivy_window.show(Column(kiosk_kit, row))
    one, other = kivy_window.find("Ilmoittautuminen").rect_px, kivy_window.find("Ajanvarauskoodilla").rect_px
    assert one.top == other.top
    kivy_window.show(
        Column(
            kiosk_kit,
            Row(kiosk_kit, *(PrimaryButton(kiosk_kit, b.label, nothing) for b in pair)),
            margin_mm=40,
        )
    )
    one, other = kivy_window.find("Ilmoittautuminen").rect_px, kivy_window.find("Ajanvarauskoodilla").rect_px
    assert one.bottom < other.top
    assert kivy_window.problems() == []


def test_few_choices_need_no_pages(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    kivy_window.show(
        Column(kiosk_kit, Pages(kiosk_kit, choices(kiosk_kit, 4), more="Lisää", previous="Edelliset"))
    )
    assert shown(kivy_window) == ["0", "1", "2", "3"]


def test_many_choices_are_turned_by_buttons_and_each_is_met_once(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    kivy_window.show(
        Column(kiosk_kit, Pages(kiosk_kit, choices(kiosk_kit, 25), more="Lisää", previous="Edelliset"))
    )
    met: list[str] = []
    while True:
        assert kivy_window.problems() == []
        names = shown(kivy_window)
        met += [name for name in names if name.isdigit()]
        if "more" not in names:
            break
        kivy_window.tap("Lisää")
    assert met == [str(number) for number in range(25)]
    kivy_window.tap("Edelliset")
    assert "more" in shown(kivy_window)


def test_a_new_list_begins_at_its_beginning(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    pages = Pages(kiosk_kit, choices(kiosk_kit, 25), more="Lisää", previous="Edelliset")
    kivy_window.show(Column(kiosk_kit, pages))
    kivy_window.tap("Lisää")
    pages.put_items(choices(kiosk_kit, 3))
    kivy_window.settle()
    assert shown(kivy_window) == ["0", "1", "2"]


def test_the_largest_number_that_fits_does_fit(kivy_window: KivyWindow, make_kit: MakeKit) -> None:
    kit = make_kit(Panel(960, 540, 1920, 1080))
    for width_mm in (90, 250, 700):
        capital = capital_that_fits(kit, "2140", width_mm, 400)
        kivy_window.show(Placed(kit, BigNumber(kit, "2140", capital_mm=capital), width_mm, 400))
        assert kivy_window.problems() == []
        assert capital_that_fits(kit, "2140", width_mm, 20) == 20


def test_a_number_shrinks_to_its_least_and_no_further(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    number = BigNumber(kiosk_kit, "214", capital_mm=200, least_mm=30)
    kivy_window.show(
        Column(kiosk_kit, number, *(PrimaryButton(kiosk_kit, f"{n}", nothing) for n in range(9)))
    )
    assert kivy_window.problems() == []
    assert 30 <= kivy_window.find("number").rect_mm.height < 110


@pytest.mark.parametrize("folder", FONT_FOLDERS, ids=lambda folder: folder.name)
def test_the_room_for_a_line_that_plans_count_with_is_enough(
    kivy_window: KivyWindow, make_kit: MakeKit, folder: Path
) -> None:
    kit = replace(make_kit(Panel(960, 540, 1920, 1080)), fonts=find_fonts([folder]))
    for capital in (10.0, 18.0, 64.0):
        text = Text(kit, "Ågården 5", lettering=Lettering(capital, Weight.SEMIBOLD))
        kivy_window.show(Placed(kit, text, 940, capital * LINE_PER_CAPITAL))
        assert kivy_window.problems() == []


def test_controls_that_stay_are_kept(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    one, two, three = (Text(kiosk_kit, word) for word in ("yksi", "kaksi", "kolme"))
    column = Column(kiosk_kit, one, two)
    kivy_window.show(column)
    column.put_only(three, one)
    kivy_window.settle()
    assert kivy_window.labels() == ["kolme", "yksi"]
    assert column.parts() == [three, one]


def test_room_that_is_not_enough_goes_to_the_next(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    def column(*, proud: bool) -> Column:
        first, second = Space(kiosk_kit, height_mm=500), Space(kiosk_kit, height_mm=50)
        first.all_or_nothing = proud
        made = Column(kiosk_kit, first, second, gap_mm=0)
        kivy_window.show(made)
        return made

    heights = [[part.height for part in column(proud=proud).parts()] for proud in (False, True)]
    assert heights[0][1] == 0
    assert heights[1] == [0, kiosk_kit.px(50)]
