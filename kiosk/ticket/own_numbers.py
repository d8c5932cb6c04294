"""The numbers of the kiosk's own letter, for when it has no others: dealt in a circle, each day's once."""

from collections.abc import Callable

from common.runtime.database import Database
from common.wire.tickets import OwnNumbers

SCHEMA = """
CREATE TABLE own_numbers (
    epoch TEXT PRIMARY KEY,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    next INTEGER NOT NULL
) STRICT, WITHOUT ROWID
"""


class OwnStock:
    """Rows of a :class:`Database`; what changes them belongs into a transaction of the caller.

    An epoch has its own: a card that takes a new one gives them up.
    """

    def __init__(self, database: Database) -> None:
        """Use the numbers of the database's epoch."""
        self._database = database

    def held(self) -> OwnNumbers | None:
        """Return the first and the last, ``None`` where the hub has granted none to this epoch."""
        row = self._row()
        return None if row is None else row[:2]

    def hold(self, granted: OwnNumbers) -> None:
        """Take over what the hub grants; what is held already goes on where it is."""
        if self.held() == granted:
            return
        first, last = granted
        self._database.connection.execute(
            "INSERT INTO own_numbers (epoch, first, last, next) VALUES (?, ?, ?, ?) ON CONFLICT (epoch)"
            " DO UPDATE SET first = excluded.first, last = excluded.last, next = excluded.next",
            (self._database.epoch, first, last, first),
        )

    def take(self, is_taken: Callable[[int], bool]) -> int | None:
        """Return the next number that is not taken, ``None`` where all of them are."""
        row = self._row()
        if row is None:
            return None
        first, last, following = row
        for number in (*range(following, last + 1), *range(first, following)):
            if not is_taken(number):
                self._go_on(number + 1 if number < last else first)
                return number
        return None

    def skip(self, count: int) -> None:
        """Leave so many out: a card that lost its last writes must deal none twice."""
        row = self._row()
        if row is not None:
            first, last, following = row
            self._go_on(first + (following - first + count) % (last - first + 1))

    def _row(self) -> tuple[int, int, int] | None:
        return self._database.connection.execute(
            "SELECT first, last, next FROM own_numbers WHERE epoch = ?", (self._database.epoch,)
        ).fetchone()

    def _go_on(self, following: int) -> None:
        self._database.connection.execute(
            "UPDATE own_numbers SET next = ? WHERE epoch = ?", (following, self._database.epoch)
        )
