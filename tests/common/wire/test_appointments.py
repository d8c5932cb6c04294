import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.wire.appointments import hash_code, normal_code

KEY = "00" * 32


@pytest.mark.parametrize(
    "text",
    [
        "ab12cd",
        "AB12CD",
        " ab 12-cd ",
        "AB–12–CD",
        "\N{FULLWIDTH LATIN CAPITAL LETTER A}B\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT TWO}CD",
        "AB\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT TWO}CD",
        "a.b.1.2.c.d",
    ],
)
def test_one_code_is_one_however_it_is_written(text: str) -> None:
    assert normal_code(text) == "ab12cd"


@pytest.mark.parametrize("text", ["", "  ", "--", "1", "a1", "x" * 65, "1" * 10_000, "\x00\x1b[2J"[:4]])
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert normal_code(text) == ""


@given(st.text(max_size=200))
def test_a_normal_code_is_its_own(text: str) -> None:
    assert normal_code(normal_code(text)) == normal_code(text)


@given(st.text("ABCDEF0123456789", min_size=3, max_size=20), st.sampled_from([" ", "-", "\u00a0", " - "]))
def test_what_parts_the_letters_counts_for_nothing(code: str, sign: str) -> None:
    assert normal_code(sign.join(code)) == normal_code(code)


def test_a_hash_depends_on_its_key() -> None:
    one, other = hash_code("ab12cd", KEY), hash_code("ab12cd", "11" * 32)
    assert one == hash_code("ab12cd", KEY)
    assert one != other
    assert len(one) == 32
    assert "ab12cd" not in one
