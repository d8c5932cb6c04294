"""What the hub asks of a store of events; SQLite fills it today, PostgreSQL can."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from hub.queue.events import AnyEvent


class StoreError(RuntimeError):
    """The store cannot be used; the message says what to do."""


class StoreBusyError(StoreError):
    """Another process has the store open for writing: a second hub was started."""


class StoreTooNewError(StoreError):
    """The store was written by a later version of the program."""


class Entry(NamedTuple):
    """An event to be kept: ``day`` is the numbered day it belongs to, empty before the first."""

    day: str
    event: AnyEvent


class Stored(NamedTuple):
    """An event as it lies in the log; positions count from 1 and have gaps nowhere."""

    position: int
    day: str
    event: AnyEvent


class Snapshot(NamedTuple):
    """A state as bytes, after all events up to ``position``; ``format`` is the state's own affair."""

    position: int
    format: int
    body: bytes


class Quarantined(NamedTuple):
    """A message that was refused for good, kept for whoever mends it; ``at`` is house time in ms."""

    at: int
    source: str
    reason: str
    body: bytes


class EventStore(Protocol):
    """A log that only grows, its snapshots, and small things to keep. One thread owns it.

    Every method that writes is durable when it returns, and raises where it cannot be: the process must end
    then, since its state is ahead of the log.
    """

    @property
    def epoch(self) -> str:
        """The birth of this store: random, and new where the store was made anew."""
        ...

    @property
    def place(self) -> str:
        """Where the store lies on this machine: a copy of it lies elsewhere."""
        ...

    @property
    def last(self) -> int:
        """The position of the last event, 0 for none."""
        ...

    def append(self, entries: Sequence[Entry]) -> range:
        """Keep events, all or none, in one commit; return their positions."""
        ...

    def read(self, after: int = 0) -> Iterator[Stored]:
        """Return the events after a position, in order."""
        ...

    def save_snapshot(self, snapshot: Snapshot) -> None:
        """Keep a snapshot; older ones but the one before it may be forgotten."""
        ...

    def load_snapshot(self, wanted_format: int) -> Snapshot | None:
        """Return the newest snapshot of a format."""
        ...

    def keep(self, name: str, value: bytes) -> None:
        """Keep a small named thing that is not an event, such as the map of clocks."""
        ...

    def kept(self, name: str) -> bytes | None:
        """Return what was kept under a name."""
        ...

    def quarantine(self, refused: Quarantined) -> None:
        """Set aside a message that was refused for good."""
        ...

    def quarantined(self) -> list[Quarantined]:
        """Return what was set aside, oldest first; the oldest are forgotten after some thousands."""
        ...

    def close(self) -> None:
        """Let the store go."""
        ...
