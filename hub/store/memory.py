"""A store in memory, for tests and simulated days: durable as long as the object lives."""

from collections.abc import Iterator, Sequence

from hub.store.port import Entry, Quarantined, Snapshot, Stored


class MemoryStore:
    """The simplest thing that keeps the promises of :class:`hub.store.port.EventStore`."""

    def __init__(self, epoch: str = "memory") -> None:
        """Begin empty."""
        self._epoch = epoch
        self._log: list[Entry] = []
        self._snapshots: list[Snapshot] = []
        self._kept: dict[str, bytes] = {}
        self._quarantined: list[Quarantined] = []

    @property
    def epoch(self) -> str:
        """The birth of this store."""
        return self._epoch

    @property
    def place(self) -> str:
        """Nowhere."""
        return ""

    @property
    def last(self) -> int:
        """The position of the last event."""
        return len(self._log)

    def append(self, entries: Sequence[Entry]) -> range:
        """Keep events; return their positions."""
        first = self.last + 1
        self._log.extend(entries)
        return range(first, self.last + 1)

    def read(self, after: int = 0) -> Iterator[Stored]:
        """Return the events after a position, in order."""
        for position, entry in enumerate(self._log[after:], start=after + 1):
            yield Stored(position, *entry)

    def save_snapshot(self, snapshot: Snapshot) -> None:
        """Keep a snapshot, and the one before it."""
        self._snapshots = [*self._snapshots[-1:], snapshot]

    def load_snapshot(self, wanted_format: int) -> Snapshot | None:
        """Return the newest snapshot of a format."""
        return next((one for one in reversed(self._snapshots) if one.format == wanted_format), None)

    def keep(self, name: str, value: bytes) -> None:
        """Keep a small named thing."""
        self._kept[name] = value

    def kept(self, name: str) -> bytes | None:
        """Return what was kept under a name."""
        return self._kept.get(name)

    def quarantine(self, refused: Quarantined) -> None:
        """Set aside a refused message."""
        self._quarantined.append(refused)

    def quarantined(self) -> list[Quarantined]:
        """Return what was set aside."""
        return list(self._quarantined)

    def close(self) -> None:
        """Do nothing: memory needs no closing."""
