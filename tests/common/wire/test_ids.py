import pytest
from hypothesis import given

from common.wire.ids import is_id, mint_id
from tests.messages import ids


@pytest.mark.parametrize("text", ["a", "0", "room-5", "a" * 64, "a--b"])
def test_an_identifier_is_made_of_small_letters_digits_and_inner_hyphens(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize(
    "text", ["", "-a", "a-", "A", "ä", "a b", "a/b", "a+", "#", "a" * 65, "a\n", "\na", "a\x00", "../a"]
)
def test_anything_else_is_none(text: str) -> None:
    assert not is_id(text)


@given(ids)
def test_what_the_tests_make_are_identifiers(made: str) -> None:
    assert is_id(made)


def test_minted_ones_are_identifiers_and_differ() -> None:
    minted = [mint_id() for _ in range(1000)]
    assert all(map(is_id, minted))
    assert len(set(minted)) == len(minted)
    assert {len(one) for one in minted} == {16}
