from hypothesis import given
from hypothesis import strategies as st

from common.screen.fonts import find_fonts
from common.screen.text.runs import Run, is_plain, runs_of
from common.screen.theme import Weight

FONTS = find_fonts()
ALEF = "\u0627"


def runs(text: str, weight: Weight = Weight.REGULAR) -> tuple[Run, ...]:
    return runs_of(text, FONTS, weight, mirrored=True)


def test_nearly_every_text_is_plain() -> None:
    for text in ("Digi- ja väestötietovirasto", "Очередь заполнена", "Čáhci ŋ ŧ · 15–25", ""):
        assert is_plain(text, FONTS, Weight.BOLD)
    for text in ("العربية", "Suomi · العربية", "አማርኛ", "Hanzi 漢"):
        assert not is_plain(text, FONTS, Weight.BOLD)


def test_a_sentence_is_cut_where_font_or_direction_change() -> None:
    found = runs("انتظر هنا: Huone 5، رقم 214")
    assert [(run.text, run.rtl, run.font is FONTS.face(Weight.REGULAR)) for run in found] == [
        ("214", False, True),
        ("، رقم ", True, False),
        ("Huone 5", False, True),
        ("انتظر هنا: ", True, False),
    ]


def test_letters_of_other_scripts_come_in_their_own_weight() -> None:
    assert runs("مغلق")[0].font.path.name == "NotoSansArabic-Regular.ttf"
    assert runs("مغلق", Weight.BOLD)[0].font.path.name == "NotoSansArabic-Bold.ttf"
    assert runs("مغلق", Weight.SEMIBOLD)[0].font.path.name == "NotoSansArabic-Bold.ttf"
    assert [run.script.tag for run in runs("አማርኛ") if run.script] == ["Ethi"]


def test_an_alef_stands_a_little_over_a_capital() -> None:
    alef = runs(ALEF)[0]
    height = alef.font.height_ratio(ALEF)
    assert height is not None
    assert round(height * alef.scale / FONTS.face(Weight.REGULAR).capital_ratio, 2) == 1.13


def test_a_letter_that_no_font_has_is_left_to_the_family() -> None:
    (run,) = runs("\u0378")
    assert run.font is FONTS.face(Weight.REGULAR)


def test_signs_that_only_steer_are_not_drawn() -> None:
    assert "".join(run.text for run in runs("\u200fرقم\u200e 5")) in {"رقم 5", "5رقم ", " 5رقم", "5 رقم"}


@given(text=st.text(alphabet="abÅж אبجد 0123456789.,:–·()አ漢", max_size=30), mirrored=st.booleans())
def test_every_letter_is_drawn_once(text: str, *, mirrored: bool) -> None:
    found = runs_of(text, FONTS, Weight.REGULAR, mirrored=mirrored)
    assert sorted("".join(run.text for run in found)) == sorted(text)
    assert all(run.text for run in found)
