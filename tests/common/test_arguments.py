import argparse
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.arguments import read_day, whole_number


@given(st.dates())
def test_a_day_is_read_as_it_is_written(day: dt.date) -> None:
    assert read_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["24.11.2026", "2026-13-01", "2026-02-30", "", "today", "20261123", "2026-1-3"]
)
def test_what_is_no_day_is_told_with_one(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="for example 2026-11-23"):
        read_day(text)


@given(st.integers(1, 366))
def test_a_number_within_its_bounds_is_read(number: int) -> None:
    assert whole_number(1, 366)(str(number)) == number


@pytest.mark.parametrize("text", ["0", "367", "-1", "1.5", "two", "", "٣"])
def test_another_number_is_told_with_the_bounds(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="not a whole number of 1 to 366"):
        whole_number(1, 366)(text)


def test_a_number_may_be_as_large_as_it_likes() -> None:
    assert whole_number(0)("1000000") == 1_000_000
    with pytest.raises(argparse.ArgumentTypeError, match="0 or more"):
        whole_number(0)("-1")
