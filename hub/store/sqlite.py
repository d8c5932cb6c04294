"""The log in a SQLite file: WAL, every commit on the disk when it returns, one hub at a time."""

import fcntl
import secrets
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from hub.queue.events import AnyEvent
from hub.store.port import (
    Entry,
    Quarantined,
    Snapshot,
    StoreBusyError,
    Stored,
    StoreError,
    StoreTooNewError,
)
from hub.store.schema import MIGRATIONS

KEPT_SNAPSHOTS = 2
KEPT_QUARANTINED = 5000

_EVENT = msgspec.json.Decoder(AnyEvent)
_ENCODER = msgspec.json.Encoder()


class SqliteStore:
    """One connection, owned by the thread that makes it; sqlite3 refuses every other thread.

    ``synchronous=FULL`` waits for the disk (0.1–0.3 ms where it was measured, 5–50 ms on an SD card):
    with ``NORMAL`` a power cut takes the last commits away. Rows are counted by a counter of our own, since
    a row id may be used again.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file at ``path`` and bring its schema forward.

        Raises StoreBusyError where another hub has it, StoreTooNewError where a later program wrote it, and
        StoreError where it is no store.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._place = str(path.resolve())
        self._lock = path.with_name(path.name + ".lock").open("ab")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            message = f"Another hub uses {path}. Stop it, or give this one its own file."
            raise StoreBusyError(message) from None
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=5)
            self._prepare()
        except sqlite3.DatabaseError as error:
            self.close()
            raise StoreError(f"{path} cannot be used ({error}). Put a backup in its place.") from error
        except StoreError:
            self.close()
            raise

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for measurements and for reading figures."""
        return self._connection

    @property
    def epoch(self) -> str:
        """The birth of this file."""
        return self._epoch

    @property
    def place(self) -> str:
        """The path of this file."""
        return self._place

    @property
    def last(self) -> int:
        """The position of the last event."""
        return self._last

    def append(self, entries: Sequence[Entry]) -> range:
        """Keep events in one commit; return their positions."""
        first = self._last + 1
        last = self._last + len(entries)
        rows = [
            (position, day, event.at, event.__struct_config__.tag, _ENCODER.encode(event))
            for position, (day, event) in enumerate(entries, start=first)
        ]
        with self._transaction():
            self._connection.executemany(
                "INSERT INTO log (position, day, at, type, body) VALUES (?, ?, ?, ?, ?)", rows
            )
            self._connection.execute("UPDATE counter SET last = ? WHERE name = 'log'", (last,))
        self._last = last
        return range(first, last + 1)

    def read(self, after: int = 0) -> Iterator[Stored]:
        """Return the events after a position, in order. Raises StoreError where one cannot be read."""
        rows = self._connection.execute(
            "SELECT position, day, body FROM log WHERE position > ? ORDER BY position", (after,)
        )
        for position, day, body in rows:
            try:
                event = _EVENT.decode(body)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise StoreError(f"Event {position} of the log cannot be read: {error}.") from error
            yield Stored(position, day, event)

    def save_snapshot(self, snapshot: Snapshot) -> None:
        """Keep a snapshot, and the one before it."""
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?)", snapshot)
            self._connection.execute(
                "DELETE FROM snapshot WHERE position NOT IN"
                " (SELECT position FROM snapshot ORDER BY position DESC LIMIT ?)",
                (KEPT_SNAPSHOTS,),
            )

    def load_snapshot(self, wanted_format: int) -> Snapshot | None:
        """Return the newest snapshot of a format."""
        row = self._connection.execute(
            "SELECT position, format, body FROM snapshot WHERE format = ? ORDER BY position DESC LIMIT 1",
            (wanted_format,),
        ).fetchone()
        return None if row is None else Snapshot(*row)

    def keep(self, name: str, value: bytes) -> None:
        """Keep a small named thing."""
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, value))

    def kept(self, name: str) -> bytes | None:
        """Return what was kept under a name."""
        row = self._connection.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        return None if row is None else bytes(row[0])

    def quarantine(self, refused: Quarantined) -> None:
        """Set aside a refused message."""
        with self._transaction():
            self._connection.execute(
                "INSERT INTO quarantine (at, source, reason, body) VALUES (?, ?, ?, ?)", refused
            )
            self._connection.execute(
                "DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - ?", (KEPT_QUARANTINED,)
            )

    def quarantined(self) -> list[Quarantined]:
        """Return what was set aside, oldest first."""
        rows = self._connection.execute("SELECT at, source, reason, body FROM quarantine ORDER BY id")
        return [Quarantined(*row) for row in rows]

    def backup(self, path: Path) -> None:
        """Write a whole copy to ``path``, which must not exist, while the hub goes on."""
        self._connection.execute("VACUUM INTO ?", (str(path),))

    def close(self) -> None:
        """Close the file and let another hub have it."""
        if hasattr(self, "_connection"):
            self._connection.close()
        self._lock.close()

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        version = int(self._connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            raise StoreTooNewError(
                f"The store has schema {version}, and this program knows {len(MIGRATIONS)}."
                " Install the newer one."
            )
        for number, migration in enumerate(MIGRATIONS[version:], start=version + 1):
            with self._transaction():
                for statement in migration:
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {number}")
        with self._transaction():
            self._connection.execute(
                "INSERT OR IGNORE INTO kept VALUES ('epoch', ?)", (secrets.token_hex(8).encode(),)
            )
        self._epoch = (self.kept("epoch") or b"").decode()
        self._last = int(
            self._connection.execute("SELECT last FROM counter WHERE name = 'log'").fetchone()[0]
        )

    @contextmanager
    def _transaction(self) -> Generator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            # A full disk fails the COMMIT itself, and SQLITE_FULL or IOERR may have rolled back already.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
