"""Grids of keys: as many columns as have room, and pages where not all keys have."""

import pytest

from common.screen.controls.control import Control
from common.screen.controls.keys import Key, Keys
from common.screen.kit import Kit
from common.screen.symbols import Symbol
from common.screen.theme import Look, TextSize
from tests.kivy_window import KivyWindow

FIXED = (Key("erase", "", lambda: None, spoken="Pyyhi", drawn=Symbol.ERASE),)


def keys(kit: Kit, labels: str, *, columns: tuple[int, ...] = (), fixed: tuple[Key, ...] = ()) -> Keys:
    made = Keys(kit, columns=columns)
    offer(made, labels, fixed)
    return made


def offer(grid: Keys, labels: str, fixed: tuple[Key, ...] = ()) -> None:
    each = [Key(f"key:{label}", label, lambda: None) for label in labels]
    grid.offer(each, fixed, more="Lisää", previous="Edelliset")


class Room(Control):
    """A room of a given height, as wide as a kiosk's content."""

    def __init__(self, grid: Keys, height_mm: float) -> None:
        super().__init__(grid.kit)
        self._grid, self._height_mm = grid, height_mm
        self.put(grid)

    def arrange(self) -> None:
        margin, height = self.kit.px(10), self.kit.px(self._height_mm)
        self._grid.place(self.x + margin, self.top - height, self.width - 2 * margin, height)


def show(window: KivyWindow, grid: Keys, height_mm: float) -> None:
    window.show(Room(grid, height_mm))
    assert window.problems() == []


def seen(window: KivyWindow) -> list[str]:
    return [one.name.removeprefix("key:") for one in window.describe()]


def rows(window: KivyWindow) -> int:
    return len({round(one.rect_px.top) for one in window.describe()})


def test_the_first_number_of_columns_that_has_room_is_taken(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    show(kivy_window, keys(kiosk_kit, "123456789ABC", columns=(3, 6)), 120)
    assert rows(kivy_window) == 4
    show(kivy_window, keys(kiosk_kit, "123456789ABC", columns=(3, 6)), 60)
    assert rows(kivy_window) == 2
    show(kivy_window, keys(kiosk_kit, "123456789ABC", columns=(3, 6)), 250)
    assert rows(kivy_window) == 4
    assert kivy_window.find("key:1").rect_mm.height == pytest.approx(30, abs=0.2)


def test_what_has_no_room_is_turned_to_and_fixed_keys_stand_on_each_page(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    grid = keys(kiosk_kit, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", fixed=FIXED)
    show(kivy_window, grid, 44 + 2)
    assert rows(kivy_window) <= 2
    found = [*seen(kivy_window)]
    assert found[-2:] == ["more", "erase"]
    while "more" in seen(kivy_window):
        kivy_window.tap("more")
        assert kivy_window.problems() == []
        assert seen(kivy_window)[-1] == "erase"
        found += seen(kivy_window)
    assert [one for one in found if len(one) == 1] == list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    kivy_window.tap("previous")
    assert "more" in seen(kivy_window)
    grid.first_page()
    kivy_window.settle()
    assert "previous" not in seen(kivy_window)


def test_keys_grow_with_their_labels_and_never_below_a_finger(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    large = kiosk_kit.with_look(Look(size=TextSize.LARGE))
    grid = Keys(large, mirrors=True)
    grid.offer(
        [Key(name, name, lambda: None) for name in ("10.30", "10.45", "WWW")],
        more="Lisää",
        previous="Edelliset",
    )
    show(kivy_window, grid, 60)
    assert min(one.rect_mm.width for one in kivy_window.describe()) >= 20


def test_rows_run_from_the_right_only_where_that_is_asked_for(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    for mirrors in (False, True):
        grid = Keys(kiosk_kit.with_direction(mirrored=True), mirrors=mirrors)
        offer(grid, "123")
        show(kivy_window, grid, 60)
        one, two = kivy_window.find("key:1").rect_mm, kivy_window.find("key:2").rect_mm
        assert (one.left > two.right) is mirrors


def test_a_key_is_pressed_and_says_its_words(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    pressed: list[str] = []
    grid = Keys(kiosk_kit)
    grid.offer(
        [
            Key("a", "A", lambda: pressed.append("a")),
            Key("gone", "9.00", lambda: pressed.append("gone"), spoken="9.00, mennyt", available=False),
        ],
        more="Lisää",
        previous="Edelliset",
    )
    show(kivy_window, grid, 60)
    kivy_window.tap("a")
    kivy_window.tap("gone")
    assert pressed == ["a", "gone"]
    assert [one.spoken for one in kivy_window.describe()] == ["A", "9.00, mennyt"]


def test_other_keys_make_no_new_buttons(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    grid = keys(kiosk_kit, "ABC")
    show(kivy_window, grid, 60)
    first = grid.parts()
    offer(grid, "DEF")
    kivy_window.settle()
    assert grid.parts() == first
    assert seen(kivy_window) == ["D", "E", "F"]


def test_no_keys_take_no_room(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    grid = keys(kiosk_kit, "")
    show(kivy_window, grid, 60)
    assert grid.height_for(100) == grid.height_most(100) == 0
    assert kivy_window.describe() == []
