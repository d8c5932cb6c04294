"""A ticket office that is turned by hand: a real database, a clock and a line of the test's own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from common.runtime.broker import Box
from common.runtime.database import Database
from common.runtime.station import Station
from common.wire import topics
from common.wire.board import ServiceWait, Waits
from common.wire.channel import Channel
from common.wire.life import DayOpen, Health, HubStatus, OwnerBeat
from common.wire.message import Message
from common.wire.numbers import Shuffle
from common.wire.tickets import Ack, CheckIn, Lease, Numbers, NumbersReport, Out
from kiosk.ticket.news import LineUp, News, PaperNews, Take
from kiosk.ticket.office import TicketOffice
from kiosk.ticket.outgoing import Outgoing
from kiosk.ticket.schema import MIGRATIONS
from kiosk.ticket.store import TicketStore
from kiosk.ticket.ticket import Paper, Ticket
from tests.kiosk.house import HELSINKI, MONDAY

DAY, DATE = "2026-11-23", "2026-11-23"


@dataclass
class HandClock:
    """Moved by the test."""

    ms: int = 1_000_000
    wall: int = MONDAY
    is_synced: bool = True

    def monotonic_ms(self) -> int:
        return self.ms

    def wall_ms(self) -> int:
        return self.wall

    def synced(self) -> bool:
        return self.is_synced

    def go_on(self, ms: int) -> None:
        self.ms += ms
        self.wall += ms


@dataclass
class FakeLine:
    """Keeps what is said; ``up`` is whether anybody hears it."""

    up: bool = True
    said: list[tuple[str, Any]] = field(default_factory=list[tuple[str, Any]])

    def publish(self, channel: Channel[Any], message: Message, **_ids: str) -> bool:
        if self.up:
            channel.encode(message)
            self.said.append((channel.name, message))
        return self.up

    def take(self, channel: Channel[Any]) -> list[Any]:
        """Return what was said on a channel, and forget it."""
        found = [message for name, message in self.said if name == channel.name]
        self.said = [one for one in self.said if one[0] != channel.name]
        return found


class Office:
    """Runs each step of the office in the test's thread."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "kiosk.db"
        self.clock = HandClock()
        self.line = FakeLine()
        self.boot_id = "boot-1"
        self.reprints: list[tuple[Ticket, bool]] = []
        self.start()

    def start(self) -> None:
        """Begin a process."""
        self.database = Database(self.path, MIGRATIONS, boot_id=self.boot_id)
        self.station = Station(
            box=Box(site="pori", id="kiosk-1", state=self.path.parent),
            part="kiosk",
            version="0",
            clock=self.clock,
            boot=self.database.boot,
            health=Health,
            epoch=self.database.epoch,
        )
        self.office = self.office_on(lambda: self.database)
        self.store = TicketStore(self.database)
        self.outgoing = Outgoing(self.store.outbox, self.line, "kiosk-1")
        self.office.finish_papers(self.store)

    def office_on(self, open_database: Callable[[], Database]) -> TicketOffice:
        """Make an office of this kiosk that opens its database so."""
        return TicketOffice(
            open_database,
            self.station,
            self.line,
            self.clock,
            lambda: HELSINKI,
            lambda ticket, copy: self.reprints.append((ticket, copy)),
        )

    def stop(self) -> None:
        """End the process."""
        self.database.close()

    def restart(self, *, boot_id: str | None = None) -> None:
        """Begin a new process, or even a new boot."""
        self.stop()
        self.boot_id = boot_id or self.boot_id
        self.start()

    def hear(self, *news: News) -> None:
        """Let things arrive."""
        for one in news:
            if isinstance(one, OwnerBeat):
                self.office.post(one)  # it is known before the office has time for it
            self.office.handle(self.store, self.outgoing, one)
            self.outgoing.send_due(self.clock.ms)

    def take(self, service: str = "tax-personal") -> Ticket | None:
        """Take a number."""
        taken: list[Ticket | None] = []
        self.hear(Take(service, "fi", taken.append))
        return taken[0]

    def number(self) -> int | None:
        """Take a number and return it alone."""
        ticket = self.take()
        return ticket.number if ticket else None

    def face(self, service: str = "tax-personal") -> str | None:
        """Take a number and return it as people see it."""
        ticket = self.take(service)
        return ticket.face if ticket else None

    def paper(self, ticket: Ticket, paper: Paper) -> None:
        self.hear(PaperNews(ticket.id, paper))

    def meet(self, incarnation: str = "hub-1", *, day: str | None = DAY) -> None:
        """Hear which day the hub says is open."""
        opened = DayOpen(id=day, date=day) if day else None
        self.hear(HubStatus(state="ready", incarnation=incarnation, day=opened))

    def beat(self, incarnation: str = "hub-1") -> None:
        self.hear(OwnerBeat(incarnation=incarnation, at_ms=5))

    def grant(
        self,
        *leases: tuple[str, int, int],
        incarnation: str = "hub-1",
        day: str = DAY,
        date: str = DATE,
        epoch: str | None = None,
        own: tuple[int, int] | None = None,
        shuffle: Shuffle | None = None,
        letters: dict[str, str] | None = None,
    ) -> None:
        """Grant leases (id, first, last); an id that begins with r is a reserve."""
        granted = tuple(
            Lease(id=name, kind="reserve" if name.startswith("r") else "lease", first=first, last=last)
            for name, first, last in leases
        )
        self.hear(
            Numbers(
                incarnation=incarnation,
                epoch=epoch or self.store.epoch,
                day=day,
                date=date,
                leases=granted,
                own=own,
                shuffle=shuffle,
                letters=letters or {},
            )
        )

    def ack(self, *rows: Out, highest: int | None = None, incarnation: str = "hub-1") -> None:
        sequences = tuple(row.sequence for row in rows)
        top = max((*sequences, 0)) if highest is None else highest
        epoch = rows[0].epoch if rows else self.store.epoch
        self.hear(Ack(epoch=epoch, committed=sequences, highest=top, incarnation=incarnation))

    def waits(
        self,
        waiting: int,
        *,
        revision: int = 1,
        highest: int = 0,
        lettered: tuple[int, ...] = (),
        day: str = DAY,
    ) -> None:
        self.hear(
            OwnerBeat(incarnation="hub-1", at_ms=5),
            Waits(
                incarnation="hub-1",
                revision=revision,
                at_ms=5,
                day=day,
                highest=highest,
                lettered=lettered,
                services={"tax-personal": ServiceWait(waiting=waiting, minutes=(15, 25))},
            ),
        )

    def line_up(self) -> None:
        self.hear(LineUp())

    def sent(self) -> list[Out]:
        return self.line.take(topics.OUT)

    def check_ins(self) -> list[CheckIn]:
        """Return the check-ins that were sent, and forget all that was."""
        return [out.body for out in self.sent() if isinstance(out.body, CheckIn)]

    def reports(self) -> list[NumbersReport]:
        return self.line.take(topics.NUMBERS_REPORT)

    def served(self, *leases: tuple[str, int, int]) -> Callable[[], int | None]:
        """Meet the hub, get leases, and return what takes a number."""
        self.meet()
        self.grant(*(leases or (("l-1", 101, 103), ("r-1", 201, 250))))
        return self.number


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with a new database."""
    office = Office(tmp_path)
    yield office
    office.stop()
