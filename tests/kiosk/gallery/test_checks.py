"""Each rule finds the fault that it is there for, on a real screen, and nothing on a good one."""

from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest

from common.screen.colour import Colour
from common.screen.controls.big_number import BigNumber
from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.control import Control
from common.screen.controls.face import Face
from common.screen.controls.header import HeaderButton
from common.screen.controls.keys import Key, Keys
from common.screen.controls.layout import Row
from common.screen.controls.pages import Pages
from common.screen.controls.panel import Ground
from common.screen.controls.picture import Picture
from common.screen.controls.pressable import Pressable
from common.screen.controls.qr_code import QrCode
from common.screen.controls.text import Body, Text, Title
from common.screen.kit import Kit
from common.screen.palette import HIGH_CONTRAST, Ink
from common.screen.symbols import Symbol, symbol
from common.screen.theme import Contrast, Lettering, Look, TextSize, Type
from kiosk.gallery.checks.every import problems_of
from kiosk.gallery.looks import LOOKS
from kiosk.gallery.showing.seeing import view_of
from kiosk.gallery.view import Problem
from tests.kiosk.gallery.faulty import Laid, button, good_parts, nothing, screen
from tests.kivy_window import KivyWindow

FAINT = Face(Ink.PAPER, Ink.LINE, Ink.TEXT, Ink.QUIET)

Found = Callable[[Control], list[Problem]]


@pytest.fixture
def found(kivy_window: KivyWindow) -> Found:
    """What the rules find on a screen that is really drawn."""

    def look(root: Control) -> list[Problem]:
        kivy_window.show(root)
        return problems_of(view_of(root, kivy_window.picture()))

    return look


def checks(problems: list[Problem]) -> set[str]:
    return {problem.check for problem in problems}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_good_screen_has_no_problem(found: Found, kiosk_kit: Kit, look: Look) -> None:
    kit = kiosk_kit.with_look(look)
    assert found(screen(kit)) == []
    assert found(screen(kit.with_direction(mirrored=True))) == []


@pytest.mark.parametrize(("width_mm", "height_mm"), [(60, 14), (150, 6)], ids=["narrow", "flat"])
def test_a_text_without_room_is_cut(found: Found, kiosk_kit: Kit, width_mm: float, height_mm: float) -> None:
    question = "Kenen luo olet tulossa tänään?"
    laid = Laid(kiosk_kit, (Title(kiosk_kit, question), 0, 10, width_mm, height_mm))
    problems = found(screen(kiosk_kit, laid))
    assert "cut" in checks(problems)
    assert any(question in problem.detail for problem in problems)


def test_a_text_that_reaches_out_of_its_button_is_cut(found: Found, kiosk_kit: Kit) -> None:
    class Narrow(PrimaryButton):
        def fits(self) -> bool:
            return True

        def arrange(self) -> None:
            super().arrange()
            line = self.lines[0]
            line.place(self.right - 20, line.y, 300, line.height)

    problems = found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), Narrow(kiosk_kit, "Valmis", nothing)))
    assert "cut" in checks(problems)


def test_too_much_for_the_height_is_cut(found: Found, kiosk_kit: Kit) -> None:
    many = [button(kiosk_kit, f"Palvelu {number}", f"choice-{number}") for number in range(12)]
    assert "cut" in checks(found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), *many)))


def test_what_reaches_out_of_the_window_is_told(found: Found, kiosk_kit: Kit) -> None:
    laid = Laid(kiosk_kit, (button(kiosk_kit, "Verohallinto"), 100, 10, 120, 24))
    assert "outside" in checks(found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), laid)))


def test_two_texts_in_one_place_are_told(found: Found, kiosk_kit: Kit) -> None:
    laid = Laid(
        kiosk_kit,
        (Body(kiosk_kit, "Odotusalue A"), 0, 10, 100, 12),
        (Body(kiosk_kit, "Odotusalue B"), 20, 14, 100, 12),
    )
    assert "overlapping" in checks(found(screen(kiosk_kit, laid)))


def test_a_symbol_upon_a_text_is_told(found: Found, kiosk_kit: Kit) -> None:
    laid = Laid(
        kiosk_kit,
        (Body(kiosk_kit, "Odotusalue A"), 0, 10, 100, 12),
        (Picture(kiosk_kit, symbol(Symbol.SIZE), side_mm=10), 4, 10, 12, 12),
    )
    assert "overlapping" in checks(found(screen(kiosk_kit, laid)))


def test_a_target_that_is_too_small_is_told(found: Found, kiosk_kit: Kit) -> None:
    laid = Laid(kiosk_kit, (Pressable(kiosk_kit, nothing, name="tiny", spoken="Pieni"), 10, 10, 60, 15))
    problems = found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), laid))
    assert checks(problems) == {"target size"}
    assert "14.9 mm is less than 20 mm" in problems[0].detail


def test_targets_that_are_too_near_are_told(found: Found, kiosk_kit: Kit) -> None:
    problems = found(screen(kiosk_kit, *good_parts(kiosk_kit), gap_mm=1.5))
    assert checks(problems) == {"target gap"}


def test_in_low_mode_a_button_in_the_upper_half_is_told(found: Found, kiosk_kit: Kit) -> None:
    low = kiosk_kit.with_look(LOOKS["low"])
    root = screen(low, Title(low, "Mitä?"), Laid(low, (button(low, "Verohallinto"), 0, -60, 120, 26)))
    assert "low mode" in checks(found(root))
    upright = screen(kiosk_kit)
    assert found(upright) == []


@pytest.mark.parametrize("ink", [Ink.PAPER, Ink.LINE, Ink.NOTICE, Ink.QUIET_EDGE])
def test_a_text_that_hardly_stands_out_is_told(found: Found, kiosk_kit: Kit, ink: Ink) -> None:
    faint = Body(kiosk_kit, "Palveluneuvoja auttaa sinua.", ink=ink)
    problems = found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), faint))
    assert checks(problems) == {"text contrast"}


def test_a_quiet_line_on_a_button_is_measured_too(found: Found, kiosk_kit: Kit) -> None:
    faint = button(kiosk_kit, "Verohallinto")
    faint.show_as(Face(Ink.PAPER, Ink.EDGE, Ink.TEXT, Ink.QUIET_EDGE))
    assert checks(found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), faint))) == {"text contrast"}


def test_a_text_across_two_grounds_is_measured_on_both(found: Found, kiosk_kit: Kit) -> None:
    laid = Laid(
        kiosk_kit,
        (Ground(kiosk_kit, Ink.INK), 0, 0, 60, 60),
        (Text(kiosk_kit, "Odotusalue B, vasemmalla", lettering=Type.STRONG), 30, 25, 100, 12),
    )
    assert "text contrast" in checks(found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), laid)))


def test_high_contrast_asks_for_more(found: Found, kiosk_kit: Kit) -> None:
    high = kiosk_kit.with_look(Look(contrast=Contrast.HIGH))
    palette = msgspec.structs.replace(HIGH_CONTRAST, text=Colour.parse("#969696"))  # 7.1 on black
    grey = replace(high, theme=msgspec.structs.replace(high.theme, palette=palette))
    assert checks(found(screen(grey))) == {"text contrast"}


def test_a_symbol_that_hardly_stands_out_is_told(found: Found, kiosk_kit: Kit) -> None:
    faint = Picture(kiosk_kit, symbol(Symbol.SOUND), side_mm=12, ink=Ink.LINE)
    problems = found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), faint))
    assert checks(problems) == {"symbol contrast"}


def test_a_button_with_a_faint_edge_is_told(found: Found, kiosk_kit: Kit) -> None:
    faint = PrimaryButton(kiosk_kit, "Valmis", nothing, face=FAINT)
    problems = found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), faint))
    assert checks(problems) == {"edge contrast"}


def test_a_button_without_an_edge_is_told(found: Found, kiosk_kit: Kit) -> None:
    bare = PrimaryButton(kiosk_kit, "Valmis", nothing, face=Face(Ink.PAPER, Ink.PAPER, Ink.TEXT, Ink.QUIET))
    assert checks(found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), bare))) == {"edge contrast"}


def test_a_letter_that_no_font_has_is_told(found: Found, kiosk_kit: Kit) -> None:
    problems = found(screen(kiosk_kit, Title(kiosk_kit, "Mitä \u0378 koskee?")))
    assert "glyphs" in checks(problems)
    assert any("U+0378" in problem.detail for problem in problems)


@pytest.mark.parametrize(
    ("look", "capital_mm"), [("normal", 3.0), ("contrast", 4.0), ("large", 6.0), ("low", 4.0)]
)
def test_letters_that_are_too_small_are_told(
    found: Found, kiosk_kit: Kit, look: str, capital_mm: float
) -> None:
    kit = kiosk_kit.with_look(LOOKS[look])
    small = Text(kit, "Palveluneuvoja auttaa sinua.", lettering=Lettering(capital_mm))
    assert checks(found(screen(kit, Title(kit, "Mitä?"), small))) == {"text size"}


def test_figures_that_had_to_shrink_too_far_are_told(found: Found, kiosk_kit: Kit) -> None:
    kit = kiosk_kit.with_look(Look(size=TextSize.LARGE))
    number = BigNumber(kit, "214", capital_mm=5.0)
    assert checks(found(screen(kit, Title(kit, "Mitä?"), number))) == {"text size"}


def test_letters_smaller_than_they_say_are_told(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    root = screen(kiosk_kit, Text(kiosk_kit, "Tervetuloa", lettering=Lettering(3.0)))
    kivy_window.show(root)
    view = view_of(root, kivy_window.picture())
    boasting = tuple(replace(one, capital_mm=11.0) for one in view.letters)
    assert "text size" in checks(problems_of(replace(view, letters=boasting)))


def test_a_button_that_the_keypad_cannot_come_to_is_told(found: Found, kiosk_kit: Kit) -> None:
    holder = button(kiosk_kit, "Verohallinto", "outer")
    inner = Pressable(kiosk_kit, nothing, name="inner", spoken="Sisällä")
    holder.put(inner)
    place = holder.arrange

    def arrange() -> None:
        place()
        inner.place(holder.right - 130, holder.y, 130, 130)

    holder.arrange = arrange
    problems = found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), holder))
    assert any(one.check == "keypad" and "does not come" in one.detail for one in problems)


def test_a_button_that_is_not_seen_and_can_be_pressed_is_told(found: Found, kiosk_kit: Kit) -> None:
    ghost = button(kiosk_kit, "Verohallinto", "ghost")
    ghost.opacity = 0
    problems = found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), ghost))
    assert checks(problems) == {"keypad"}
    assert "is not seen" in problems[0].detail


def test_keypad_that_jumps_up_is_told(found: Found, kiosk_kit: Kit) -> None:
    first, second = button(kiosk_kit, "Verohallinto", "tax"), button(kiosk_kit, "Poliisi", "police")
    laid = Laid(kiosk_kit, (first, 0, 40, 150, 26), (second, 0, 5, 150, 26))
    problems = found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), laid))
    assert checks(problems) == {"reading order"}
    assert any(one.detail.startswith("keypad") for one in problems)
    assert any(one.detail.startswith("speech") for one in problems)


def test_a_row_that_is_not_mirrored_is_told(found: Found, kiosk_kit: Kit) -> None:
    def row(kit: Kit) -> Laid:
        first, second = button(kit, "Vero", "one"), button(kit, "Poliisi", "two")
        return Laid(kit, (first, 0, 5, 70, 40), (second, 80, 5, 70, 40))

    assert found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), row(kiosk_kit))) == []
    mirrored = kiosk_kit.with_direction(mirrored=True)
    problems = found(screen(mirrored, Title(mirrored, "Mitä?"), row(mirrored)))
    assert checks(problems) == {"reading order"}
    own = Row(mirrored, button(mirrored, "Vero", "one"), button(mirrored, "Poliisi", "two"))
    assert found(screen(mirrored, Title(mirrored, "Mitä?"), own)) == []


def test_figures_run_from_the_left_in_every_language(found: Found, kiosk_kit: Kit) -> None:
    def keypad(kit: Kit, *, mirrors: bool) -> Keys:
        made = Keys(kit, columns=(3,), mirrors=mirrors)
        keys = [Key(f"key:{sign}", sign, nothing) for sign in "123456789"]
        made.offer(keys, more="Lisää", previous="Edelliset")
        return made

    mirrored = kiosk_kit.with_direction(mirrored=True)
    for mirrors in (False, True):
        keys = keypad(mirrored, mirrors=mirrors)
        assert found(screen(mirrored, Title(mirrored, "Koodi"), keys)) == []


def test_a_button_with_nothing_to_say_is_told(found: Found, kiosk_kit: Kit) -> None:
    mute = button(kiosk_kit, "Verohallinto", spoken="")
    assert checks(found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), mute))) == {"speech"}


def test_a_screen_that_does_not_say_what_it_is_is_told(found: Found, kiosk_kit: Kit) -> None:
    root = screen(kiosk_kit, button(kiosk_kit, "Verohallinto"))
    for control in root.walk_controls():
        if isinstance(control, Text):
            control.own_spoken = ""
    assert checks(found(root)) == {"speech"}


def test_a_screen_from_which_no_person_can_be_called_is_told(found: Found, kiosk_kit: Kit) -> None:
    assert checks(found(screen(kiosk_kit, helps=False))) == {"person"}


def test_a_list_that_stands_where_it_was_left_is_told(found: Found, kiosk_kit: Kit) -> None:
    previous = button(kiosk_kit, "Edelliset", "previous")
    assert checks(found(screen(kiosk_kit, Title(kiosk_kit, "Mitä?"), previous))) == {"first page"}


@pytest.mark.parametrize("number", ["214", "99999", "888", "1"])
def test_large_figures_are_measured_whatever_their_shape(found: Found, kiosk_kit: Kit, number: str) -> None:
    assert (
        found(
            screen(
                kiosk_kit, Title(kiosk_kit, "Vuoronumerosi on"), BigNumber(kiosk_kit, number, capital_mm=30)
            )
        )
        == []
    )


def test_a_number_that_large_text_makes_small_is_told(found: Found, kiosk_kit: Kit) -> None:
    kit = kiosk_kit.with_look(Look(size=TextSize.LARGE))

    def beside(height_mm: float) -> set[str]:
        number = BigNumber(kit, "214", least_mm=14.0)
        return checks(found(screen(kit, Title(kit, "Numero"), Laid(kit, (number, 0, 10, 170, height_mm)))))

    assert beside(50.0) == beside(42.0) == set()
    assert beside(38.0) == {"number size"}


def test_figures_that_fill_their_line_are_as_large_as_they_can_be(found: Found, kiosk_kit: Kit) -> None:
    number = BigNumber(kiosk_kit, "99999", least_mm=14.0)
    laid = Laid(kiosk_kit, (number, 0, 10, 100, 50))
    assert found(screen(kiosk_kit, Title(kiosk_kit, "Numero"), laid)) == []


def test_a_code_too_small_for_a_phone_is_told(found: Found, kiosk_kit: Kit) -> None:
    def beside(side_mm: float) -> set[str]:
        code = QrCode(kiosk_kit, side_mm=side_mm)
        code.show("https://vuoro.example/seuraa/0123456789abcdef")
        return checks(
            found(
                screen(
                    kiosk_kit, Title(kiosk_kit, "Numero"), Laid(kiosk_kit, (code, 0, 10, side_mm, side_mm))
                )
            )
        )

    assert beside(34.0) == set()
    assert beside(20.0) == {"code size"}


def test_a_first_screen_with_a_second_page_is_told(found: Found, kiosk_kit: Kit) -> None:
    def first(count: int) -> set[str]:
        languages = [button(kiosk_kit, f"Kieli {number}", f"{number}") for number in range(count)]
        root = screen(
            kiosk_kit,
            Title(kiosk_kit, "Tervetuloa"),
            HeaderButton(kiosk_kit, "10.24", nothing, name="staff"),
            Pages(kiosk_kit, languages, more="Lisää", previous="Edelliset"),
        )
        return checks(found(root))

    assert first(2) == set()
    assert first(20) == {"all at once"}
