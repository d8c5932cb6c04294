import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.screen.text import fribidi
from common.screen.text.fribidi import levels
from common.screen.text.order import (
    direction_of,
    from_the_left,
    has_right_to_left,
    levels_of,
    runs_from_the_right,
)

numbers = st.integers(0, 99_999)
texts = st.text(alphabet="abÅ אבجد 0123456789.,:–·()-", max_size=40)


def seen(text: str, *, mirrored: bool = True) -> str:
    """The characters as they stand from the left."""
    pairs = zip(text, levels_of(text, mirrored=mirrored), strict=True)
    return "".join(letter for letter, _ in from_the_left(list(pairs), lambda pair: pair[1]))


@pytest.mark.parametrize(
    ("text", "from_left"),
    [
        ("رقم 214", "214 مقر"),
        ("بين 15–25 د", "د 15–25 نيب"),
        ("حتى 16.15", "16.15 ىتح"),
        ("يوم 23.11.2026", "23.11.2026 موي"),
        ("هنا: 2. kerros, huone 5", "2. kerros, huone 5 :انه"),
        ("Vero مغلق.", ".قلغم Vero"),
        ("حتى 16.15 · مغلق", "قلغم · 16.15 ىتح"),
    ],
)
def test_figures_and_names_stay_whole_in_a_sentence_from_the_right(text: str, from_left: str) -> None:
    assert seen(text) == from_left


def test_brackets_close_behind_a_name_within_them() -> None:
    assert seen("في (2. kerros) هنا") == "انه )2. kerros( يف"  # the font turns brackets, not the order
    assert seen("Huone 5 (2. kerros) هنا") == "انه Huone 5 (2. kerros)"


def test_a_text_is_taken_at_its_word_where_it_has_marks_of_its_own() -> None:
    assert seen("رقم \u206715–25\u2069") == seen("رقم \u206715–25\u2069")
    assert "25–15" in seen("رقم \u206715–25\u2069")


@pytest.mark.parametrize(
    ("text", "mirrored", "expected"),
    [
        ("Vero مغلق", True, True),
        ("Vero مغلق", False, False),
        ("العربية", False, True),
        ("15–25", True, False),
        ("Suomi", True, False),
    ],
)
def test_the_screen_decides_for_a_mixed_text_and_the_first_letter_elsewhere(
    text: str, *, mirrored: bool, expected: bool
) -> None:
    assert runs_from_the_right(text, mirrored=mirrored) is expected


@given(text=texts, mirrored=st.booleans())
def test_no_character_is_lost_or_doubled(text: str, *, mirrored: bool) -> None:
    assert sorted(seen(text, mirrored=mirrored)) == sorted(text)


@given(text=st.text(alphabet="abc åäö 0123456789.,:–·()-", max_size=30), mirrored=st.booleans())
def test_a_text_without_such_letters_stands_as_it_is_written(text: str, *, mirrored: bool) -> None:
    assert not has_right_to_left(text)
    assert seen(text, mirrored=mirrored) == text


@given(numbers, numbers, st.sampled_from(["{} {}", "{} – {}", "{}، {}", "{} ({})"]))
def test_a_number_is_never_turned(one: int, other: int, between: str) -> None:
    shown = seen(f"رقم {between.format(one, other)} هنا")
    assert str(one) in shown
    assert str(other) in shown


@given(texts)
def test_a_paragraph_from_the_left_has_the_levels_of_unicode(text: str) -> None:
    if not runs_from_the_right(text, mirrored=False):
        assert levels_of(text, mirrored=False) == levels(text, rtl=False)


def test_directions_are_those_of_unicode() -> None:
    assert [direction_of(letter) for letter in "aäжאج5. "] == ["L", "L", "L", "R", "R", "", "", ""]


def test_without_the_library_a_line_keeps_its_own_direction_and_the_package_is_named(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(fribidi, "LIBRARY", "libno-such-library.so.0")
    assert levels("رقم 5", rtl=True) == (1,) * 5
    assert "libfribidi0" in caplog.text
