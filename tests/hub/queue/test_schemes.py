from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.wire.numbers import PER_LETTER, pool_of
from hub.queue.schemes import PLAIN, Mixed, NumberScheme, OwnLetters, Prefix, Range, Sequential

A, C = 1, 3
PREFIX = Prefix({"tax": "A", "tax-land": "A", "dvv": "C"}, 1, 60)
MONDAY, TUESDAY = "2026-11-23", "2026-11-24"


def test_sequence_goes_on_above_the_top() -> None:
    assert Sequential(1, 999).take(PLAIN, 0, 3) == Range(1, 3)
    assert Sequential(100, 999).take(PLAIN, 0, 3) == Range(100, 102)
    assert Sequential(1, 999).take(PLAIN, 57, 1) == Range(58, 58)


def test_sequence_ends() -> None:
    assert Sequential(1, 10).take(PLAIN, 8, 5) == Range(9, 10)
    assert Sequential(1, 10).take(PLAIN, 10, 1) is None


@pytest.mark.parametrize("scheme", [Sequential(1, 60), Mixed(1, 60), PREFIX])
@given(counts=st.lists(st.integers(1, 8), max_size=12), top=st.integers(0, 50))
def test_no_number_is_taken_twice(scheme: NumberScheme, counts: list[int], top: int) -> None:
    taken = list[int]()
    for pool in scheme.pools:
        reached = pool * PER_LETTER + top
        for count in counts:
            numbers = scheme.take(pool, reached, count)
            if numbers is not None:
                taken += range(numbers.first, numbers.last + 1)
                reached = numbers.last
    assert len(taken) == len(set(taken))
    assert len({scheme.face(number, MONDAY) for number in taken}) == len(taken)
    assert all(scheme.holds(number) and pool_of(number) in scheme.pools for number in taken)


@pytest.mark.parametrize("scheme", [Sequential(1, 60), Mixed(1, 60), PREFIX])
def test_a_pool_that_is_not_the_schemes_has_no_numbers(scheme: NumberScheme) -> None:
    assert scheme.take(26, 0, 3) is None


def test_numbers_outside_are_told_apart() -> None:
    assert not Sequential(1, 999).holds(0)
    assert not Sequential(1, 999).holds(1000)
    assert not PREFIX.holds(7)
    assert not PREFIX.holds(A * PER_LETTER + 61)
    assert not PREFIX.holds(2 * PER_LETTER + 1)


def test_one_sequence_has_no_letters_and_shows_its_numbers_as_they_are() -> None:
    scheme = Sequential()
    assert (scheme.pool_for("tax"), scheme.letters, scheme.shuffle(MONDAY)) == (PLAIN, {}, None)
    assert scheme.face(214, MONDAY) == "214"


def test_mixed_faces_are_the_whole_pool_in_another_order_each_day() -> None:
    scheme = Mixed(100, 999, "pori")
    monday = [scheme.face(number, MONDAY) for number in range(100, 1000)]
    assert sorted(map(int, monday)) == list(range(100, 1000))
    assert monday == [scheme.face(number, MONDAY) for number in range(100, 1000)]
    tuesday = [scheme.face(number, TUESDAY) for number in range(100, 1000)]
    elsewhere = [Mixed(100, 999, "porvoo").face(number, MONDAY) for number in range(100, 1000)]
    for other in (tuesday, elsewhere):
        assert sum(one == two for one, two in zip(monday, other, strict=True)) < 20


def test_mixed_order_tells_nothing_of_how_many_came_before() -> None:
    faces = [int(Mixed(100, 999, "pori").face(number, MONDAY)) for number in range(100, 1000)]
    steps = [two - one for one, two in pairwise(faces)]
    rising = sum(step > 0 for step in steps)
    assert 400 < rising < 500  # half of 899
    assert sum(abs(step) == 1 for step in steps) < 15


def test_mixed_numbers_of_others_keep_their_faces() -> None:
    scheme = Mixed(100, 999, "pori")
    assert (scheme.face(1000, MONDAY), scheme.face(11 * PER_LETTER + 7, MONDAY)) == ("1000", "K7")
    assert (scheme.pool_for("tax"), scheme.letters) == (PLAIN, {})


def test_services_have_their_letters_numbers_and_may_share_them() -> None:
    assert (PREFIX.pools, PREFIX.pool_for("tax-land"), PREFIX.pool_for("dvv")) == ((A, C), A, C)
    assert PREFIX.take(C, 0, 2) == Range(300_001, 300_002)
    assert PREFIX.take(C, 300_060, 1) is None
    assert (PREFIX.face(300_012, MONDAY), PREFIX.shuffle(MONDAY)) == ("C12", None)


def test_a_service_without_a_letter_has_no_numbers() -> None:
    assert PREFIX.pool_for("police") is None


def test_own_letters_give_each_card_the_next_block() -> None:
    own = OwnLetters({"kiosk-1": "K"}, 300)
    pool = own.pool_for("kiosk-1")
    assert pool == 11
    assert own.take(pool, 0) == Range(1_100_001, 1_100_300)
    assert own.take(pool, 1_100_300) == Range(1_100_301, 1_100_600)
    assert own.pool_for("kiosk-9") is None


def test_own_letters_end_before_the_next_letter() -> None:
    own = OwnLetters({"kiosk-1": "K"}, 300)
    assert own.take(11, 1_199_699) == Range(1_199_700, 1_199_999)
    assert own.take(11, 1_199_700) is None
