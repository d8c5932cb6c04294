"""What is added to a visit after its number, and the appointment that a number is for: durable and once."""

from common.wire.appointments import Entry
from common.wire.tickets import Addition, CheckIn
from kiosk.ticket.news import Add, Take
from kiosk.ticket.ticket import Ticket
from tests.kiosk.ticket.conftest import Office

ENTRY = Entry(id="a-1", service="tax-personal", at_ms=1000, opens_ms=500, closes_ms=2000, party=3)


def add(office: Office, ticket: str, service: str = "land-extracts") -> bool:
    kept: list[bool] = []
    office.hear(Add(Addition(id=f"add-{ticket}-{service}", ticket=ticket, service=service), kept.append))
    return kept[0]


def taken(office: Office) -> Ticket:
    ticket = office.take()
    assert ticket is not None
    return ticket


def test_an_addition_follows_its_check_in_until_the_hub_has_it(office: Office) -> None:
    office.served()
    ticket = taken(office)
    assert add(office, ticket.id)
    rows = office.sent()
    assert [type(row.body) for row in rows] == [CheckIn, Addition]
    assert [row.body.ticket for row in rows] == [ticket.id, ticket.id]
    office.ack(rows[0])
    office.clock.go_on(3000)
    office.hear()
    office.outgoing.send_due(office.clock.ms)
    assert [row.sequence for row in office.sent()] == [rows[1].sequence]
    office.ack(rows[1])
    assert office.outgoing.count == 0


def test_an_addition_outlives_a_crash(office: Office) -> None:
    office.served()
    ticket = taken(office)
    add(office, ticket.id)
    office.restart()
    office.outgoing.send_due(office.clock.ms)
    assert isinstance(office.sent()[-1].body, Addition)


def test_a_new_incarnation_of_the_hub_is_told_of_additions_too(office: Office) -> None:
    office.served()
    add(office, taken(office).id)
    office.ack(*office.sent())
    office.meet("hub-2")
    office.outgoing.send_due(office.clock.ms)
    assert [type(row.body) for row in office.sent()] == [CheckIn, Addition]


def test_an_addition_to_a_number_of_the_own_letter_travels_with_it(office: Office) -> None:
    office.served()
    office.grant(("l-9", 301, 301), own=(900_001, 900_009))
    numbers = [taken(office), taken(office)]
    assert numbers[1].number == 900_001
    assert add(office, numbers[1].id)
    assert isinstance(office.sent()[-1].body, Addition)


def test_an_addition_to_a_ticket_that_this_card_does_not_have_is_refused(office: Office) -> None:
    office.served()
    assert not add(office, "t-unknown")
    assert office.sent() == []


def test_a_disk_that_refuses_an_addition_says_so(office: Office) -> None:
    office.served()
    ticket = taken(office)
    office.database.connection.execute("PRAGMA query_only = 1")
    assert not add(office, ticket.id)
    office.database.connection.execute("PRAGMA query_only = 0")
    assert add(office, ticket.id)


def test_a_number_for_an_appointment_tells_its_time_and_the_hub_its_entry(office: Office) -> None:
    office.served()
    tickets: list[Ticket | None] = []
    office.hear(Take("tax-personal", "fi", tickets.append, ENTRY))
    ticket = tickets[0]
    assert ticket is not None
    assert ticket.appointment_ms == ENTRY.at_ms
    (row,) = office.sent()
    assert isinstance(row.body, CheckIn)
    assert (row.body.appointment, row.body.party) == ("a-1", 3)
    office.restart()
    assert [one.appointment_ms for one, _copy in office.reprints] == [ENTRY.at_ms]


def test_additions_count_as_no_customers_ahead(office: Office) -> None:
    office.served()
    office.waits(0)
    add(office, taken(office).id, "tax-personal")
    office.line.up = False
    second = taken(office)
    assert second.expected.ahead == 1


def test_the_office_that_is_stuck_refuses_an_addition(office: Office) -> None:
    kept: list[bool] = []
    wish = Add(Addition(id="a", ticket="t"), kept.append)
    for _ in range(150):
        office.office.post(wish)
    assert kept == [False] * 50
