from collections.abc import Callable

import pytest

from common.screen.controls.bar import Bar, BarButton, help_button
from common.screen.controls.buttons import ChoiceButton
from common.screen.controls.control import Control
from common.screen.controls.header import Header, HeaderButton, HeaderText
from common.screen.controls.pages import Pages
from common.screen.controls.screen import Screen
from common.screen.kit import Kit
from common.screen.symbols import Symbol
from kiosk.input.focus import Focus, start_of
from tests.kivy_window import KivyWindow

Make = Callable[[int], Screen]


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def make(kivy_window: KivyWindow, kiosk_kit: Kit, pressed: list[str]) -> Make:
    """Makes and shows a screen with so many choices in a list, the way back above and a bar below."""

    def note(name: str) -> Callable[[], None]:
        return lambda: pressed.append(name)

    def make(count: int) -> Screen:
        kit = kiosk_kit
        back = HeaderButton(kit, "Takaisin", note("back"), drawn=Symbol.BACK, name="back")
        bar = Bar(
            kit,
            [BarButton(kit, "Koko", Symbol.SIZE, note("size"), name="size")],
            help_button(kit, "Apua", note("help")),
        )
        screen = Screen(kit, header=Header(kit, back, HeaderText(kit, "10.24")), bar=bar)
        choices = [
            ChoiceButton(kit, f"Palvelu {index}", note(f"choice:{index}"), name=f"choice:{index}")
            for index in range(count)
        ]
        pages = Pages(kit, choices, more="Lisää", previous="Edelliset")
        pages.weight = 1
        screen.content.put(pages)
        kivy_window.show(screen)
        return screen

    return make


@pytest.fixture
def focus(kivy_window: KivyWindow) -> Focus:
    return Focus(lambda: kivy_window.root)


def choices(screen: Screen) -> Pages:
    (pages,) = screen.content.parts()
    assert isinstance(pages, Pages)
    return pages


def test_a_new_screen_has_no_focus_until_a_key_is_pressed(make: Make, focus: Focus) -> None:
    screen = make(3)
    assert focus.name is None
    focus.down()
    assert focus.name == "choice:0"
    assert focus.control is start_of(screen)


def test_down_and_up_go_in_reading_order_and_round(make: Make, focus: Focus) -> None:
    make(2)
    seen: list[str | None] = []
    for _ in range(7):
        focus.down()
        seen.append(focus.name)
    assert seen == ["choice:0", "choice:1", "size", "help", "back", "choice:0", "choice:1"]
    focus.up()
    focus.up()
    assert focus.name == "back"


def test_only_one_control_shows_the_ring(make: Make, focus: Focus, kivy_window: KivyWindow) -> None:
    make(3)
    focus.down()
    plain = kivy_window.picture()
    focus.down()
    kivy_window.settle()
    assert [one.name for one in kivy_window.describe() if one.focused] == ["choice:1"]
    assert kivy_window.picture() != plain
    focus.clear()
    assert not any(one.focused for one in kivy_window.describe())


def test_select_presses_and_a_second_time_at_once_does_not(
    make: Make, focus: Focus, kivy_window: KivyWindow, pressed: list[str]
) -> None:
    make(3)
    assert not focus.select()  # nothing has the focus yet: it begins to show
    assert focus.name == "choice:0"
    kivy_window.now_s += 1
    assert focus.select()
    kivy_window.now_s += 0.3
    assert not focus.select()
    kivy_window.now_s += 1
    assert focus.select()
    assert pressed == ["choice:0"] * 2


def test_going_past_the_last_choice_turns_the_page_and_back(make: Make, focus: Focus) -> None:
    screen = make(40)
    pages = choices(screen)
    names: list[str | None] = []
    for _ in range(40):
        focus.down()
        names.append(focus.name)
    assert names == [f"choice:{index}" for index in range(40)]
    assert pages.page > 1
    focus.down()
    assert focus.name == "previous"
    focus.up()
    for index in reversed(range(40)):
        assert focus.name == f"choice:{index}"
        focus.up()
    assert pages.page == 0
    assert focus.name == "back"


def test_the_buttons_that_turn_pages_work_by_keypad_too(
    make: Make, focus: Focus, kivy_window: KivyWindow
) -> None:
    screen = make(40)
    for _ in range(5):
        focus.up()  # the first choice, the way back, help, size, more
    assert focus.name == "more"
    while choices(screen).page < 2:
        kivy_window.now_s += 1
        focus.select()
        kivy_window.settle()
        focus.renew()
        assert focus.name is not None
    last = len(screen.content.parts())
    for _ in range(10 * last):
        if focus.name != "more":
            break
        kivy_window.now_s += 1
        focus.select()
        kivy_window.settle()
        focus.renew()
    assert focus.name is not None
    assert focus.name.startswith("choice:")


def test_the_focus_follows_a_name_to_another_control(make: Make, focus: Focus) -> None:
    screen = make(4)
    focus.down()
    focus.down()
    one, two = choices(screen).items[1:3]
    one.name, two.name = two.name, one.name
    focus.renew()
    assert focus.control is two
    assert two.focused
    assert not one.focused


def test_what_is_gone_has_no_focus(make: Make, focus: Focus) -> None:
    screen = make(4)
    focus.down()
    first = choices(screen).items[0]
    first.name = "something-else"
    focus.renew()
    assert focus.name is None
    assert not first.focused
    focus.down()
    assert focus.name == "something-else"


def test_a_control_that_is_not_enabled_is_passed_by(make: Make, focus: Focus) -> None:
    screen = make(3)
    choices(screen).items[1].set_enabled(False)
    focus.down()
    focus.down()
    assert focus.name == "choice:2"


def test_another_screen_has_no_focus_and_the_old_one_loses_its_ring(
    make: Make, focus: Focus, kivy_window: KivyWindow
) -> None:
    first = make(3)
    focus.down()
    make(3)
    focus.renew()
    assert focus.name is None
    assert not any(control.focused for control in first.walk_controls())
    kivy_window.show(first)
    assert not any(one.focused for one in kivy_window.describe())


def test_no_screen_at_all_does_nothing() -> None:
    root: list[Control] = []
    focus = Focus(lambda: root[0] if root else None)
    focus.down()
    focus.up()
    focus.renew()
    focus.clear()
    assert not focus.select()
    assert focus.control is None
