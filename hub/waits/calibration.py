"""Keeps forecasts honest: what was said is held against what came, and the next is said accordingly.

The bounds follow the outcomes one by one (adaptive conformal inference: I. Gibbs and E. Candès, 2021), so
that in the long run they hold as often as they should, whatever the forecast behind them leaves out.
"""

from bisect import bisect_right
from collections.abc import Sequence
from math import fsum, sqrt

import msgspec

LOW, HIGH = 0.5, 0.9
"""What share of customers is called before the lower bound, and before the upper one."""

BANDS_MIN = (1.0, 4.0, 10.0, 20.0, 40.0)
"""Short waits fail in other ways than long ones; these bound the bands, in minutes of the forecast."""

_UNSURE_MIN, _UNSURE = 0.25, 0.12
"""What no draw knows: a quarter of a minute, and an eighth of the wait."""

_FADE = 0.995
_PRIOR = 20.0
_FASTEST, _SLOWEST = 3.0, 0.03
_SOON = 10
_HIGH_STEP = 2.0


class Forecast(msgspec.Struct, frozen=True):
    """A wait in minutes: what is expected, and the bounds that half and nine in ten stay under.

    ``drawn`` is the mean as it was drawn, ``spread`` its standard deviation, ``band`` the class of the wait.
    """

    mean: float
    low: float
    high: float
    drawn: float
    spread: float
    band: int


class Band(msgspec.Struct):
    """What forecasts of about this length have taught.

    ``low`` and ``high`` are the bounds in standard deviations from the mean; ``came`` and ``drawn`` add up
    waits and forecasts, of which older ones count less.
    """

    seen: int = 0
    low: float = 0.0
    high: float = 1.3
    came: float = 0.0
    drawn: float = 0.0

    def bias(self, drawn: float) -> float:
        """Return by how much forecasts of this band have to be stretched."""
        prior = _PRIOR * max(drawn, 1.0)
        return (self.came + prior) / (self.drawn + prior)

    def learn(self, forecast: Forecast, minutes: float) -> None:
        """Move each bound a little: up where the wait was longer, down by less where it was not."""
        self.seen += 1
        self.came = self.came * _FADE + minutes
        self.drawn = self.drawn * _FADE + forecast.drawn
        step = max(_SLOWEST, _FASTEST / (self.seen + _SOON))
        self.low += step * ((minutes > forecast.low) - (1 - LOW))
        self.high += step * _HIGH_STEP * ((minutes > forecast.high) - (1 - HIGH))


class Calibration(msgspec.Struct):
    """One band for each class of waits."""

    bands: list[Band] = msgspec.field(default_factory=lambda: [Band() for _ in (0.0, *BANDS_MIN)])

    @property
    def is_whole(self) -> bool:
        """Whether there is a band for each class."""
        return len(self.bands) == len(BANDS_MIN) + 1

    @property
    def seen(self) -> int:
        """How many forecasts have been held against what came."""
        return sum(band.seen for band in self.bands)

    def forecast(self, draws: Sequence[float]) -> Forecast:
        """Return what is to be said of these draws (two at least)."""
        drawn = fsum(draws) / len(draws)
        variance = fsum((one - drawn) ** 2 for one in draws) / (len(draws) - 1)
        number = bisect_right(BANDS_MIN, drawn)
        band = self.bands[number]
        bias = band.bias(drawn)
        mean = drawn * bias
        spread = bias * sqrt(variance + (_UNSURE * drawn) ** 2 + _UNSURE_MIN**2)
        low = max(0.0, mean + band.low * spread)
        return Forecast(mean, low, max(low, mean + band.high * spread), drawn, spread, number)

    def learn(self, forecast: Forecast, minutes: float) -> None:
        """Hold a forecast against what came."""
        self.bands[forecast.band].learn(forecast, minutes)
