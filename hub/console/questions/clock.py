"""From house time, by which the queue reckons, to the wall's time that people read."""

from hub.matters import View


def wall(house_ms: int, view: View) -> int:
    """Return the wall time of a house time, both in ms; 0 stays 0."""
    return house_ms and house_ms - view.now.ms + view.now.wall_ms
