"""A bare SQLite commit: one row of a check-in's size, WAL, on the disk when it returns."""

import sqlite3
import time
from pathlib import Path
from types import TracebackType
from typing import Self

ROW_BYTES = 350
"""What a check-in weighs as JSON."""

_MS = 1000


class BareCommit:
    """One connection to a file of its own."""

    def __init__(self, file: Path) -> None:
        """Make the file."""
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
        self._body = bytes(ROW_BYTES)

    def __enter__(self) -> Self:
        """Begin the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._connection.close()

    def commit(self) -> None:
        """Write one row."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO rows (body) VALUES (?)", (self._body,))
        self._connection.execute("COMMIT")

    def timed_ms(self) -> float:
        """Write one row and return how many ms it took."""
        began = time.monotonic()
        self.commit()
        return (time.monotonic() - began) * _MS
