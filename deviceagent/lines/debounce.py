"""A bouncing contact becomes a steady one: pure, on time stamps alone."""

from dataclasses import dataclass

NS_PER_MS = 1_000_000

SHORTEST_NS = 40 * NS_PER_MS
"""The shortest press that counts: the trade holds an answer after 40 ms proper, one after 750 ms never."""

BRIDGE_NS = 5 * NS_PER_MS
"""Shorter gaps are bounces: buttons bounce for 1.5 ms on average, and half a wave of mains hum is 10 ms."""


@dataclass(frozen=True, slots=True)
class Change:
    """The contact is steadily active or not: it began at ``began_ns`` and counted from ``at_ns`` on."""

    active: bool
    began_ns: int
    at_ns: int


class Debounce:
    """Follows one contact, inactive at first.

    A change counts once the contact has been away from its steady level for ``shortest_ns``, from the first
    touch to the last. Returns shorter than ``bridge_ns`` are bounces and do not end it, but it must have been
    away for half of the time or more, so that a train of spikes is no press. The rule is the same both ways.

    All times are CLOCK_MONOTONIC in ns. A time before one already told counts as that one.
    """

    def __init__(self, shortest_ns: int = SHORTEST_NS, bridge_ns: int = BRIDGE_NS) -> None:
        """Follow a contact that is inactive."""
        self.active = False
        self._shortest_ns = shortest_ns
        self._bridge_ns = bridge_ns
        self._level = False
        self._now_ns = 0
        self._began_ns: int | None = None
        self._away_ns = 0
        self._back_since_ns = 0

    @property
    def due_ns(self) -> int | None:
        """When :meth:`advance` will next have something to decide if no edge comes; ``None``: never."""
        if self._began_ns is None:
            return None
        if self._level == self.active:
            return self._back_since_ns + self._bridge_ns
        span_ns = self._now_ns - self._began_ns
        return self._now_ns + max(self._shortest_ns - span_ns, span_ns - 2 * self._away_ns, 0)

    def edge(self, level: bool, at_ns: int) -> Change | None:  # noqa: FBT001 - a level is a boolean
        """Tell that the contact is at ``level`` from ``at_ns`` on; the same level again changes nothing."""
        before = self.advance(at_ns)
        if level != self._level:
            self._level = level
            if level == self.active:
                self._back_since_ns = self._now_ns
            elif self._began_ns is None:
                self._began_ns = self._now_ns
                self._away_ns = 0
        # At most one of the two decides: after a change counted there is nothing pending to decide upon.
        return before or self.advance(at_ns)

    def advance(self, now_ns: int) -> Change | None:
        """Tell that the contact has stayed as it was until ``now_ns``."""
        due_ns = self.due_ns
        decided_ns = due_ns if due_ns is not None and now_ns >= due_ns else None
        if self._began_ns is not None and self._level != self.active:
            self._away_ns += max(now_ns - self._now_ns, 0)
        self._now_ns = max(now_ns, self._now_ns)
        if decided_ns is None or self._began_ns is None:
            return None
        began_ns, self._began_ns = self._began_ns, None
        if self._level == self.active:
            return None
        self.active = self._level
        return Change(self.active, began_ns, decided_ns)
