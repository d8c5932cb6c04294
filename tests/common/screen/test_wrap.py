from hypothesis import given
from hypothesis import strategies as st

from common.screen.wrap import wrap

words = st.text(alphabet="aeiklmnoäö-", min_size=1, max_size=12)


def width(text: str) -> float:
    return float(len(text))


@given(st.lists(words, min_size=1, max_size=12), st.integers(12, 40))
def test_no_letter_is_lost_and_every_line_fits(chosen: list[str], room: int) -> None:
    wrapped = wrap(" ".join(chosen), room, width)
    assert " ".join(wrapped.lines).split() == chosen
    assert wrapped.fits
    assert all(len(line) <= room for line in wrapped.lines)


@given(st.lists(words, min_size=1, max_size=6), st.integers(1, 10))
def test_a_word_wider_than_the_room_is_told_and_not_cut(chosen: list[str], room: int) -> None:
    wrapped = wrap(" ".join(chosen), room, width)
    assert "".join(wrapped.lines).replace(" ", "") == "".join(chosen)
    assert wrapped.fits == all(len(line) <= room for line in wrapped.lines)


def test_a_hyphen_of_its_own_may_end_a_line() -> None:
    assert wrap("Sosiaali-terveyspalvelut", 16, width).lines == ("Sosiaali-", "terveyspalvelut")


def test_a_soft_hyphen_is_used_only_when_it_must() -> None:
    text = "maahan\u00admuutto\u00advirasto"
    assert wrap(text, 40, width).lines == ("maahanmuuttovirasto",)
    assert wrap(text, 13, width).lines == ("maahanmuutto-", "virasto")


def test_new_lines_are_kept() -> None:
    assert wrap("yksi\nkaksi kolme", 20, width).lines == ("yksi", "kaksi kolme")


def test_what_belongs_together_stays_together() -> None:
    assert wrap("noin\u00a015\u00a0min nyt", 12, width).lines == ("noin\u00a015\u00a0min", "nyt")


def test_a_word_that_fits_no_line_is_broken_between_syllables_where_that_is_asked_for() -> None:
    word = "Bargguiduhttinbálvalusat"
    assert not wrap(word, 15, width).fits
    assert wrap(word, 15, width, between_syllables=True).lines == ("Bargguiduhttin-", "bálvalusat")
    assert wrap("Digi- ja álbmotdiehtovirgedoaimmahat", 12, width, between_syllables=True).lines == (
        "Digi- ja",
        "álbmotdieh-",
        "tovirge-",
        "doaimmahat",
    )
    assert wrap("достопримечательность", 14, width, between_syllables=True).lines == (
        "достопримеча-",
        "тельность",
    )


def test_what_has_no_syllables_stays_whole() -> None:
    for word in ("99999-999999999", "vero.fi/omavero", "ddsrtghkjlmnbvcxz", "مستشار"):
        assert wrap(word, 4, width, between_syllables=True).lines[-1] != ""
        assert not wrap(word, 4, width, between_syllables=True).fits


@given(st.lists(words, min_size=1, max_size=6), st.integers(4, 12))
def test_a_break_between_syllables_loses_no_letter(chosen: list[str], room: int) -> None:
    lines = wrap(" ".join(chosen), room, width, between_syllables=True).lines
    assert "".join(lines).replace("-", "").replace(" ", "") == "".join(chosen).replace("-", "")
