"""Kiosks as the queue's machine meets them: they deal from leases, keep what they sent, lose all."""

from dataclasses import dataclass, field

from msgspec import structs

from hub.queue.commands import CheckIn, ReportNumbers
from hub.queue.details import Appointment
from hub.queue.number_events import Held, LeaseKind
from hub.queue.stamps import Arrival, Placed
from hub.queue.views import NumbersView


@dataclass
class Stock:
    """A lease in a kiosk; it deals ``next`` next."""

    id: str
    kind: LeaseKind
    first: int
    last: int
    next: int


@dataclass
class Kiosk:
    """One enrolled kiosk; ``skew`` is house time minus its own clock."""

    device: str
    epoch: str
    skew: int
    online: bool = True
    incarnation: str = ""
    boot: int = 1
    sequence: int = 0
    day: str = ""
    heard: int = 0
    leases: dict[str, Stock] = field(default_factory=dict[str, Stock])
    unsent: list[CheckIn] = field(default_factory=list[CheckIn])
    kept: list[CheckIn] = field(default_factory=list[CheckIn])

    @property
    def highest(self) -> int:
        return max([self.heard, *(one.last for one in self.leases.values())])

    def report(self, incarnation: str) -> ReportNumbers:
        return ReportNumbers(
            device=self.device,
            epoch=self.epoch,
            incarnation=incarnation,
            day=self.day,
            held=tuple(
                Held(id=one.id, kind=one.kind, first=one.first, last=one.last, next=one.next)
                for one in self.leases.values()
                if one.next <= one.last
            ),
            highest=self.highest,
            unsent=len(self.unsent),
        )

    def hear(self, numbers: NumbersView, highest: int) -> None:
        if numbers.epoch != self.epoch:
            return
        if numbers.day != self.day:
            self.day, self.leases, self.heard = numbers.day, {}, 0
        self.heard = max(self.heard, highest)
        offered = {lease.id for lease in numbers.leases}
        for lease in numbers.leases:
            if lease.id not in self.leases:
                self.leases[lease.id] = Stock(lease.id, lease.kind, lease.first, lease.last, lease.first)
        for stock in self.leases.values():
            if stock.id not in offered:
                stock.next = stock.last + 1

    def deal(self, ticket: str, service: str, language: str, now: int, guess: int) -> CheckIn | None:
        """Deal a number, from the lease first; ``guess`` is the hub's later error about the time, in ms."""
        stocks = sorted(self.leases.values(), key=lambda one: (one.kind is LeaseKind.RESERVE, one.first))
        stock = next((one for one in stocks if one.next <= one.last), None)
        if stock is None:
            return None
        self.sequence += 1
        check_in = CheckIn(
            ticket=ticket,
            device=self.device,
            epoch=self.epoch,
            sequence=self.sequence,
            day=self.day,
            lease=stock.id,
            number=stock.next,
            service=service,
            language=language,
            arrival=Arrival(boot=self.boot, clock_ms=now - self.skew, wall_ms=now, synced=True),
            placed=Placed(now + guess, uncertain=bool(guess)),
        )
        stock.next += 1
        self.unsent.append(check_in)
        return check_in

    def say(
        self,
        check_in: CheckIn,
        also: tuple[str, ...],
        later: tuple[str, ...],
        appointment: Appointment | None,
    ) -> None:
        """Say more with the check-in that was dealt last."""
        assert self.unsent[-1] is check_in
        self.unsent[-1] = structs.replace(check_in, also=also, later=later, appointment=appointment)

    def acknowledge(self, check_ins: list[CheckIn]) -> None:
        self.unsent = [one for one in self.unsent if one not in check_ins]
        self.kept += [one for one in check_ins if one not in self.kept]

    def wipe(self, epoch: str) -> None:
        """The card is replaced: everything is gone but the paper that people hold."""
        self.epoch, self.boot, self.sequence, self.incarnation = epoch, 1, 0, ""
        self.day, self.heard, self.leases, self.unsent, self.kept = "", 0, {}, [], []

    def meet(self, incarnation: str) -> None:
        """A new life of the hub: the open day is sent again."""
        self.incarnation = incarnation
        self.unsent = [*(one for one in self.kept if one.day == self.day), *self.unsent]
        self.kept = [one for one in self.kept if one.day != self.day]
