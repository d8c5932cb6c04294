"""When to believe a snapshot: its owner beats, in the same incarnation, and no newer one is held. Pure."""

from typing import Literal, Protocol

import msgspec
from msgspec.structs import replace

from common.wire.life import BEAT_TIMEOUT_S

_MS = 1000


class Snapshot(Protocol):
    """What every snapshot carries."""

    @property
    def incarnation(self) -> str:
        """The owner's life in which it was made."""
        ...

    @property
    def revision(self) -> int:
        """Counts up within one incarnation."""
        ...

    @property
    def at_ms(self) -> int:
        """The owner's monotonic clock when it was made."""
        ...


Verdict = Literal["new-life", "newer", "old"]


def judge(held: Snapshot | None, arrived: Snapshot) -> Verdict:
    """Tell whether ``arrived`` replaces ``held``: another incarnation always does, and never rings."""
    if held is None or held.incarnation != arrived.incarnation:
        return "new-life"
    return "newer" if arrived.revision > held.revision else "old"


class Owner(msgspec.Struct, frozen=True):
    """What is known of a snapshots' owner from its beats; clocks in ms, ``local`` being ours."""

    incarnation: str | None = None
    at_ms: int = 0
    heard_local_ms: int | None = None

    def beat(self, incarnation: str, at_ms: int, local_ms: int) -> "Owner":
        """Return what is known after a beat."""
        return replace(self, incarnation=incarnation, at_ms=at_ms, heard_local_ms=local_ms)

    def lives(self, local_ms: int) -> bool:
        """Tell whether the last beat is recent enough (5 s) to believe what the owner said."""
        return self.heard_local_ms is not None and local_ms - self.heard_local_ms <= BEAT_TIMEOUT_S * _MS

    def believes(self, snapshot: Snapshot, local_ms: int) -> bool:
        """Tell whether this very snapshot may be shown as true now."""
        return self.lives(local_ms) and snapshot.incarnation == self.incarnation

    def elapsed_ms(self, snapshot: Snapshot, local_ms: int) -> int:
        """Return how long ago the snapshot was made, by the owner's own clock; 0 where that is not known.

        A retained message may have lain at the broker for hours: its ages alone would lie.
        """
        if self.heard_local_ms is None or snapshot.incarnation != self.incarnation:
            return 0
        return max(0, self.at_ms + (local_ms - self.heard_local_ms) - snapshot.at_ms)
