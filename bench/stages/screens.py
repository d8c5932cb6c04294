"""What the kiosk's screens cost: from a press to the next picture, and the memory of 6,000 visits."""

import json
from collections.abc import Iterator
from typing import Any

from bench.baselines.process import BareProcess
from bench.rows import Row, estimated, measured
from bench.samples import slope_interval
from bench.screen_house import KIOSK
from bench.setting import NotMeasurableError, Setting
from bench.visited_window import WEIGHED_EACH

_CHANGES, _LEAST_CHANGES = 1000, 50
_VISITS = 6000
_FIRST_WEIGHTS = 5
"""In the first 1,000 visits what is remembered up to a bound fills; all screens were shown before them."""

_SMALL_PX = (270, 480)
"""Objects are what grows, not pixels, and a small window is drawn in a tenth of the time."""


def run(setting: Setting) -> Iterator[Row]:
    """Change screens as presses do; then let customers come, where that is wanted."""
    if setting.wants("screen-change"):
        changes = _said(setting, KIOSK.px, "changes", setting.count(_CHANGES, _LEAST_CHANGES))[0]
        yield measured("screen-change", changes["own"], changes["bare"])
    if setting.wants("memory-visits"):
        visits = setting.count(_VISITS, (_FIRST_WEIGHTS + 2) * WEIGHED_EACH)
        weights = _said(setting, _SMALL_PX, "visits", visits)[_FIRST_WEIGHTS:]
        slope, upper = slope_interval(weights)
        steps = _VISITS / WEIGHED_EACH
        yield estimated("memory-visits", slope * steps, upper * steps, visits)


def _said(setting: Setting, px: tuple[int, int], what: str, count: int) -> list[Any]:
    room = setting.room("screens")
    arguments = [str(room), *(str(side) for side in px), what, str(count)]
    lines = BareProcess("bench.visited_window", arguments, says_ready=False, log=room / "log").lines()
    if not lines:
        raise NotMeasurableError("the window with the kiosk's screens said nothing")
    return [json.loads(line) for line in lines]
