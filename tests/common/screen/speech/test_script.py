from hypothesis import given
from hypothesis import strategies as st

from common.screen.speech.script import Utterance


def test_sentences_are_said_one_by_one() -> None:
    told = Utterance("Vuoronumerosi on 214. Odota täällä: aula B.", "fi")
    assert list(told.pieces()) == ["Vuoronumerosi on 214.", "Odota täällä:", "aula B."]


@given(st.text(st.sampled_from("ab ,.?\u061f"), max_size=900))
def test_pieces_are_short_and_lose_no_word(text: str) -> None:
    pieces = list(Utterance(text, "fi").pieces())
    assert all(0 < len(piece) <= 160 and piece == piece.strip() for piece in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
