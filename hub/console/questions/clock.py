"""From house time, by which the queue reckons, to the wall's time that people read."""

from hub.matters import View

_SECOND_MS = 1000


def wall(house_ms: int, view: View) -> int:
    """Return the wall time of a house time, both in ms, to the nearest second; 0 stays 0.

    The two clocks are steered apart by a few ms, and what was planned for 5.00 must not be told as 4.59.
    """
    return house_ms and round((house_ms - view.now.ms + view.now.wall_ms) / _SECOND_MS) * _SECOND_MS
