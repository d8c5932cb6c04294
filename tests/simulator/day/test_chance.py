import random
from statistics import fmean, pstdev

import pytest

from simulator.day.chance import arrivals, choose, draw_ms, draw_s, generator
from simulator.day.scenario import HOUR_MS, HOURS, Duration, Shape


@pytest.mark.parametrize("shape", Shape)
def test_durations_have_the_mean_and_the_spread_asked_for(shape: Shape) -> None:
    rng = random.Random(1)
    drawn = [draw_s(rng, Duration(600, 0.5, shape)) for _ in range(20_000)]
    assert fmean(drawn) == pytest.approx(600, rel=0.02)
    assert pstdev(drawn) == pytest.approx(300, rel=0.05)


def test_duration_without_spread_is_its_mean() -> None:
    assert draw_s(random.Random(1), Duration(90, 0)) == 90
    assert draw_ms(random.Random(1), Duration(0, 0), least_ms=5) == 5


def test_generators_of_two_purposes_draw_apart() -> None:
    assert generator(1, "desk").random() == generator(1, "desk").random()
    assert generator(1, "desk").random() != generator(1, "people").random()
    assert generator(1, "desk").random() != generator(2, "desk").random()


def test_arrivals_follow_the_rate_of_each_hour() -> None:
    by_hour = [0.0] * HOURS
    by_hour[9], by_hour[10] = 2000.0, 500.0
    times = list(arrivals(random.Random(1), by_hour, 0, 0, 24 * HOUR_MS))
    nine = sum(9 * HOUR_MS <= at < 10 * HOUR_MS for at in times)
    assert times == sorted(times)
    assert nine == pytest.approx(2000, rel=0.1)
    assert len(times) - nine == pytest.approx(500, rel=0.2)


def test_nobody_comes_while_it_is_closed() -> None:
    by_hour = [100.0] * HOURS
    opens, closes = 9 * HOUR_MS + 1_800_000, 10 * HOUR_MS
    times = list(arrivals(random.Random(1), by_hour, 0, opens, closes))
    assert all(opens <= at < closes for at in times)
    assert len(times) == pytest.approx(50, rel=0.4)


def test_choice_keeps_the_shares_and_leaves_the_rest_out() -> None:
    rng = random.Random(1)
    chosen = [choose(rng, (("a", 0.5), ("b", 0.25))) for _ in range(10_000)]
    assert chosen.count("a") == pytest.approx(5000, rel=0.05)
    assert chosen.count("b") == pytest.approx(2500, rel=0.08)
    assert chosen.count("") == pytest.approx(2500, rel=0.08)
    assert choose(rng, ()) == ""
