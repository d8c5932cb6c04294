"""What stays at the foot of every page of a list, and lists in two columns."""

import pytest

from common.screen.controls.buttons import ChoiceButton
from common.screen.controls.control import Control
from common.screen.controls.foot import FootButton
from common.screen.controls.layout import Column
from common.screen.controls.pages import Pages
from common.screen.description import Rect
from common.screen.kit import Kit
from common.screen.theme import Look, TextSize
from tests.kivy_window import KivyWindow

LONG = "Minulla on varattu aika jonkun palveluneuvojan luo"


class High(Control):
    """One control of a given height, at the top of the window."""

    def __init__(self, kit: Kit, part: Control, height_mm: float) -> None:
        super().__init__(kit)
        self._part, self._height_mm = part, height_mm
        self.put(part)

    def arrange(self) -> None:
        height = self.kit.px(self._height_mm)
        self._part.place(self.x, self.top - height, self.width, height)


def nothing() -> None:
    """For buttons that are not pressed."""


def choices(kit: Kit, count: int) -> list[Control]:
    return [ChoiceButton(kit, f"Valinta {number}", nothing, name=f"{number}") for number in range(count)]


def foot(kit: Kit, *labels: str) -> list[FootButton]:
    return [FootButton(kit, label, nothing, name=label) for label in labels]


def new(kit: Kit, *, pairs: bool = False) -> Pages:
    return Pages(kit, more="Lisää", previous="Edelliset", pairs=pairs)


def every_page(window: KivyWindow) -> list[list[str]]:
    """Turn through all pages, and return the names on each in reading order."""
    seen: list[list[str]] = []
    while True:
        assert window.problems() == []
        seen.append([control.name for control in window.describe()])
        if "more" not in seen[-1]:
            return seen
        window.tap("more")


def met(pages: list[list[str]], *others: str) -> list[str]:
    return [name for page in pages for name in page if name.isdigit() or name in others]


@pytest.mark.parametrize("low", [False, True], ids=["whole", "low"])
@pytest.mark.parametrize("mirrored", [False, True], ids=["from-left", "from-right"])
def test_what_nobody_should_turn_pages_for_stands_on_every_page(
    kivy_window: KivyWindow, kiosk_kit: Kit, *, low: bool, mirrored: bool
) -> None:
    kit = kiosk_kit.with_look(Look(low=low)).with_direction(mirrored=mirrored)
    pages = new(kit)
    pages.put_items(choices(kit, 14), foot(kit, "appointment", "help"))
    kivy_window.show(Column(kit, pages))
    seen = every_page(kivy_window)
    assert len(seen) > 1
    assert {tuple(page[-2:]) for page in seen} == {("appointment", "help")}
    assert met(seen) == [str(number) for number in range(14)]


def test_what_stays_does_not_move_from_page_to_page(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    pages = new(kiosk_kit)
    pages.put_items(choices(kiosk_kit, 14), foot(kiosk_kit, "appointment", "help"))
    kivy_window.show(Column(kiosk_kit, pages))
    places: set[Rect] = {kivy_window.find("help").rect_px}
    kivy_window.tap("more")
    places.add(kivy_window.find("help").rect_px)
    assert len(places) == 1


def test_two_that_stay_stand_beside_each_other_where_their_words_fit(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    pages = new(kiosk_kit)
    pages.put_items(choices(kiosk_kit, 2), foot(kiosk_kit, "Ajanvaraus", "Apua"))
    kivy_window.show(Column(kiosk_kit, pages))
    assert kivy_window.find("Ajanvaraus").rect_px.top == kivy_window.find("Apua").rect_px.top
    pages.put_items(choices(kiosk_kit, 2), foot(kiosk_kit, "Ajanvarauskoodillakirjautuminen", "Apua"))
    kivy_window.settle()
    upper = kivy_window.find("Ajanvarauskoodillakirjautuminen").rect_px
    assert upper.bottom < kivy_window.find("Apua").rect_px.top
    assert kivy_window.problems() == []


def test_where_a_choice_would_have_no_room_only_the_last_stays_and_the_others_come_first(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    kit = kiosk_kit.with_look(Look(low=True))
    pages = new(kit)
    pages.put_items(choices(kit, 4), foot(kit, "appointment", "help"))
    kivy_window.show(High(kit, pages, 54))
    seen = every_page(kivy_window)
    assert all("help" in page for page in seen)
    assert met(seen, "appointment") == ["appointment", "0", "1", "2", "3"]


def test_without_room_even_for_that_it_is_the_end_of_the_list(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    pages = new(kiosk_kit)
    pages.put_items(choices(kiosk_kit, 3), foot(kiosk_kit, "appointment", "help"))
    kivy_window.show(High(kiosk_kit, pages, 54))
    seen = every_page(kivy_window)
    assert met(seen, "appointment", "help") == ["appointment", "0", "1", "2", "help"]


def test_arrows_in_the_place_of_words_are_said_in_words(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    kit = kiosk_kit.with_look(Look(low=True, size=TextSize.LARGE))
    pages = new(kit)
    pages.put_items(
        [ChoiceButton(kit, f"{LONG} {number}", nothing) for number in range(3)], foot(kit, "help")
    )
    kivy_window.show(High(kit, pages, 110))
    kivy_window.tap("more")
    more = kivy_window.find("more")
    assert more.spoken == "Lisää"
    assert more.rect_px.top == kivy_window.find("help").rect_px.top
    assert kivy_window.problems() == []


def test_a_list_in_pairs_has_two_columns_before_it_has_pages(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    pages = new(kiosk_kit, pairs=True)
    pages.put_items(choices(kiosk_kit, 3), foot(kiosk_kit, "others"))
    kivy_window.show(High(kiosk_kit, pages, 84))
    assert every_page(kivy_window) == [["0", "1", "2", "others"]]
    first, second, third = (kivy_window.find(f"{number}").rect_px for number in range(3))
    assert first.top == second.top
    assert first.width == third.width


def test_names_on_the_button_are_as_many_as_have_room(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    names = ("Русский", "Українська", "Eesti", "Davvisámegiella", "العربية")
    others = foot(kiosk_kit, "others")[0]
    others.show_names(names)
    kivy_window.show(Column(kiosk_kit, others))
    assert all(name in others.quiet for name in names)
    kit = kiosk_kit.with_look(Look(low=True, size=TextSize.LARGE))
    others.restyle(kit)
    kivy_window.settle()
    assert others.quiet.startswith("Русский")
    assert others.quiet.endswith("…")
    assert kivy_window.problems() == []
