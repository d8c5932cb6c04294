import math

import pytest

from common.screen.speech.volume import STEPS_DB, gain


def test_the_steps_are_twelve_and_eighteen_decibels_above_the_first() -> None:
    assert [20 * math.log10(gain(step) / gain(0)) for step in range(len(STEPS_DB))] == pytest.approx(
        [0, 12, 18]
    )


def test_the_loudest_is_all_there_is_and_a_box_can_take_some_off() -> None:
    assert gain(2) == 1.0
    assert gain(2, quieter_db=6) == pytest.approx(0.501, abs=0.001)
    assert (gain(-1), gain(9)) == (gain(0), gain(2))
