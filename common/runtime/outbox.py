"""The outbox: what must not be lost is a row here until its consumer has said that it is committed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from common.runtime.database import Database

SCHEMA = """
CREATE TABLE outbox (
    epoch TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    day TEXT NOT NULL,
    body BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('unsent', 'acknowledged', 'quarantined')),
    PRIMARY KEY (epoch, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_unsent ON outbox (sequence) WHERE state = 'unsent'
"""

BURN = 10
"""Each start skips so many sequences, so that a card that lost its last writes does not say one twice."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to send: ``body`` is its JSON, as it was when it became durable."""

    epoch: str
    sequence: int
    body: bytes


class Outbox:
    """Rows in a :class:`Database`; every method belongs to the thread that owns it."""

    def __init__(self, database: Database) -> None:
        """Take over the rows of ``database`` and skip :data:`BURN` sequences."""
        self._database = database
        with database.transaction():
            database.set_meta("sequence", str(self.highest + BURN))

    @property
    def highest(self) -> int:
        """The highest sequence given out or skipped in this epoch."""
        return int(self._database.meta("sequence") or "0")

    def put(self, day: str, body: bytes) -> Row:
        """Add a row, inside a transaction of the caller: it is durable together with what caused it."""
        row = Row(self._database.epoch, self.highest + 1, body)
        self._database.set_meta("sequence", str(row.sequence))
        self._database.connection.execute(
            "INSERT INTO outbox (epoch, sequence, day, body, state) VALUES (?, ?, ?, ?, 'unsent')",
            (row.epoch, row.sequence, day, body),
        )
        return row

    def unsent(self, limit: int = 200) -> list[Row]:
        """Return the oldest rows not yet acknowledged, at most ``limit``."""
        rows = self._database.connection.execute(
            "SELECT epoch, sequence, body FROM outbox WHERE state = 'unsent' ORDER BY sequence LIMIT ?",
            (limit,),
        )
        return [Row(str(epoch), int(sequence), bytes(body)) for epoch, sequence, body in rows]

    def count_unsent(self) -> int:
        """Return how many rows wait for their acknowledgement."""
        return int(
            self._database.connection.execute(
                "SELECT count(*) FROM outbox WHERE state = 'unsent'"
            ).fetchone()[0]
        )

    def acknowledge(
        self, epoch: str, sequences: Iterable[int], highest: int
    ) -> Literal["known", "rolled-back"]:
        """Mark rows as committed by their consumer.

        Returns ``"rolled-back"`` where the consumer has seen a sequence of this epoch that was never given
        out here: this file is an old copy, and the caller must take a new epoch (:meth:`begin_anew`). Then
        nothing is marked: what the consumer has under our sequences may be what this file forgot.
        """
        if self._never_given_out(epoch, highest):
            return "rolled-back"
        with self._database.transaction():
            self._database.connection.executemany(
                "UPDATE outbox SET state = 'acknowledged'"
                " WHERE epoch = ? AND sequence = ? AND state = 'unsent'",
                [(epoch, sequence) for sequence in sequences],
            )
        return "known"

    def begin_anew(self) -> str:
        """Take a new epoch after a rollback, and give rows not yet acknowledged new sequences in it.

        Under their old keys the consumer would take them for what it had before the rollback. Those that it
        has already it knows by the id in their body.
        """
        connection = self._database.connection
        with self._database.transaction():
            epoch = self._database.renew_epoch()
            unsent = connection.execute(
                "SELECT epoch, sequence FROM outbox WHERE state = 'unsent' ORDER BY sequence"
            ).fetchall()
            first = self.highest + 1
            connection.executemany(
                "UPDATE outbox SET epoch = ?, sequence = ? WHERE epoch = ? AND sequence = ?",
                [(epoch, new, *key) for new, key in enumerate(unsent, start=first)],
            )
            self._database.set_meta("sequence", str(self.highest + len(unsent)))
        return epoch

    def send_day_again(self, day: str) -> int:
        """Make the acknowledged rows of ``day`` unsent, and return how many.

        A new incarnation of the consumer may have been put back from a backup.
        """
        with self._database.transaction():
            return self._database.connection.execute(
                "UPDATE outbox SET state = 'unsent' WHERE day = ? AND state = 'acknowledged'", (day,)
            ).rowcount

    def forget_before(self, *days: str) -> int:
        """Delete acknowledged rows of other days than ``days``, to be called when the next day has closed."""
        connection = self._database.connection
        others = f"day NOT IN ({', '.join('?' * len(days))}) AND state = 'acknowledged'"
        with self._database.transaction():
            last = connection.execute(f"SELECT max(sequence) FROM outbox WHERE {others}", days).fetchone()[0]  # noqa: S608 - question marks alone
            if last is not None:
                self._database.set_meta("forgotten", str(max(int(last), self._forgotten)))
            return connection.execute(f"DELETE FROM outbox WHERE {others}", days).rowcount  # noqa: S608 - as above

    @property
    def _forgotten(self) -> int:
        return int(self._database.meta("forgotten") or "0")

    def _never_given_out(self, epoch: str, sequence: int) -> bool:
        """Tell whether the consumer has a sequence that this file knows nothing of.

        To compare with :attr:`highest` is not enough: what a start skips would hide up to :data:`BURN` lost
        rows.
        """
        if epoch != self._database.epoch or sequence <= self._forgotten:
            return False
        row = self._database.connection.execute(
            "SELECT 1 FROM outbox WHERE epoch = ? AND sequence = ?", (epoch, sequence)
        ).fetchone()
        return row is None
