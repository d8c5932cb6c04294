import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.samples import P99_NEEDS, blocks, in_turn, percentile, summary

NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300)


def test_the_99th_of_a_hundred_numbers_is_the_second_highest() -> None:
    assert percentile(list(range(1, 101)), 99) == 99


@given(NUMBERS, st.floats(1, 100))
def test_a_percentile_is_a_sample_that_so_many_do_not_exceed(samples: list[float], percent: float) -> None:
    found = percentile(samples, percent)
    assert found in samples
    assert sum(sample <= found for sample in samples) >= math.floor(percent / 100 * len(samples))


def test_a_summary_has_the_median_and_no_p99_of_few_samples() -> None:
    found = summary([5.0, 1.0, 3.0])
    assert (found.p50, found.p99, found.n) == (3.0, None, 3)


def test_a_summary_of_a_thousand_samples_has_a_p99() -> None:
    assert summary([float(number) for number in range(P99_NEEDS)]).p99 == 989.0


def test_no_samples_are_no_figure() -> None:
    with pytest.raises(ValueError, match="nothing"):
        summary([])


@given(st.integers(0, 5000), st.integers(1, 300))
def test_blocks_add_up(count: int, size: int) -> None:
    sizes = blocks(count, size)
    assert sum(sizes) == count
    assert all(0 < block <= size for block in sizes)


def test_samples_are_taken_in_turn_and_every_second_round_backwards() -> None:
    taken: list[str] = []
    in_turn(25, 10, lambda n: taken.append(f"a{n}"), lambda n: taken.append(f"b{n}"))
    assert taken == ["a10", "b10", "b10", "a10", "a5", "b5"]


def test_after_the_time_limit_no_new_round_begins_but_each_has_its_first() -> None:
    taken: list[str] = []
    in_turn(30, 10, lambda _: taken.append("a"), lambda _: taken.append("b"), limit_s=0)
    assert taken == ["a", "b"]
