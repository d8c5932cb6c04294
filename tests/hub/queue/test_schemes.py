from hypothesis import given
from hypothesis import strategies as st

from hub.queue.schemes import Range, Sequential


def test_sequence_goes_on_above_the_top() -> None:
    assert Sequential(1, 999).take(0, 3) == Range(1, 3)
    assert Sequential(100, 999).take(0, 3) == Range(100, 102)
    assert Sequential(1, 999).take(57, 1) == Range(58, 58)


def test_sequence_ends() -> None:
    assert Sequential(1, 10).take(8, 5) == Range(9, 10)
    assert Sequential(1, 10).take(10, 1) is None


@given(st.integers(0, 50), st.lists(st.integers(1, 8), max_size=12))
def test_no_number_is_taken_twice(top: int, counts: list[int]) -> None:
    scheme, taken = Sequential(1, 60), list[int]()
    for count in counts:
        numbers = scheme.take(top, count)
        if numbers is not None:
            taken += range(numbers.first, numbers.last + 1)
            top = numbers.last
    assert len(taken) == len(set(taken))
    assert all(scheme.holds(number) for number in taken)


def test_numbers_outside_are_told_apart() -> None:
    assert not Sequential(1, 999).holds(0)
    assert not Sequential(1, 999).holds(1000)
