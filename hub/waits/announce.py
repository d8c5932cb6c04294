"""What is said of a forecast: a range in whole fives of minutes, and whether it is too late to come."""

import math
from typing import NamedTuple

from hub.waits.calibration import Forecast

ROUND_MIN = 5

AGAIN_MIN = 15.0
"""A service that takes nobody any more takes somebody again when there is so much time to spare."""


class Wait(NamedTuple):
    """What newcomers to a service are told: the range in minutes, ``None`` while too little is known.

    ``ends``: the people ahead will take until closing, so a newcomer would wait for nothing.
    """

    minutes: tuple[int, int] | None = None
    ends: bool = False


def announced(forecast: Forecast) -> tuple[int, int]:
    """Return the range, rounded up to fives; nobody is promised to be called this very moment."""
    return _up(forecast.low), max(ROUND_MIN, _up(forecast.high))


def is_too_late(forecast: Forecast, service_min: float, left_min: float, *, was: bool) -> bool:
    """Tell whether more likely than not a newcomer would not be done by closing, ``left_min`` from now.

    ``service_min`` is what the service usually takes. ``was``: it has been too late; then it stays so until
    there is time to spare, so that a kiosk does not say now this and now that.
    """
    return forecast.low + service_min > left_min - (AGAIN_MIN if was else 0.0)


def _up(minutes: float) -> int:
    return ROUND_MIN * math.ceil(minutes / ROUND_MIN)
