import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.wire.numbers import (
    FACE_PATTERN,
    HIGHEST,
    LETTERS,
    PER_LETTER,
    Face,
    Ordinal,
    Shuffle,
    face_of,
    letter_of,
    number_of,
    pool_of,
    pool_of_letter,
    shuffled,
)

keys = st.from_regex(r"[0-9a-f]{1,32}", fullmatch=True)


@given(st.integers(1, 99_999), st.integers(0, 1500), keys)
def test_shuffle_puts_each_number_of_the_range_at_one_place(first: int, span: int, key: str) -> None:
    shuffle = Shuffle(first=first, last=first + span, key=key)
    places = [shuffled(number, shuffle) for number in range(first, first + span + 1)]
    assert sorted(places) == list(range(first, first + span + 1))


shuffles = st.builds(Shuffle, first=st.just(100), last=st.just(999), key=keys)


@given(st.integers(1, HIGHEST), st.none() | shuffles)
def test_every_face_can_stand_on_the_wire(number: int, shuffle: Shuffle | None) -> None:
    face = face_of(number, shuffle)
    if number % PER_LETTER:
        assert re.match(FACE_PATTERN, face)
        assert msgspec.convert(face, type=Face) == face
        assert face[:1].isalpha() == bool(pool_of(number))
        assert number_of(face_of(number)) == number


def test_faces_of_letters_begin_with_them() -> None:
    assert [face_of(number) for number in (7, 214, 100_012, 1_100_001, HIGHEST)] == [
        "7", "214", "A12", "K1", "Z99999",
    ]  # fmt: skip


def test_shuffle_leaves_what_is_not_in_its_range() -> None:
    shuffle = Shuffle(first=100, last=999, key="k")
    assert [face_of(number, shuffle) for number in (99, 1000, 100_214)] == ["99", "1000", "A214"]


def test_letters_are_pools() -> None:
    assert [pool_of_letter(letter) for letter in ("", "A", "Z")] == [0, 1, 26]
    assert [letter_of(pool * PER_LETTER + 1) for pool in range(1, 27)] == list(LETTERS)
    assert letter_of(99_999) == ""


@pytest.mark.parametrize("wrong", ["", "K", "k1", "AB1", "123456", "214\n", " 214", "-1"])
def test_what_is_no_face_is_refused(wrong: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, type=Face)


def test_an_ordinal_is_of_a_letter_at_most() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(HIGHEST + 1, type=Ordinal)
