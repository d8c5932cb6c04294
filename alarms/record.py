"""The record of alarms: only added to, each entry chained to the last, on the disk before anybody hears."""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from alarms.events import Event
from common.runtime.database import Database
from common.wire.ids import Id
from common.wire.message import Count, Reading, Text

logger = logging.getLogger(__name__)

MIGRATIONS = (
    """
CREATE TABLE record (
    sequence INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE TRIGGER record_is_not_changed BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'the record of alarms is only added to'); END;
CREATE TRIGGER record_is_not_shortened BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'the record of alarms is only added to'); END
""",
)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened: when, by the keeper's clocks, and where, in the words of that day."""

    sequence: Count
    at: Reading
    place: Id | None
    place_names: Text
    event: Event


@dataclass(frozen=True, slots=True)
class Happened:
    """An event on its way into the record."""

    at: Reading
    event: Event
    place: str | None
    place_names: Text


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain is broken first, and how."""

    sequence: int
    reason: str


class Record:
    """Belongs to the thread that made it."""

    def __init__(self, database: Database) -> None:
        """Take over a database with :data:`MIGRATIONS`."""
        self._database = database
        self._encoder = msgspec.json.Encoder(order="deterministic")
        self._decoder = msgspec.json.Decoder(Entry)
        self._origin = hashlib.sha256(f"record of alarms {database.epoch}".encode()).digest()

    @property
    def boot(self) -> int:
        """The machine's boots, as the database counts them."""
        return self._database.boot

    @property
    def length(self) -> int:
        """How many entries were ever written."""
        return int(self._database.meta("sequence") or "0")

    def append(self, happenings: Sequence[Happened]) -> None:
        """Write entries, all or none; they are on the disk when this returns.

        Raises :class:`sqlite3.Error` where the disk refuses.
        """
        with self._database.transaction():
            sequence = self.length
            last = self._last_hash()
            for happened in happenings:
                sequence += 1
                body = self._encoder.encode(
                    Entry(
                        sequence=sequence,
                        at=happened.at,
                        place=happened.place,
                        place_names=happened.place_names,
                        event=happened.event,
                    )
                )
                last = _link(last, body)
                self._database.connection.execute(
                    "INSERT INTO record (sequence, body, hash) VALUES (?, ?, ?)",
                    (sequence, body.decode(), last),
                )
            self._database.set_meta("sequence", str(sequence))

    def entries(self) -> Iterator[Entry]:
        """Give every entry that can be read, oldest first; one that cannot is told in the log."""
        for sequence, body, _hash in self._rows():
            try:
                yield self._decoder.decode(body)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                logger.critical("entry %d of the record of alarms cannot be read: %s", sequence, error)

    def verify(self) -> Break | None:
        """Walk the whole chain; return where it breaks first, or ``None`` where it holds.

        It shows a changed, exchanged, removed or added entry to whoever does not compute all later hashes
        anew; against that, note the last hash elsewhere.
        """
        last, expected = self._origin, 1
        for sequence, body, stored in self._rows():
            if sequence != expected:
                return Break(expected, f"is missing; entry {sequence} comes next")
            last = _link(last, body)
            if stored != last:
                return Break(sequence, "does not fit the chain: it or its hash was changed")
            try:
                said = self._decoder.decode(body).sequence
            except (msgspec.DecodeError, UnicodeDecodeError):
                return Break(sequence, "cannot be read")
            if said != sequence:
                return Break(sequence, f"says of itself that it is entry {said}")
            expected += 1
        if expected - 1 != self.length:
            return Break(expected, f"is missing at the end; {self.length} were written")
        return None

    def head(self) -> str:
        """Return the last hash, in hexadecimal: who notes it elsewhere can prove the record up to here."""
        return self._last_hash().hex()

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _last_hash(self) -> bytes:
        row = self._database.connection.execute(
            "SELECT hash FROM record ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        return self._origin if row is None else bytes(row[0])

    def _rows(self) -> Iterator[tuple[int, bytes, bytes]]:
        rows = self._database.connection.execute(
            "SELECT sequence, CAST(body AS BLOB), hash FROM record ORDER BY sequence"
        )
        for sequence, body, stored in rows:
            yield int(sequence), bytes(body), bytes(stored)


def _link(last: bytes, body: bytes) -> bytes:
    return hashlib.sha256(last + body).digest()
