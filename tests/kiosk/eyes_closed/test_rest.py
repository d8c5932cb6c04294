"""What is left of somebody at the keypad who went away from the screen at rest."""

import pytest

from kiosk.front import FORGOTTEN_MS
from kiosk.reception import REST_MS
from simulator.keypad import PadKey
from tests.kiosk.eyes_closed.kiosk import EyesClosedKiosk

FORGOTTEN_S, REST_S = FORGOTTEN_MS // 1000, REST_MS // 1000


@pytest.mark.parametrize("rested_s", range(1, REST_S + 1, 8))
def test_the_keypads_place_is_kept_for_slow_hands_and_gone_for_the_next(
    kiosk: EyesClosedKiosk, rested_s: int
) -> None:
    kiosk.wait(rested_s)  # the last look was as long ago as it may be, or just now
    kiosk.press(PadKey.DOWN)
    assert kiosk.focused
    kiosk.wait(FORGOTTEN_S - 1)
    assert kiosk.focused
    kiosk.wait(REST_S + 1)
    assert not kiosk.focused
