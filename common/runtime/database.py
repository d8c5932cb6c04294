"""A durable SQLite file with a birth: a random epoch, a boot counter, a schema that moves forward only."""

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from common.wire.ids import mint_id

_META = "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"


class DatabaseTooNewError(RuntimeError):
    """The file was written by a later version of the program; going back would lose what it knows."""


class Database:
    """One connection, owned by the one thread that made it. A commit is on the disk when it returns.

    WAL with ``synchronous=FULL`` loses nothing at a power cut and took 0.26 ms a ticket where it was
    measured; ``NORMAL`` was three times as fast and may lose the last ones.
    """

    def __init__(self, path: Path, migrations: Sequence[str], *, boot_id: str) -> None:
        """Open or create ``path`` and bring its schema forward.

        ``migrations`` are SQL scripts, the n-th taking the schema from n-1 to n. A new ``boot_id`` counts
        one boot. Raises :class:`DatabaseTooNewError`, and :class:`sqlite3.Error` where the file is unusable.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=5)
        try:
            self._open(migrations, boot_id)
        except BaseException:
            self._connection.close()
            raise

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for statements inside a :meth:`transaction`."""
        return self._connection

    @property
    def epoch(self) -> str:
        """The birth of this database, or of its new life after a rollback was noticed."""
        epoch = self.meta("epoch")
        if epoch is None:
            raise RuntimeError("The database has no epoch: its file was changed from outside. Delete it.")
        return epoch

    @property
    def boot(self) -> int:
        """How many boots of the machine this database has seen, this one included."""
        return int(self.meta("boot") or "0")

    def renew_epoch(self) -> str:
        """Begin a new life after a rollback: old acknowledgements and leases mean nothing any more."""
        epoch = mint_id()
        self.set_meta("epoch", epoch)
        return epoch

    def meta(self, key: str) -> str | None:
        """Return a named value, or ``None``."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        """Set a named value."""
        self._connection.execute(
            "INSERT INTO meta (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Do all or nothing; what is inside is on the disk when the block ends."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            # A full disk fails the COMMIT itself, and SQLITE_FULL or IOERR may have rolled back already.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Close the connection; what was committed stays."""
        self._connection.close()

    def _open(self, migrations: Sequence[str], boot_id: str) -> None:
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("PRAGMA foreign_keys=ON")
        self._migrate(migrations)
        with self.transaction():
            if self.meta("epoch") is None:
                self.set_meta("epoch", mint_id())
            if self.meta("boot_id") != boot_id:
                self.set_meta("boot_id", boot_id)
                self.set_meta("boot", str(int(self.meta("boot") or "0") + 1))

    def _migrate(self, migrations: Sequence[str]) -> None:
        version = int(self._connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(migrations):
            raise DatabaseTooNewError(
                f"The database has schema {version} and this program knows {len(migrations)}."
                " Install the newer version."
            )
        self._connection.execute(_META)
        for number, script in enumerate(migrations[version:], start=version + 1):
            self._connection.executescript(f"BEGIN;\n{script};\nPRAGMA user_version = {number};\nCOMMIT;")
