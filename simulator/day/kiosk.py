"""A kiosk as the hub meets it: deals from leases, stamps with its own clock, and sends what was kept."""

import dataclasses
import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from common.wire.numbers import pool_of
from hub.queue import views
from hub.queue.answers import Code, Refusal
from hub.queue.commands import Add, CheckIn, ReportNumbers
from hub.queue.number_events import Held, LeaseKind
from hub.queue.stamps import Arrival
from simulator.day.detours import Detours, Turn
from simulator.day.house import House
from simulator.day.people import Customer
from simulator.day.scenario import MINUTE_MS, Cut, Kiosk

_DRIFT = 40e-6
"""A quartz clock is off by so much, s/s."""

_WAY_MS = (4, 60)
"""How long a message takes, over a site's network."""

_MENDED_MS = 5 * MINUTE_MS
"""A cut ends so long before the played day at the latest: what was kept must arrive within it."""

_THINKS_MS = (4000, 40_000)
"""So long after the number somebody says what else they are here for."""

_RESEND_MS = 2000
"""What was not acknowledged is sent again after so long, as :mod:`kiosk.ticket.outgoing` does."""

_HELD_UP_MS = 12_000
"""After a cut, rows arrive within so long, in any order."""


_NOT_NOW = (Code.UNKNOWN_TICKET, Code.VISIT_ENDED)
"""What an addition may be told that overtook its check-in, or that came too late; nothing else is."""


class Row(NamedTuple):
    """A check-in in the outbox."""

    sequence: int
    ticket: str
    day: str
    lease: str
    number: int
    customer: Customer
    arrival: Arrival


class Added(NamedTuple):
    """An addition in the outbox."""

    sequence: int
    ticket: str
    said: Detours


class PlayedKiosk:
    """Deals numbers whether the hub is reached or not."""

    def __init__(self, plan: Kiosk, house: House, rng: random.Random, begin: int) -> None:
        self.name = plan.name
        self.share = plan.share
        self._house = house
        self._rng = rng
        self._epoch = f"e-{plan.name}"
        self._cuts: tuple[Cut, ...] = ()
        self._boot, self._boot_at = 1, begin - rng.randrange(1, 9 * 24 * 60) * MINUTE_MS
        self._drift = rng.uniform(-_DRIFT, _DRIFT)
        self._skew = rng.randrange(-3000, 3000)
        self._today = self._day = ""
        self._own: tuple[int, int] | None = None
        self._own_next = 0
        self._held: dict[str, Held] = {}
        self._known: set[str] = set()
        self._unsent: dict[int, Row | Added] = {}
        self._tops: dict[int, int] = {}
        self._sequence = self._beats_until = 0

    def begin_day(self, plan: Kiosk, cuts: tuple[Cut, ...], date: str, begin: int, end: int) -> None:
        """Put what happens to this kiosk today on the agenda."""
        agenda = self._house.agenda
        self._today = date
        self._own_next = self._own[0] if self._own is not None else 0
        last = end - _MENDED_MS
        self._cuts = tuple(
            dataclasses.replace(cut, end=min(cut.end, last))
            for cut in cuts
            if cut.kiosk == plan.name and cut.begin < last
        )
        self._beats_until = end
        agenda.at(begin, self._beat)
        for cut in self._cuts:
            agenda.at(cut.end + 1, self._reconnect)
        for when in plan.restarts:
            agenda.at(when, self._restart)

    @property
    def connected(self) -> bool:
        """Whether the hub is reached now."""
        now = self._house.agenda.now
        return not any(cut.begin <= now <= cut.end for cut in self._cuts)

    def tap(self, customer: Customer, ticket: str) -> bool:
        """Deal a number and send the check-in, or keep it; tell whether there was a number."""
        dealt = self._deal(customer.service)
        if dealt is None:
            return False
        number, lease = dealt
        self._sequence += 1
        now = self._house.agenda.now
        arrival = Arrival(self._boot, self._clock_ms(), now + self._skew, synced=True)
        row = Row(self._sequence, ticket, self._today, lease, number, customer, arrival)
        self._put(row)
        if Turn.ADDED in customer.detours.turns:
            thinks_ms = self._rng.randrange(*_THINKS_MS)
            self._house.agenda.after(thinks_ms, lambda: self._add(ticket, customer.detours))
        return True

    def _add(self, ticket: str, said: Detours) -> None:
        self._sequence += 1
        self._put(Added(self._sequence, ticket, said))

    def _put(self, row: Row | Added) -> None:
        """Keep a row until it has arrived, and send it where the hub is reached."""
        self._unsent[row.sequence] = row
        if self.connected:
            self._house.agenda.after(self._way_ms(), lambda: self._arrive([row]))

    def _deal(self, service: str) -> tuple[int, str] | None:
        """Return the next number and its lease: everyday ones, then the reserve, then its own letter."""
        pool = self._house.engine.rules.scheme.pool_for(service)
        held = self._held.values() if self._day == self._today else ()
        left = [lease for lease in held if pool_of(lease.first) == pool]
        if left:
            lease = min(left, key=lambda one: (one.kind is LeaseKind.RESERVE, one.first))
            self._held[lease.id] = msgspec.structs.replace(lease, next=lease.next + 1)
            if lease.next == lease.last:
                del self._held[lease.id]
            self._tops[pool or 0] = max(self._tops.get(pool or 0, 0), lease.next)
            return lease.next, lease.id
        if self._own is None or self._own_next > self._own[1]:
            return None
        self._own_next += 1
        return self._own_next - 1, ""

    def hear_numbers(self) -> None:
        """What the hub grants is on its way here."""
        if self.connected:
            self._house.agenda.after(self._way_ms(), self._take_numbers)

    def hear_hub(self) -> None:
        """A hub of another life speaks: it grants nothing before it has heard what is held here."""
        if self.connected:
            self._house.agenda.after(self._way_ms(), self._settle)

    def report(self) -> None:
        """Say what is held here, so that the hub may grant."""
        house = self._house
        command = ReportNumbers(
            device=self.name,
            epoch=self._epoch,
            incarnation=house.state.incarnation,
            day=self._day,
            held=tuple(self._held.values()),
            highest=self._tops.get(0, 0),
            lettered=tuple(top for pool, top in sorted(self._tops.items()) if pool),
            unsent=len(self._unsent),
            own=self._own,
        )
        house.do(command)

    def _clock_ms(self) -> int:
        return round((self._house.agenda.now - self._boot_at) * (1 + self._drift))

    def _way_ms(self) -> int:
        return self._rng.randrange(*_WAY_MS)

    def _take_numbers(self) -> None:
        view = views.numbers(self._house.state, self.name)
        if view is None or not self.connected:
            return
        if view.day != self._day:
            self._day = view.day
            self._held, self._known, self._tops = {}, set(), {}
        for lease in view.leases:
            if lease.id not in self._known:
                self._known.add(lease.id)
                self._held[lease.id] = Held(
                    id=lease.id, kind=lease.kind, first=lease.first, last=lease.last, next=lease.first
                )
        for given_up in self._held.keys() - {lease.id for lease in view.leases}:
            del self._held[given_up]
        if view.own is not None and view.own != self._own:
            self._own, self._own_next = view.own, view.own[0]

    def _arrive(self, rows: Sequence[Row | Added]) -> None:
        house = self._house
        new = [row for row in rows if row.sequence in self._unsent]
        if not new or not self.connected:
            return
        answers = house.do_all([self._command(row) for row in new], *_NOT_NOW)
        early = [
            row
            for row, answer in zip(new, answers, strict=True)
            if isinstance(answer, Refusal) and answer.code is Code.UNKNOWN_TICKET
        ]
        for row in new:
            if row not in early:
                del self._unsent[row.sequence]
        if early:
            house.agenda.after(_RESEND_MS, lambda: self._arrive(early))

    def send_again(self, rows: Sequence[Row | Added]) -> None:
        """Send rows once more that the hub has had: an acknowledgement was lost."""
        if self.connected:
            self._house.do_all([self._command(row) for row in rows], *_NOT_NOW)

    def _command(self, row: Row | Added) -> CheckIn | Add:
        return self._addition(row) if isinstance(row, Added) else self._check_in(row)

    def _addition(self, row: Added) -> Add:
        return Add(
            addition=f"{self.name}-{row.sequence}",
            ticket=row.ticket,
            device=self.name,
            epoch=self._epoch,
            sequence=row.sequence,
            service=row.said.service or None,
            party=row.said.details.party,
            needs_help=row.said.details.needs_help,
        )

    def _check_in(self, row: Row) -> CheckIn:
        customer, house = row.customer, self._house
        return CheckIn(
            ticket=row.ticket,
            device=self.name,
            epoch=self._epoch,
            sequence=row.sequence,
            day=row.day,
            lease=row.lease,
            number=row.number,
            service=customer.service,
            language=customer.language,
            arrival=row.arrival,
            placed=house.clocks.place(self.name, self._epoch, row.arrival, house.now),
            also=customer.also,
            later=customer.later,
            details=customer.details,
            appointment=customer.appointment,
        )

    def _beat(self) -> None:
        """Tell the hub this clock once a minute; the real beat comes every 2 s and tells it no better."""
        agenda = self._house.agenda
        if self.connected:
            self._say_clock()
        if agenda.now + MINUTE_MS < self._beats_until:
            agenda.after(MINUTE_MS, self._beat)

    def _say_clock(self) -> None:
        house, boot, clock_ms = self._house, self._boot, self._clock_ms()
        sent_by = house.agenda.now
        house.agenda.after(
            self._way_ms(),
            lambda: house.clocks.hear(self.name, self._epoch, boot, clock_ms, max(sent_by, house.agenda.now)),
        )

    def _restart(self) -> None:
        self._boot += 1
        self._boot_at = self._house.agenda.now
        if self.connected:
            self._say_clock()

    def _reconnect(self) -> None:
        """Come back after a cut: rows go out at once and arrive in any order, some of them twice."""
        if not self.connected:
            return
        agenda, rows = self._house.agenda, list(self._unsent.values())
        self._say_clock()
        self._rng.shuffle(rows)
        while rows:
            count = self._rng.randrange(1, 12)
            together, rows = rows[:count], rows[count:]
            delay = self._rng.randrange(100, _HELD_UP_MS)
            agenda.after(delay, _bound(self._arrive, together))
            if self._rng.random() < 0.25:  # noqa: PLR2004 — one batch in four loses its acknowledgement
                agenda.after(delay + 3000, _bound(self.send_again, together))
        agenda.after(_HELD_UP_MS + 500, self._settle)

    def _settle(self) -> None:
        if self.connected:
            self.report()
            self._take_numbers()


def _bound(
    action: Callable[[Sequence[Row | Added]], None], rows: Sequence[Row | Added]
) -> Callable[[], None]:
    return lambda: action(rows)
