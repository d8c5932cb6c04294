"""What the ticket office tells on a ticket, prints again, and does where its disk or thread is stuck."""

import sqlite3
import threading

import pytest

from common.runtime.database import Database
from common.runtime.life import Life
from common.runtime.systemd import Notifier
from common.wire.life import OwnerBeat
from kiosk.ticket.inbox import MOST_HEARD, MOST_PEOPLE, OfficeInbox
from kiosk.ticket.news import PaperNews, Take
from kiosk.ticket.office import DISK_FAULT, REPORT_MS
from kiosk.ticket.schema import MIGRATIONS
from kiosk.ticket.ticket import REPRINT_MS, Expected, Ticket
from tests.kiosk.ending import ends_at_once
from tests.kiosk.ticket.conftest import Office
from tests.waiting import wait_until


def test_how_many_are_ahead_counts_those_the_hub_has_not_heard_of(office: Office) -> None:
    office.served()
    office.waits(6)
    first, second = office.take(), office.take()
    assert first is not None
    assert second is not None
    assert first.expected == Expected(6, (15, 25))
    assert second.expected == Expected(7, (15, 25))


def test_without_the_hub_nobody_knows_how_many_are_ahead(office: Office) -> None:
    office.served()
    office.waits(6)
    office.clock.go_on(6000)
    ticket = office.take()
    assert ticket is not None
    assert ticket.expected == Expected()


def test_lengths_of_another_day_are_not_believed(office: Office) -> None:
    office.served()
    office.waits(6, day="2026-11-22")
    ticket = office.take()
    assert ticket is not None
    assert ticket.expected == Expected()


def test_paper_that_a_crash_held_up_is_printed_once_and_marked_where_it_may_be_out(office: Office) -> None:
    office.served()
    due, sent, out = office.take(), office.take(), office.take()
    assert due is not None
    assert sent is not None
    assert out is not None
    office.paper(sent, "sent")
    office.paper(out, "sent")
    office.paper(out, "printed")
    office.restart()
    assert office.reprints == [(due, False), (sent, True)]


@pytest.mark.parametrize(("boot_id", "is_printed"), [("boot-1", False), ("boot-2", False)])
def test_paper_of_long_ago_is_not_printed_any_more(office: Office, boot_id: str, *, is_printed: bool) -> None:
    office.served()()
    office.clock.go_on(REPRINT_MS)
    office.restart(boot_id=boot_id)
    assert bool(office.reprints) is is_printed
    assert office.store.without_paper() == []


def test_a_disk_that_refuses_is_told_and_takes_no_number(office: Office) -> None:
    number = office.served()
    assert number() == 101
    office.database.connection.execute("PRAGMA query_only = ON")
    assert number() is None
    assert office.office.fault == DISK_FAULT
    written: list[bool] = []
    office.hear(PaperNews("nothing", "sent", written.append))
    assert written == [False]
    office.database.connection.execute("PRAGMA query_only = OFF")
    assert number() == 102
    assert office.office.fault is None


def test_a_paper_that_the_disk_did_not_take_is_written_down_as_soon_as_it_does(office: Office) -> None:
    office.served()
    ticket = office.take()
    assert ticket is not None
    office.database.connection.execute("PRAGMA query_only = ON")
    for paper in ("sent", "printed"):
        office.hear(PaperNews(ticket.id, paper))
    office.office.look_after(office.store, office.outgoing)
    assert office.office.fault == DISK_FAULT
    office.database.connection.execute("PRAGMA query_only = OFF")
    office.office.look_after(office.store, office.outgoing)
    assert office.office.fault is None
    office.restart()
    assert office.reprints == []


def test_a_disk_that_cannot_be_read_when_the_numbers_are_reported_is_told(office: Office) -> None:
    office.served()
    office.reports()
    office.clock.go_on(REPORT_MS)
    office.database.connection.set_progress_handler(lambda: 1, 1)  # each statement fails: "interrupted"
    office.office.look_after(office.store, office.outgoing)
    assert office.office.fault == DISK_FAULT
    office.database.connection.set_progress_handler(None, 1)
    office.clock.go_on(REPORT_MS)
    office.office.look_after(office.store, office.outgoing)
    assert office.reports()
    assert office.office.fault is None


def test_a_disk_that_takes_nothing_stays_a_fault_and_the_numbers_are_reported(office: Office) -> None:
    office.served()
    ticket = office.take()
    assert ticket is not None
    office.database.connection.execute("PRAGMA query_only = ON")
    office.hear(PaperNews(ticket.id, "sent"))
    office.reports()
    office.clock.go_on(REPORT_MS)
    office.office.look_after(office.store, office.outgoing)
    assert office.reports()
    assert office.office.fault == DISK_FAULT


def test_a_disk_that_opens_the_database_and_then_refuses_is_tried_again(office: Office) -> None:
    office.served()
    assert office.take() is not None  # of long ago: the office writes down that it has no paper
    office.clock.go_on(REPRINT_MS)
    recent = office.take()
    assert recent is not None
    office.stop()
    attempts: list[Database] = []

    def open_and_refuse_at_first() -> Database:
        database = Database(office.path, MIGRATIONS, boot_id="boot-1")
        if not attempts:
            database.connection.execute("PRAGMA query_only = ON")
        attempts.append(database)
        return database

    own = office.office_on(open_and_refuse_at_first)
    life = Life(Notifier())
    thread = threading.Thread(target=own.run, args=(life,))
    thread.start()
    wait_until(lambda: own.fault == DISK_FAULT, 5, "the disk is told")
    assert office.reprints == []
    office.clock.go_on(5000)
    wait_until(lambda: office.reprints, 5, "the paper once the disk works")
    assert own.fault is None
    life.stop()
    thread.join(5)
    assert not thread.is_alive()
    assert office.reprints == [(recent, False)]
    office.start()


def test_a_beat_is_known_before_the_office_has_time_for_it(office: Office) -> None:
    office.served()
    office.waits(6)
    office.clock.go_on(6000)
    office.office.post(OwnerBeat(incarnation="hub-1", at_ms=5))
    ticket = office.take()
    assert ticket is not None
    assert ticket.expected.ahead == 6


def test_a_customer_goes_before_everything_that_the_network_says() -> None:
    inbox: OfficeInbox[str] = OfficeInbox()
    for turn in range(5000):
        inbox.note("beat", f"beat {turn}")
        inbox.hear(f"ack {turn}")
    assert inbox.ask("customer")
    assert [inbox.take(0) for _ in range(3)] == ["customer", "beat 4999", f"ack {5000 - MOST_HEARD}"]


def test_a_stuck_office_refuses_rather_than_fills_the_memory() -> None:
    inbox: OfficeInbox[int] = OfficeInbox()
    assert all(inbox.ask(turn) for turn in range(MOST_PEOPLE))
    assert not inbox.ask(0)


def test_the_office_serves_in_a_thread_of_its_own_and_closes_its_database(office: Office) -> None:
    office.served()
    office.stop()
    life = Life(Notifier())

    attempts: list[int] = []

    def open_at_the_second() -> Database:
        attempts.append(1)
        if len(attempts) == 1:
            raise sqlite3.OperationalError("disk I/O error")
        return Database(office.path, MIGRATIONS, boot_id="boot-1")

    own = office.office_on(open_at_the_second)
    thread = threading.Thread(target=own.run, args=(life,))
    thread.start()
    refused: list[Ticket | None] = []
    own.post(Take("tax-personal", "fi", refused.append))
    wait_until(lambda: refused, 5, "an answer while the disk refuses")
    assert refused == [None]
    office.clock.go_on(5000)
    taken: list[Ticket | None] = []

    def served() -> bool:
        own.post(Take("tax-personal", "fi", taken.append))
        return any(taken)

    wait_until(served, 10, "a number once the disk works")
    life.stop()
    thread.join(5)
    assert not thread.is_alive()
    office.start()


def test_a_number_that_was_asked_for_too_long_ago_is_not_dealt(office: Office) -> None:
    office.served()
    dealt: list[Ticket | None] = []
    office.hear(Take("tax-personal", "fi", dealt.append, until_ms=office.clock.ms - 1))
    office.hear(Take("tax-personal", "fi", dealt.append, until_ms=office.clock.ms))
    assert dealt[0] is None
    assert dealt[1] is not None
    assert dealt[1].number == 101


def test_the_worker_ends_at_once(office: Office) -> None:
    office.served()
    office.stop()
    own = office.office_on(lambda: Database(office.path, MIGRATIONS, boot_id="boot-1"))
    assert ends_at_once(own.run)
    office.start()
