import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.samples import (
    P99_NEEDS,
    blocks,
    in_turn,
    percentile,
    ratio_interval,
    slope_interval,
    summary,
)

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


def test_the_ratio_of_things_that_slow_down_together_is_certain() -> None:
    before = [1.0, 5.0, 2.0, 9.0, 3.0] * 8
    assert ratio_interval([2 * one for one in before], before) == (2.0, 2.0)


@given(st.lists(st.tuples(st.floats(1, 2), st.floats(1, 2)), min_size=1, max_size=20))
def test_the_upper_end_is_seldom_below_the_ratio(pairs: list[tuple[float, float]]) -> None:
    ratio, upper = ratio_interval([own for own, _ in pairs], [before for _, before in pairs])
    assert 0.5 <= ratio <= 2
    assert 0.5 <= upper <= 2


def test_an_even_line_has_no_slope_and_an_outlier_does_not_tilt_it() -> None:
    assert slope_interval([40.0] * 20) == (0.0, 0.0)
    slope, upper = slope_interval([40.0] * 10 + [55.0] + [40.0] * 9)
    assert (slope, upper) == (0.0, 0.0)


def test_what_rises_with_every_sample_is_seen() -> None:
    slope, upper = slope_interval([40 + 0.5 * number for number in range(20)])
    assert slope == pytest.approx(0.5)
    assert upper == pytest.approx(0.5)
