"""The points as the keeper holds them: plain values, made by folding events and by nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from alarms.events import FaultKind
from common.wire.message import Reading

MOST_OPEN = 32
"""Open presses of one point. A guard acts on one; a state that lists 32 of the longest has 11 of 16 kB."""


@dataclass(frozen=True, slots=True)
class OpenPress:
    """A press that nobody has closed: it was ``age_ms`` old when it was recorded at ``at``."""

    id: str
    at: Reading
    age_ms: int
    shown: bool = False
    unshown_noted: bool = False
    seen_by: str | None = None
    help_by: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One alarm point. ``settled`` are the presses that were recorded and are not open: closed, or joined.

    ``faults`` holds when each fault began; a cable cannot be cut and short at once, but its device may be
    lost as well. ``device`` said the last press.
    """

    presses: tuple[OpenPress, ...] = ()
    settled: frozenset[str] = frozenset()
    faults: Mapping[FaultKind, Reading] = field(default_factory=dict[FaultKind, Reading])
    device: str | None = None

    @property
    def open_ids(self) -> frozenset[str]:
        """The ids of the open presses."""
        return frozenset(press.id for press in self.presses)

    @property
    def line_fault(self) -> FaultKind | None:
        """What is wrong with the cable, if anything."""
        return next((fault for fault in ("cut", "short") if fault in self.faults), None)


Points = Mapping[str, Point]
"""All points that something is known of, by id; a point that is not in it is fine and quiet."""

QUIET = Point()
"""A point of which nothing is known."""


def elapsed_ms(since: Reading, now: Reading) -> int:
    """Return how long it is from ``since`` to ``now``: exact within a boot, by the wall clocks beyond it."""
    if since.boot == now.boot:
        return max(0, now.clock_ms - since.clock_ms)
    return max(0, now.wall_ms - since.wall_ms)
