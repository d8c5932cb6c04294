"""Tells a meant press from the echo of a trembling or hurried finger."""

import time
from collections.abc import Callable

SECOND_PRESS_S = 0.5
"""A second press of the same control within this time is ignored (EN 301 549 5.8)."""


class PressGuard:
    """One for each window, shared by its controls.

    The same *place* counts as the same control: a double tap whose first half changed the screen would
    otherwise choose, with its second half, whatever has come to lie under the finger.
    """

    def __init__(self, near_px: float, now: Callable[[], float] = time.monotonic) -> None:
        """`near_px` is how far apart two touches of one double tap may lie; `now` is a clock in seconds."""
        self._near_px = near_px
        self._now = now
        self._last_s: float | None = None
        self._last_control: object | None = None
        self._last_place: tuple[float, float] | None = None
        self.ignored = 0

    def accepts(self, control: object, place: tuple[float, float] | None = None) -> bool:
        """Whether a press counts; `place` is where the finger lay in px, None for a key."""
        now_s = self._now()
        if self._last_s is not None and now_s - self._last_s < SECOND_PRESS_S and self._same(control, place):
            self.ignored += 1
            return False
        self._last_s, self._last_control, self._last_place = now_s, control, place
        return True

    def _same(self, control: object, place: tuple[float, float] | None) -> bool:
        if control is self._last_control:
            return True
        if place is None or self._last_place is None:
            return False
        across, up = place[0] - self._last_place[0], place[1] - self._last_place[1]
        return across * across + up * up < self._near_px * self._near_px
