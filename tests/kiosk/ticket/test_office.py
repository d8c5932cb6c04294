"""The ticket office keeps the rules: no number twice, no check-in lost, whatever happens to card and hub."""

import shutil
import sqlite3
import threading

import pytest

from common.runtime.database import Database
from common.runtime.life import Life
from common.runtime.systemd import Notifier
from common.wire.life import HubStatus
from kiosk.ticket.inbox import MOST_HEARD, MOST_PEOPLE, OfficeInbox
from kiosk.ticket.office import DISK_FAULT, PaperNews, Take, TicketOffice
from kiosk.ticket.outgoing import RESEND_MS
from kiosk.ticket.store import BURN, MIGRATIONS
from kiosk.ticket.ticket import REPRINT_MS, Expected, Ticket
from tests.kiosk.house import HELSINKI, wall_ms
from tests.kiosk.ticket.conftest import Office
from tests.waiting import wait_until


def test_a_kiosk_without_numbers_deals_none(office: Office) -> None:
    assert office.number() is None
    office.meet()
    assert office.number() is None


def test_numbers_rise_and_the_reserve_comes_last(office: Office) -> None:
    number = office.served(("l-1", 101, 102), ("r-1", 90, 91))
    assert [number() for _ in range(5)] == [101, 102, 90, 91, None]


def test_a_ticket_goes_on_when_the_line_and_the_hub_are_away(office: Office) -> None:
    number = office.served()
    office.line.up = False
    assert [number() for _ in range(5)] == [101, 102, 103, 201, 202]
    assert office.sent() == []
    office.line.up = True
    office.line_up()
    assert [out.body.number for out in office.sent()] == [101, 102, 103, 201, 202]


def test_a_check_in_is_sent_at_once_and_again_until_it_is_acknowledged(office: Office) -> None:
    office.served()()
    (first,) = office.sent()
    office.clock.go_on(RESEND_MS - 1)
    office.waits(0)
    assert office.sent() == []
    office.clock.go_on(1)
    office.waits(0, revision=2)
    (again,) = office.sent()
    assert again == first
    office.ack(again)
    office.clock.go_on(RESEND_MS)
    office.waits(0, revision=3)
    assert office.sent() == []


def test_the_ticket_is_durable_before_anybody_hears_of_it(office: Office) -> None:
    office.served()
    seen: list[tuple[int, int]] = []

    def done(_ticket: Ticket | None) -> None:
        with sqlite3.connect(office.path) as other:
            rows = other.execute("SELECT count(*) FROM tickets").fetchone()[0]
        other.close()
        seen.append((rows, len(office.sent())))

    office.hear(Take("tax-personal", "fi", done))
    assert seen == [(1, 0)]
    assert len(office.sent()) == 1


def test_a_crash_loses_no_check_in(office: Office) -> None:
    office.served()()
    office.sent()
    office.restart()
    office.meet()
    assert [out.body.number for out in office.sent()] == [101]


def test_a_restart_within_one_boot_skips_no_number_and_a_boot_skips_some(office: Office) -> None:
    number = office.served(("l-1", 101, 120))
    assert number() == 101
    office.restart()
    assert office.number() == 102
    office.restart(boot_id="boot-2")
    assert office.number() == 103 + BURN


def test_a_new_incarnation_is_told_the_whole_day_and_the_same_one_is_not(office: Office) -> None:
    office.served()()
    office.ack(*office.sent())
    office.restart()
    office.meet()
    assert office.sent() == []
    office.meet("hub-2")
    assert [out.body.number for out in office.sent()] == [101]
    assert office.reports()[-1].incarnation == "hub-2"


def test_a_hub_that_says_it_is_there_again_gets_at_once_what_it_did_not_hear(office: Office) -> None:
    office.served()()
    (lost,) = office.sent()  # the hub's own line was not up yet
    office.meet()
    assert office.sent() == [lost]
    office.ack(lost)
    office.meet()
    assert office.sent() == []


def test_what_an_earlier_incarnation_acknowledged_counts_no_more(office: Office) -> None:
    office.served()()
    rows = office.sent()
    office.meet("hub-2")
    office.ack(*rows, incarnation="hub-1")
    office.sent()
    office.clock.go_on(RESEND_MS)
    office.waits(0)
    assert len(office.sent()) == 1


def test_the_hubs_will_is_no_new_incarnation(office: Office) -> None:
    office.served()()
    office.ack(*office.sent())
    office.hear(HubStatus(state="lost", incarnation="hub-0"))
    office.line_up()
    assert office.sent() == []


def test_a_wiped_card_gives_up_all_it_had(office: Office) -> None:
    office.served()()
    old = office.store.epoch
    office.stop()
    for file in office.path.parent.glob("kiosk.db*"):
        file.unlink()
    office.start()
    office.meet()
    assert office.reports()[-1].held == ()
    office.grant(("l-1", 101, 103), epoch=old)  # said before the hub knew
    assert office.number() is None
    office.grant(("l-2", 251, 253))
    assert office.number() == 251


def test_a_rolled_back_card_takes_a_new_life_and_deals_no_number_twice(office: Office) -> None:
    office.served()()
    office.ack(*office.sent())
    backup = office.path.with_suffix(".backup")
    office.stop()
    shutil.copy(office.path, backup)
    office.start()
    office.meet()
    assert office.number() == 102
    (later,) = office.sent()
    office.stop()
    shutil.copy(backup, office.path)
    office.start()
    office.meet()
    office.ack(highest=later.sequence)  # the hub's answer to the report
    assert office.number() is None
    office.grant(("l-2", 251, 253))
    assert office.number() == 251


def test_an_ack_above_all_that_was_said_gives_the_numbers_up(office: Office) -> None:
    office.served()()
    (mine,) = office.sent()
    epoch = office.store.epoch
    office.ack(highest=mine.sequence + 40)
    assert office.store.epoch != epoch
    assert office.store.held() == ()
    assert office.number() is None
    (again,) = office.sent()
    assert (again.epoch, again.body) == (office.store.epoch, mine.body)
    assert office.reports()[-1].epoch == office.store.epoch
    office.grant(("l-1", 101, 103), ("l-9", 301, 303))  # l-1 is one of the old life
    assert office.number() == 301


def test_a_late_grant_brings_no_lease_back(office: Office) -> None:
    number = office.served(("l-1", 101, 102))
    assert [number(), number()] == [101, 102]
    office.grant(("l-2", 103, 104))
    office.grant(("l-1", 101, 102), ("l-2", 103, 104))
    assert office.number() == 103


def test_a_number_that_was_dealt_is_skipped_whatever_is_granted(office: Office) -> None:
    number = office.served(("l-1", 101, 102))
    assert [number(), number()] == [101, 102]
    office.grant(("l-9", 102, 104))
    assert office.number() == 103


def test_what_is_not_granted_any_more_is_given_up(office: Office) -> None:
    office.served(("l-1", 101, 102), ("r-1", 201, 202))
    office.grant(("r-1", 201, 202))
    assert office.number() == 201


def test_a_new_day_begins_with_its_own_numbers(office: Office) -> None:
    office.served()()
    office.ack(*office.sent())
    office.clock.wall = wall_ms(24, 9)
    assert office.number() is None
    office.grant(("l-2", 100, 102), day="2026-11-24", date="2026-11-24")
    assert office.number() == 100
    assert office.store.highest() == 100


def test_a_hub_put_back_to_yesterday_and_forth_makes_no_double(office: Office) -> None:
    tuesday = {"day": "2026-11-24", "date": "2026-11-24"}
    office.served(("l-1", 101, 103))()
    office.clock.wall = wall_ms(24, 9)
    office.grant(("l-2", 101, 103), **tuesday)
    assert [office.number(), office.number()] == [101, 102]
    office.meet("hub-2")
    office.grant(("l-1", 101, 103), incarnation="hub-2")
    assert office.number() is None
    office.grant(("l-2", 101, 103), incarnation="hub-2", **tuesday)
    assert office.number() == 103
    assert office.store.highest() == 103


def test_check_ins_are_kept_until_the_next_day_has_closed(office: Office) -> None:
    office.served()()
    office.ack(*office.sent())

    def kept() -> int:
        rows = office.database.connection.execute(
            "SELECT count(*) FROM outbox WHERE day = ?", ("2026-11-23",)
        )
        return int(rows.fetchone()[0])

    office.grant(("l-2", 101, 103), day="2026-11-24", date="2026-11-24")
    assert kept() == 1
    office.grant(("l-3", 101, 103), day="2026-11-25", date="2026-11-25")
    assert kept() == 0


def test_a_clock_that_nobody_set_is_not_asked_for_the_day(office: Office) -> None:
    office.served()
    office.clock.wall, office.clock.is_synced = wall_ms(1, 3), False
    assert office.number() == 101


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


def test_the_highest_number_heard_of_is_reported(office: Office) -> None:
    office.served()
    office.waits(0, highest=240)
    office.line_up()
    assert office.reports()[-1].highest == 240


def test_the_last_ordinary_number_asks_for_more(office: Office) -> None:
    number = office.served()
    office.reports()
    number()
    number()
    assert office.reports() == []
    number()
    (report,) = office.reports()
    assert (report.unsent, [held.next for held in report.held]) == (3, [104, 201])


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
    written = threading.Event()
    office.hear(PaperNews("nothing", "sent", written.set))
    assert written.is_set()
    office.database.connection.execute("PRAGMA query_only = OFF")
    assert number() == 102
    assert office.office.fault is None


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

    own = TicketOffice(
        open_at_the_second,
        office.station,
        office.line,
        office.clock,
        lambda: HELSINKI,
        lambda _ticket, _copy: None,
    )
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


def test_a_kiosk_deals_no_number_of_a_day_that_a_living_hub_has_closed(office: Office) -> None:
    number = office.served()
    office.beat()
    assert number() == 101
    for day in (None, "2026-11-24"):
        office.meet(day=day)
        assert number() is None
    office.meet()
    assert number() == 102


def test_a_kiosk_deals_on_where_a_hub_that_closed_the_day_is_not_heard(office: Office) -> None:
    number = office.served()
    office.meet(day=None)
    assert number() == 101
    office.beat()
    assert number() is None
    office.clock.go_on(5001)
    assert number() == 102


def test_what_an_earlier_incarnation_said_of_the_day_closes_nothing(office: Office) -> None:
    number = office.served()
    office.meet(day=None)
    office.beat("hub-2")
    assert number() == 101
