"""What a kiosk keeps on its own disk: days, leases, tickets and their paper, and the outbox."""

from typing import Any

import msgspec

from common.runtime.database import Database
from common.runtime.outbox import Outbox
from common.wire.appointments import Entry
from common.wire.ids import mint_id
from common.wire.message import Reading
from common.wire.numbers import Shuffle, pool_of
from common.wire.tickets import Addition, CheckIn, HeldLease, Lease, OwnNumbers
from kiosk.ticket.contact import Contact
from kiosk.ticket.lease import Dealt, NumberedDay, compare, deal
from kiosk.ticket.own_numbers import OwnStock
from kiosk.ticket.ticket import Expected, Paper, Ticket, is_another_day

BURN = 2
"""Each boot of the machine skips so many numbers: a card that lost its last writes deals none twice."""

DAYS_KEPT = 7
"""Leases of so many days are remembered: a hub put back from a backup may open an earlier day once more."""


class _Faces(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a day's row keeps of how its numbers look."""

    shuffle: Shuffle | None = None
    letters: dict[str, str] = {}


class TicketStore:
    """Reads and writes a kiosk's database; every method belongs to the thread that owns it."""

    def __init__(self, database: Database) -> None:
        """Use a database of :mod:`kiosk.ticket.schema`; the first use after a boot skips numbers."""
        self._database = database
        self.outbox = Outbox(database)
        self._own = OwnStock(database)
        self.contact = Contact(database)
        self._burn()

    @property
    def epoch(self) -> str:
        """The birth of the database."""
        return self._database.epoch

    def day(self) -> NumberedDay | None:
        """Return the numbered day that the leases belong to."""
        row = self._database.connection.execute(
            "SELECT id, date, faces FROM days WHERE id = ?", (self._database.meta("day") or "",)
        ).fetchone()
        if row is None:
            return None
        faces = _Faces() if row[2] is None else msgspec.json.decode(row[2], type=_Faces)
        return NumberedDay(row[0], row[1], faces.shuffle, faces.letters)

    def highest(self) -> int:
        """Return the highest number of the day without a letter, dealt here or heard of."""
        return self._tops().get(0, 0)

    def lettered(self) -> tuple[int, ...]:
        """Return the highest number of each letter, dealt here or heard of on the day."""
        return tuple(number for pool, number in sorted(self._tops().items()) if pool)

    def hear_of(self, *numbers: int) -> None:
        """Remember that the site's numbers have come this far, for a hub put back from a backup."""
        tops = self._tops()
        news = [number for number in numbers if number > tops.get(pool_of(number), 0)]
        if news:
            with self._database.transaction():
                for number in news:
                    self._raise_highest(number)

    def own(self) -> OwnNumbers | None:
        """Return the numbers of the kiosk's own letter that this epoch may deal."""
        return self._own.held()

    def met(self) -> str | None:
        """Return the incarnation of the hub that has been told of the whole day."""
        return self._database.meta("incarnation")

    def meet(self, incarnation: str) -> int:
        """Make the day's check-ins unsent for a new incarnation, unless it was met; return how many."""
        if self.met() == incarnation:
            return 0
        again = sum(self.outbox.send_day_again(day) for day in self._days_to_tell())
        # After, and not together with it: a crash between the two sends the day twice, which harms nothing.
        with self._database.transaction():
            self._database.set_meta("incarnation", incarnation)
        return again

    def held(self) -> tuple[HeldLease, ...]:
        """Return the leases of the day that are not given up, those used up included."""
        rows = self._database.connection.execute(
            "SELECT id, kind, first, last, next FROM leases"
            " WHERE day = ? AND epoch = ? AND given_up = 0 ORDER BY first",
            (self._database.meta("day") or "", self.epoch),
        )
        return tuple(
            HeldLease(id=identifier, kind=kind, first=first, last=last, next=next_number)
            for identifier, kind, first, last, next_number in rows
        )

    def adopt(self, day: NumberedDay, granted: tuple[Lease, ...], own: OwnNumbers | None = None) -> bool:
        """Take over what the hub grants for ``day``; what it does not name any more is given up.

        ``own`` are numbers of the kiosk's own letter, which belong to no day.

        Returns whether the day was not known before.
        """
        connection = self._database.connection
        before = self._database.meta("day")
        with self._database.transaction():
            is_new = self._open_day(day)
            known = frozenset(
                str(row[0]) for row in connection.execute("SELECT id FROM leases WHERE day = ?", (day.id,))
            )
            change = compare(self.held(), known, granted)
            connection.executemany(
                "UPDATE leases SET given_up = 1 WHERE day = ? AND id = ?",
                [(day.id, identifier) for identifier in change.given_up],
            )
            connection.executemany(
                "INSERT INTO leases (id, epoch, day, kind, first, last, next) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (lease.id, self.epoch, day.id, lease.kind, lease.first, lease.last, lease.first)
                    for lease in change.added
                ],
            )
            if own is not None:
                self._own.hold(own)
        if is_new and before is not None:
            self.outbox.forget_before(before, _own_day(before))
        return is_new

    def take(
        self,
        service: str,
        language: str,
        arrival: Reading,
        expected: Expected,
        *,
        leases: bool = True,
        appointment: Entry | None = None,
    ) -> Ticket | None:
        """Deal a number and make the ticket durable, in one commit; ``None`` where no number is left.

        ``appointment`` is what the customer is let in for. Without ``leases``, or when they are used up, it
        is one of the kiosk's own letter. A number that this kiosk has dealt today is never dealt again,
        whatever was granted.
        """
        day = self.day()
        if day is None:
            return None
        with self._database.transaction():
            dealt = self._deal(day, service) if leases else None
            number = (
                dealt.number if dealt else self._own.take(lambda one: self._is_dealt_of_own(one, arrival))
            )
            if number is None:
                return None
            face = day.face(number)
            shown = "" if face == str(number) else face
            at_ms = 0 if appointment is None else appointment.at_ms
            ticket = Ticket(mint_id(), day.id, number, service, language, arrival, expected, shown, at_ms)
            self._write(ticket, dealt, appointment)
        return ticket

    def add(self, addition: Addition) -> bool:
        """Make an addition to a ticket's visit durable; ``False`` where the ticket is not known here."""
        row = self._database.connection.execute(
            "SELECT day, own FROM tickets WHERE id = ?", (addition.ticket,)
        ).fetchone()
        if row is None:
            return False
        day, own = row
        with self._database.transaction():
            self.outbox.put(_own_day(day) if own else day, msgspec.json.encode(addition))
        return True

    def _deal(self, day: NumberedDay, service: str) -> Dealt | None:
        pool = day.pool_for(service)
        while pool is not None and (dealt := deal(self.held(), pool)) is not None:
            self._advance(dealt, day)
            if not self._is_dealt(dealt.number, day):
                return dealt
        return None

    def try_disk(self) -> None:
        """Write something. Raises :class:`sqlite3.OperationalError` where the disk refuses."""
        self._database.set_meta("disk_tried", mint_id())

    def mark_paper(self, ticket: str, paper: Paper) -> None:
        """Remember how far a ticket's paper has come."""
        with self._database.transaction():
            self._database.connection.execute("UPDATE tickets SET paper = ? WHERE id = ?", (paper, ticket))

    def without_paper(self) -> list[tuple[Ticket, Paper]]:
        """Return tickets whose paper is due, or was given to the printer before a crash, by their number."""
        rows = self._database.connection.execute(
            "SELECT id, day, number, service, language, taken, ahead, minutes_from, minutes_to, shown,"
            " appointment_ms, paper"
            " FROM tickets WHERE paper IN ('due', 'sent') ORDER BY day, number"
        )
        return [(_ticket(row), row[-1]) for row in rows]

    def give_up_numbers(self) -> None:
        """Begin a new life: this file was an old copy, and its leases may have been dealt from already."""
        self.outbox.begin_anew()

    def _open_day(self, day: NumberedDay) -> bool:
        """Make ``day`` the one in force; of other days all is kept that may be asked for again."""
        connection = self._database.connection
        self._database.set_meta("day", day.id)
        place = int(connection.execute("SELECT coalesce(max(place), 0) FROM days").fetchone()[0]) + 1
        is_new = (
            connection.execute(
                "INSERT OR IGNORE INTO days (id, date, place) VALUES (?, ?, ?)", (day.id, day.date, place)
            ).rowcount
            > 0
        )
        faces = msgspec.json.encode(_Faces(day.shuffle, dict(day.letters)))
        connection.execute("UPDATE days SET faces = ? WHERE id = ?", (faces, day.id))
        if is_new:
            connection.execute("DELETE FROM days WHERE place <= ?", (place - DAYS_KEPT,))
        return is_new

    def _burn(self) -> None:
        boot = str(self._database.boot)
        day = self.day()
        with self._database.transaction():
            if self._database.meta("burnt_at_boot") == boot:
                return
            self._database.set_meta("burnt_at_boot", boot)
            self._own.skip(BURN)
            for pool in {pool_of(lease.first) for lease in self.held()}:
                for _ in range(BURN):
                    dealt = deal(self.held(), pool)
                    if day is not None and dealt is not None:
                        self._advance(dealt, day)

    def _days_to_tell(self) -> tuple[str, ...]:
        """Return what the outbox calls the open day.

        Own numbers that were dealt before the hub was heard today lie with the day before.
        """
        day = self.day()
        if day is None:
            return ()
        before = self._database.connection.execute(
            "SELECT id FROM days WHERE place < (SELECT place FROM days WHERE id = ?)"
            " ORDER BY place DESC LIMIT 1",
            (day.id,),
        ).fetchone()
        return (day.id, _own_day(day.id), *(() if before is None else (_own_day(before[0]),)))

    def _tops(self) -> dict[int, int]:
        return dict(
            self._database.connection.execute(
                "SELECT pool, number FROM highest WHERE day = ?", (self._database.meta("day") or "",)
            ).fetchall()
        )

    def _advance(self, dealt: Dealt, day: NumberedDay) -> None:
        self._database.connection.execute(
            "UPDATE leases SET next = ? WHERE day = ? AND id = ?", (dealt.number + 1, day.id, dealt.lease)
        )
        self._raise_highest(dealt.number)

    def _raise_highest(self, number: int) -> None:
        self._database.connection.execute(
            "INSERT INTO highest (day, pool, number) SELECT id, ?, ? FROM days WHERE id = ?"
            " ON CONFLICT (day, pool) DO UPDATE SET number = max(number, excluded.number)",
            (pool_of(number), number, self._database.meta("day") or ""),
        )

    def _is_dealt(self, number: int, day: NumberedDay) -> bool:
        row = self._database.connection.execute(
            "SELECT 1 FROM tickets WHERE day = ? AND number = ?", (day.id, number)
        ).fetchone()
        return row is not None

    def _is_dealt_of_own(self, number: int, now: Reading) -> bool:
        """Tell whether one of the own letter may have been dealt on this numbered day.

        What was dealt since the day before the last was granted may be of today: a kiosk that is cut off does
        not know when a day begins.
        """
        rows = self._database.connection.execute(
            "SELECT taken FROM tickets JOIN days ON days.id = tickets.day WHERE own = 1 AND number = ?"
            " AND place >= (SELECT place - 1 FROM days WHERE id = ?)",
            (number, self._database.meta("day") or ""),
        )
        return any(not is_another_day(msgspec.json.decode(taken, type=Reading), now) for (taken,) in rows)

    def _write(self, ticket: Ticket, dealt: Dealt | None, appointment: Entry | None) -> None:
        minutes = ticket.expected.minutes or (None, None)
        self._database.connection.execute(
            "INSERT INTO tickets (id, day, number, service, language, taken, ahead, minutes_from, minutes_to,"
            " shown, own, appointment_ms, paper) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'due')",
            (
                ticket.id,
                ticket.day,
                ticket.number,
                ticket.service,
                ticket.language,
                msgspec.json.encode(ticket.taken),
                ticket.expected.ahead,
                *minutes,
                ticket.shown,
                dealt is None,
                ticket.appointment_ms,
            ),
        )
        check_in = CheckIn(
            ticket=ticket.id,
            day=ticket.day if dealt else None,
            lease=dealt.lease if dealt else None,
            number=ticket.number,
            service=ticket.service,
            language=ticket.language,
            arrival=ticket.taken,
            appointment=None if appointment is None else appointment.id,
            party=1 if appointment is None else appointment.party,
        )
        self.outbox.put(ticket.day if dealt else _own_day(ticket.day), msgspec.json.encode(check_in))


def _ticket(row: tuple[Any, ...]) -> Ticket:
    identifier, day, number, service, language, taken, ahead, low, high, shown, appointment_ms, _paper = row
    expected = Expected(ahead, None if low is None else (low, high))
    reading = msgspec.json.decode(taken, type=Reading)
    return Ticket(identifier, day, number, service, language, reading, expected, shown, appointment_ms)


def _own_day(day: str) -> str:
    """Return what the outbox calls the time of a day's leases, for numbers that are not from them."""
    return f"own {day}"
