"""The ticket office: the one thread that deals numbers, makes tickets durable and sends check-ins."""

import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from common.runtime.belief import Owner, judge
from common.runtime.clock import Clock
from common.runtime.database import Database
from common.runtime.life import Life
from common.runtime.station import Station
from common.wire import topics
from common.wire.board import Waits
from common.wire.life import HubStatus, OwnerBeat
from common.wire.message import Reading
from common.wire.numbers import pool_of
from common.wire.tickets import Ack, Numbers, NumbersReport
from kiosk.ticket.inbox import OfficeInbox
from kiosk.ticket.lease import Known, NumberedDay, Stock, choose_stock, is_low
from kiosk.ticket.news import Add, LineUp, News, PaperNews, Take, give_up
from kiosk.ticket.outgoing import Line, Outgoing
from kiosk.ticket.store import TicketStore
from kiosk.ticket.ticket import Expected, Paper, Ticket, is_recent

logger = logging.getLogger(__name__)

WORKER = "tickets"

REPORT_MS = 30_000
"""The kiosk says which numbers it holds this often: the hub's answer may have been lost."""

DISK_FAULT = "disk"
"""The disk refuses: no number can be dealt until it takes what is written."""

_TICK_S = 1.0
_IDLE_S = 5.0
_OPEN_AGAIN_S = 5.0
_MS = 1000


class _Opened(NamedTuple):
    database: Database
    store: TicketStore
    outgoing: Outgoing


class TicketOffice:
    """Owns the kiosk's database. Everything reaches it through :meth:`post`, from any thread.

    ``reprint`` gets the tickets that a crash left without paper, with whether a paper may have come out.
    """

    def __init__(
        self,
        open_database: Callable[[], Database],
        station: Station,
        line: Line,
        clock: Clock,
        timezone: Callable[[], ZoneInfo],
        reprint: Callable[[Ticket, bool], None],
    ) -> None:
        """Prepare the office; the database is opened by its own thread."""
        self._open_database = open_database
        self._station = station
        self._line = line
        self._clock = clock
        self._timezone = timezone
        self._reprint = reprint
        self._inbox: OfficeInbox[News] = OfficeInbox()
        self._hub = Owner()
        self._status: HubStatus | None = None
        self._waits: Waits | None = None
        self._incarnation: str | None = None
        self._reported_ms: int | None = None
        self._unwritten: dict[str, PaperNews] = {}
        self.unsent = 0
        """Check-ins that wait for their acknowledgement."""
        self.fault: str | None = None
        """What keeps the office from working, for the device's health."""

    def post(self, news: News) -> None:
        """Hand something to the office; never blocks."""
        match news:
            case Take() | Add() | PaperNews():
                if not self._inbox.ask(news):
                    logger.error("the ticket office is stuck and refused %s", type(news).__name__)
                    give_up(news)
            case Ack():
                self._inbox.hear(news)
            case OwnerBeat():
                self._hub = self._hub.beat(news.incarnation, news.at_ms, self._clock.monotonic_ms())
                if news.incarnation != self._incarnation:  # else it wakes nobody: there is nothing to do
                    self._inbox.note(OwnerBeat, news)
            case _:
                self._inbox.note(type(news), news)

    def run(self, life: Life) -> None:
        """Serve until the process ends (a worker of :class:`Life`)."""
        life.wake_at_end(self._inbox.close)
        opened = self._open(life)
        if opened is None:
            return
        try:
            self._serve(opened, life)
        finally:
            opened.database.close()

    def _open(self, life: Life) -> _Opened | None:
        """Open the database; while the disk refuses, customers are told to ask an adviser."""
        again_ms = self._clock.monotonic_ms()
        while not life.stopping.is_set():
            life.pulse(WORKER)
            if self._clock.monotonic_ms() >= again_ms:
                try:
                    return self._begin()
                except sqlite3.OperationalError as error:
                    self._disk_refuses(error)
                    again_ms = self._clock.monotonic_ms() + round(_OPEN_AGAIN_S * _MS)
            give_up(self._inbox.take(_TICK_S))
        return None

    def _begin(self) -> _Opened:
        """Open the database and take up what was left: a disk may open a file and refuse what comes next."""
        database = self._open_database()
        try:
            store = TicketStore(database)
            outgoing = Outgoing(store.outbox, self._line, self._station.box.id)
            self._station.boot, self._station.epoch = database.boot, database.epoch
            self.finish_papers(store)
        except BaseException:
            database.close()
            raise
        self.fault = None
        self._station.say_beat()  # the hub places what this clock stamps by its beats
        return _Opened(database, store, outgoing)

    def _serve(self, opened: _Opened, life: Life) -> None:
        while not life.stopping.is_set():
            life.pulse(WORKER)
            waits = opened.outgoing.count > 0 or bool(self._unwritten)
            news = self._inbox.take(_TICK_S if waits else _IDLE_S)
            if news is not None:
                self.handle(opened.store, opened.outgoing, news)
            self.look_after(opened.store, opened.outgoing)

    def finish_papers(self, store: TicketStore) -> None:
        """See to the tickets that a crash has left without paper; a disk that refuses prints none of them."""
        now = self._station.reading()
        recent: list[tuple[Ticket, Paper]] = []
        for ticket, paper in store.without_paper():
            if is_recent(ticket.taken, now):
                recent.append((ticket, paper))
            else:
                store.mark_paper(ticket.id, "failed")
        for ticket, paper in recent:
            self._reprint(ticket, paper == "sent")

    def look_after(self, store: TicketStore, outgoing: Outgoing) -> None:
        """Do what is due by itself: send what waits, write what was refused, say which numbers are held."""
        self.unsent = outgoing.count
        now_ms = self._clock.monotonic_ms()
        outgoing.send_due(now_ms)
        due = self._reported_ms is None or now_ms - self._reported_ms >= REPORT_MS
        try:
            if due:
                self._report(store)
            self._write_what_was_refused(store)
            if due and self.fault is not None:
                store.try_disk()
                self.fault = None
        except sqlite3.OperationalError as error:
            self._disk_refuses(error)

    def handle(self, store: TicketStore, outgoing: Outgoing, news: News) -> None:
        """Handle one thing. A disk that refuses is a fault to be mended, and the screen says whom to ask."""
        try:
            self._decide(store, outgoing, news)
        except sqlite3.OperationalError as error:
            self._disk_refuses(error)
            give_up(news)
            if isinstance(news, PaperNews):
                self._unwritten[news.ticket] = PaperNews(news.ticket, news.paper)

    def _decide(self, store: TicketStore, outgoing: Outgoing, news: News) -> None:
        match news:
            case Take():
                self._take(store, outgoing, news)
            case Add():
                self._add(store, outgoing, news)
            case PaperNews():
                self._mark_paper(store, news)
            case LineUp():
                outgoing.forget_sending()
                self._report(store)
            case HubStatus() | OwnerBeat():
                self._on_hub(store, outgoing, news)
            case Waits():
                self._on_waits(store, news)
            case Numbers():
                self._on_numbers(store, outgoing, news)
            case Ack():
                self._on_ack(store, outgoing, news)

    def _take(self, store: TicketStore, outgoing: Outgoing, wish: Take) -> None:
        if wish.until_ms is not None and self._clock.monotonic_ms() > wish.until_ms:
            logger.error("a number was asked for too long ago, and is not dealt: the disk was stuck")
            wish.done(None)
            return
        arrival = self._station.reading()
        ticket = None
        day = store.day()
        known = self._known(store, arrival)
        stock = choose_stock(day, known)
        if stock is not Stock.NONE:
            expected = self._expected(store, outgoing, wish.service)
            leases = stock is Stock.LEASES
            ticket = store.take(
                wish.service, wish.language, arrival, expected, leases=leases, appointment=wish.appointment
            )
        wish.done(ticket)
        self.fault = None
        if ticket is None:
            logger.warning("no number can be dealt: day %s, %s", day, known)
            self._report(store)
            return
        outgoing.recount()
        outgoing.send_due(self._clock.monotonic_ms())
        self.unsent = outgoing.count
        if is_low(store.held(), pool_of(ticket.number)):
            self._report(store)

    def _add(self, store: TicketStore, outgoing: Outgoing, wish: Add) -> None:
        kept = store.add(wish.addition)
        wish.done(kept)
        self.fault = None
        if not kept:
            logger.error("something was to be added to a ticket that this card does not have")
            return
        outgoing.recount()
        outgoing.send_due(self._clock.monotonic_ms())
        self.unsent = outgoing.count

    def _known(self, store: TicketStore, now: Reading) -> Known:
        """Return what is known of the day at this moment."""
        status = self._status
        lives = (
            status is not None
            and status.state == "ready"
            and status.incarnation == self._hub.incarnation
            and self._hub.lives(self._clock.monotonic_ms())
        )
        return Known(
            today=datetime.fromtimestamp(now.wall_ms / _MS, self._timezone()).date().isoformat(),
            synced=now.synced,
            lives=lives,
            hub_day=status.day.id if lives and status is not None and status.day is not None else None,
            since_ms=store.contact.since_ms(now),
        )

    def _mark_paper(self, store: TicketStore, news: PaperNews) -> None:
        store.mark_paper(news.ticket, news.paper)
        self._unwritten.pop(news.ticket, None)
        self.fault = None
        if news.done is not None:
            news.done(True)  # noqa: FBT003 - the one argument of a callback

    def _write_what_was_refused(self, store: TicketStore) -> None:
        """Try again: a paper that is out but not written down would be printed once more after a crash."""
        for news in list(self._unwritten.values()):
            self._mark_paper(store, news)

    def _on_hub(self, store: TicketStore, outgoing: Outgoing, news: HubStatus | OwnerBeat) -> None:
        if isinstance(news, HubStatus):
            if news.state == "lost":
                return
            self._status = news
            outgoing.forget_sending()  # said as its line comes up: it may not have heard what was sent before
        self._meet(store, outgoing, news.incarnation)

    def _expected(self, store: TicketStore, outgoing: Outgoing, service: str) -> Expected:
        """Return what the hub says of the queue now, and those whom it has not heard of yet."""
        waits, day = self._waits, store.day()
        if waits is None or not self._hub.believes(waits, self._clock.monotonic_ms()):
            return Expected()
        if day is None or waits.day != day.id:
            return Expected()
        wait = waits.services.get(service)
        waiting = wait.waiting if wait else 0
        return Expected(waiting + outgoing.waiting_for(service), wait.minutes if wait else None)

    def _meet(self, store: TicketStore, outgoing: Outgoing, incarnation: str) -> None:
        """Tell a new incarnation of the hub everything: it may have been put back from a backup."""
        if incarnation == self._incarnation:
            return
        again = store.meet(incarnation)
        self._incarnation = incarnation
        if again:
            logger.info("a new incarnation of the hub: %d check-ins are sent again", again)
        outgoing.recount()
        outgoing.forget_sending()
        self._station.say_beat()  # before the check-ins, which are placed by it
        self._report(store)

    def _on_waits(self, store: TicketStore, waits: Waits) -> None:
        if judge(self._waits, waits) == "old":
            return
        self._waits = waits
        day = store.day()
        if day is not None and waits.day == day.id:
            store.hear_of(waits.highest, *waits.lettered)

    def _on_numbers(self, store: TicketStore, outgoing: Outgoing, numbers: Numbers) -> None:
        if numbers.epoch != store.epoch or numbers.incarnation != self._incarnation:
            return  # meant for an earlier life of this card, or said by an earlier one of the hub
        store.contact.note(self._station.reading())
        day = NumberedDay(numbers.day, numbers.date, numbers.shuffle, numbers.letters)
        if store.adopt(day, numbers.leases, numbers.own):
            logger.info("the day %s begins", numbers.day)
            outgoing.recount()
            self._report(store)

    def _on_ack(self, store: TicketStore, outgoing: Outgoing, ack: Ack) -> None:
        if ack.incarnation != self._incarnation:
            return  # what an earlier incarnation had committed, a backup may have lost
        if store.outbox.acknowledge(ack.epoch, ack.committed, ack.highest) == "rolled-back":
            logger.warning("this card is an old copy: its numbers are given up and new ones are asked for")
            store.give_up_numbers()
            self._station.epoch = store.epoch
            self._station.say_beat()
            self._report(store)
        outgoing.recount()

    def _report(self, store: TicketStore) -> None:
        if self._incarnation is None:
            return
        self._reported_ms = self._clock.monotonic_ms()
        day = store.day()
        report = NumbersReport(
            epoch=store.epoch,
            incarnation=self._incarnation,
            day=day.id if day else None,
            held=store.held(),
            highest=store.highest(),
            lettered=store.lettered(),
            own=store.own(),
            unsent=store.outbox.count_unsent(),
        )
        self._line.publish(topics.NUMBERS_REPORT, report, device=self._station.box.id)

    def _disk_refuses(self, error: sqlite3.OperationalError) -> None:
        if self.fault is None:
            logger.critical("the disk refuses (%s): make room on it, or replace the card", error)
        self.fault = DISK_FAULT
