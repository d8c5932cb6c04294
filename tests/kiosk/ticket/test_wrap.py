"""Paragraphs become lines without losing a letter."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ticket.wrap import wrap

_TEXTS = st.text(alphabet="abcåäö ,-\u2013", max_size=150)


@given(_TEXTS, st.integers(1, 40))
def test_no_letter_is_lost_and_every_line_fits(text: str, width: int) -> None:
    lines = wrap(text, len, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(0 < len(line) <= width for line in lines)


def test_lines_are_few_and_even() -> None:
    text = "Kun numerosi näkyy näytöllä ja merkkiääni kuuluu, mene numeron vieressä olevaan paikkaan."
    assert wrap(text, len, 44) == (
        "Kun numerosi näkyy näytöllä ja",
        "merkkiääni kuuluu, mene numeron",
        "vieressä olevaan paikkaan.",
    )


def test_a_line_ends_rather_where_the_sentence_pauses() -> None:
    assert wrap("Waiting area B, on the left", len, 22) == ("Waiting area B,", "on the left")
    assert wrap("6 ahead of you · about 15 min", len, 22) == ("6 ahead of you", "about 15 min")


def test_a_long_word_breaks_after_its_hyphen() -> None:
    assert wrap("väestötietovirasto-palvelu", len, 20) == ("väestötietovirasto-", "palvelu")
