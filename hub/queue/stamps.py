"""Moments and places in line: the hub's own time, and the stamp of arrival that orders the queue."""

from typing import NamedTuple


class Now(NamedTuple):
    """The moment of a decision.

    ``ms`` is house time (:class:`hub.queue.clocks.HouseClock`): close to ms since 1970, and it never goes
    back. ``wall_ms`` is the wall clock as it reads, ``trusted`` whether a time source has set it.
    """

    ms: int
    wall_ms: int
    trusted: bool


class Arrival(NamedTuple):
    """When a customer took a number, as the kiosk knows it.

    ``boot`` counts the boots of the kiosk's database, ``clock_ms`` is its monotonic clock; these two and
    the outbox's sequence order the check-ins of one kiosk. ``wall_ms`` is its wall clock, believed only
    within the bounds of what the hub itself has heard, whether ``synced`` or not.
    """

    boot: int
    clock_ms: int
    wall_ms: int
    synced: bool


class Placed(NamedTuple):
    """The hub's reckoning of an arrival: house time in ms, and whether it is a guess between bounds."""

    at: int
    uncertain: bool = False


class Stamp(NamedTuple):
    """A place in line; stamps compare as the queue does.

    ``at`` is house time in ms. The rest breaks ties: two stamps of one kiosk and one epoch never stand
    against (``boot``, ``clock_ms``, ``sequence``). ``device`` is empty for a check-in by an adviser.
    """

    at: int
    device: str = ""
    epoch: str = ""
    boot: int = 0
    clock_ms: int = 0
    sequence: int = 0

    @property
    def track(self) -> tuple[int, int, int]:
        """The certain order within one kiosk and epoch."""
        return self.boot, self.clock_ms, self.sequence
