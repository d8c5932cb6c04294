"""The ticket office loses no check-in: it says each until the hub of the day has it."""

import sqlite3

from common.wire.life import HubStatus
from kiosk.ticket.news import Take
from kiosk.ticket.outgoing import RESEND_MS
from kiosk.ticket.ticket import Ticket
from tests.kiosk.ticket.conftest import Office


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
    assert [body.number for body in office.check_ins()] == [101]


def test_a_new_incarnation_is_told_the_whole_day_and_the_same_one_is_not(office: Office) -> None:
    office.served()()
    office.ack(*office.sent())
    office.restart()
    office.meet()
    assert office.sent() == []
    office.meet("hub-2")
    assert [body.number for body in office.check_ins()] == [101]
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
