"""Bounds that hold as often as they should, whatever is wrong with the forecast behind them."""

import random
from collections import deque

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.waits.announce import AGAIN_MIN, announced, is_too_late
from hub.waits.calibration import Calibration, Forecast

_LEARNING, _JUDGED = 1000, 3000


def forecast(low: float, high: float, mean: float = 10.0) -> Forecast:
    return Forecast(mean, low, high, mean, 3.0, 2)


@pytest.mark.parametrize(
    ("wrong", "wild", "late"), [(0.6, 0.2, 0), (0.6, 0.6, 20), (1.0, 0.4, 40), (1.7, 0.6, 20)]
)
def test_the_bounds_hold_for_half_and_nine_in_ten_also_when_the_draws_are_wrong(
    wrong: float, wild: float, late: int
) -> None:
    """``late`` outcomes are on their way while the next forecasts are made."""
    chance, calibration = random.Random(1), Calibration()
    below_low = below_high = 0
    waiting: deque[tuple[Forecast, float]] = deque()
    for number in range(_LEARNING + _JUDGED):
        length = chance.choice((3.0, 12.0, 30.0))
        told = calibration.forecast([wrong * length * chance.lognormvariate(0, 0.3) for _ in range(6)])
        came = length * chance.lognormvariate(0, wild)
        waiting.append((told, came))
        if len(waiting) > late:
            calibration.learn(*waiting.popleft())
        if number >= _LEARNING:
            below_low += came <= told.low
            below_high += came <= told.high
    assert 0.45 <= below_low / _JUDGED <= 0.55
    assert 0.88 <= below_high / _JUDGED <= 0.92


def test_a_forecast_that_is_always_half_of_what_comes_is_doubled() -> None:
    calibration = Calibration()
    for _ in range(300):
        calibration.learn(calibration.forecast([14.0, 15.0, 16.0]), 30.0)
    assert calibration.forecast([14.0, 15.0, 16.0]).mean == pytest.approx(30, rel=0.1)
    assert calibration.seen == 300


def test_short_waits_teach_nothing_about_long_ones() -> None:
    calibration = Calibration()
    before = calibration.forecast([50.0, 60.0])
    for _ in range(100):
        calibration.learn(calibration.forecast([0.1, 0.3]), 5.0)
    assert calibration.forecast([50.0, 60.0]) == before


@given(
    draws=st.lists(st.floats(0, 300), min_size=2, max_size=30), came=st.lists(st.floats(0, 300), max_size=60)
)
def test_no_bound_is_negative_and_the_lower_one_is_the_lower(draws: list[float], came: list[float]) -> None:
    calibration = Calibration()
    for minutes in came:
        calibration.learn(calibration.forecast(draws), minutes)
    told = calibration.forecast(draws)
    assert 0 <= told.low <= told.high
    low, high = announced(told)
    assert 0 <= low <= high
    assert low % 5 == high % 5 == 0
    assert low - 5 < told.low <= low or low == told.low == 0
    assert told.high <= high


def test_a_range_is_rounded_up_to_fives() -> None:
    assert announced(forecast(11.0, 20.0)) == (15, 20)
    assert announced(forecast(0.0, 0.0)) == (0, 5)


def test_it_is_too_late_when_half_would_not_be_done_by_closing() -> None:
    told = forecast(40.0, 70.0)
    assert not is_too_late(told, 10, left_min=50, was=False)
    assert is_too_late(told, 10, left_min=49.9, was=False)


def test_what_was_too_late_stays_so_until_there_is_time_to_spare() -> None:
    told = forecast(40.0, 70.0)
    assert is_too_late(told, 10, left_min=50 + AGAIN_MIN - 0.1, was=True)
    assert not is_too_late(told, 10, left_min=50 + AGAIN_MIN, was=True)


def test_what_was_learnt_is_the_same_after_a_restart() -> None:
    calibration = Calibration()
    calibration.learn(calibration.forecast([5.0, 6.0]), 9.0)
    assert msgspec.json.decode(msgspec.json.encode(calibration), type=Calibration) == calibration
