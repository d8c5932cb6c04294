"""Reads the hub's log for figures: only reading, in short reads, also while the hub writes it."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import quote

import msgspec

from hub.figures.legs import READ
from hub.queue.events import AnyEvent, CheckedInLate
from hub.store.port import StoreError, StoreTooNewError
from hub.store.schema import MARKED, MIGRATIONS

CHUNK = 5000
"""So many events are read at once: between two reads the hub's write-ahead log can be folded in."""

_T = TypeVar("_T")
_EVENT = msgspec.json.Decoder(AnyEvent)
_LATE = msgspec.json.Decoder(CheckedInLate)


class Span(NamedTuple):
    """The positions of the log that the days asked for lie between: ``first`` included, ``end`` not."""

    first: int
    end: int


class LogReader:
    """A log that is read and never written; the hub's lock is not asked for.

    ``from_`` and ``to`` are the first and the last numbered day that count. Raises StoreError where the file
    is no log that can be read.
    """

    def __init__(self, path: Path, from_: dt.date, to: dt.date) -> None:
        self._path = path
        self._days = from_.isoformat(), to.isoformat()
        try:
            self._connection = _open(path)
        except sqlite3.Error as error:
            raise self._unreadable(error) from error
        try:
            self._check()
            self._span = self._find()
        except (sqlite3.Error, StoreError) as error:
            self.close()
            raise (error if isinstance(error, StoreError) else self._unreadable(error)) from None

    def late(self) -> dict[str, CheckedInLate]:
        """Return the late check-ins of these days by ticket, however late they came."""
        first, last = self._days
        found: dict[str, CheckedInLate] = {}
        query = (
            f"SELECT position, body FROM log WHERE {MARKED} AND type = 'checked-in-late' ORDER BY position"  # noqa: S608 — no input in it
        )
        try:
            for position, body in self._connection.execute(query):
                event = self._decoded(_LATE, position, body)
                if first <= event.day <= last:
                    found.setdefault(event.ticket, event)
        except sqlite3.Error as error:
            raise self._unreadable(error) from error
        return found

    def events(self) -> Iterator[AnyEvent]:
        """Yield the events of these days that figures look at, in order."""
        marks = ", ".join("?" * len(READ))
        query = (
            f"SELECT position, type, body FROM log WHERE position >= ? AND position < ? AND type IN ({marks})"  # noqa: S608 — marks only
        )
        first, end = self._span
        while first < end:
            until = min(first + CHUNK, end)
            try:
                rows = self._connection.execute(
                    f"{query} ORDER BY position", (first, until, *READ)
                ).fetchall()
            except sqlite3.Error as error:
                raise self._unreadable(error) from error
            for position, _type, body in rows:
                yield self._decoded(_EVENT, position, body)
            first = until

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def _check(self) -> None:
        version = int(self._connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            raise StoreTooNewError(
                f"{self._path} has schema {version}, and this program knows {len(MIGRATIONS)}."
                " Install the newer one."
            )

    def _find(self) -> Span:
        """The first day begins with its opening; the last one ends where a later one is opened."""
        first, last = self._days
        query = f"SELECT min(position) FROM log WHERE {MARKED} AND type = 'day-opened' AND day "  # noqa: S608 — no input in it
        begin = self._connection.execute(f"{query} >= ? AND day <= ?", (first, last)).fetchone()[0]
        end = self._connection.execute(f"{query} > ?", (last,)).fetchone()[0]
        if end is None:
            end = 1 + int(self._connection.execute("SELECT ifnull(max(position), 0) FROM log").fetchone()[0])
        return Span(int(end if begin is None else begin), int(end))

    def _decoded(self, decoder: "msgspec.json.Decoder[_T]", position: int, body: bytes) -> _T:
        try:
            return decoder.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise StoreError(f"Event {position} of {self._path} cannot be read: {error}.") from error

    def _unreadable(self, error: sqlite3.Error) -> StoreError:
        return StoreError(f"{self._path} cannot be read as the hub's log ({error}). Name the file queue.db.")


def _open(path: Path) -> sqlite3.Connection:
    """Open read-only; where the folder cannot be written and no hub runs, the file stands still."""
    if not path.is_file():
        raise StoreError(f"There is no log {path}. Name the hub's state folder, or its file queue.db.")
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=5)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        connection.close()
        if not isinstance(error, sqlite3.OperationalError) or path.with_name(path.name + "-wal").exists():
            raise
        connection = sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
    return connection
