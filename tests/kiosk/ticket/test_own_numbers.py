"""Numbers of the kiosk's own letter: none twice on one day, however long it is cut off."""

import shutil
import sqlite3
from contextlib import closing

from common.runtime.database import Database
from common.wire.numbers import Shuffle, face_of
from kiosk.ticket.contact import KEEP_MS
from kiosk.ticket.lease import DAY_KNOWN_MS
from kiosk.ticket.schema import MIGRATIONS
from kiosk.ticket.store import BURN, DAYS_KEPT, TicketStore
from kiosk.ticket.ticket import LONGEST_DAY_MS
from tests.kiosk.house import wall_ms
from tests.kiosk.ticket.conftest import Office

K = 1_100_000
TUESDAY = "2026-11-24"
OWN = (K + 1, K + 5)


def cut_off_overnight(office: Office, own: tuple[int, int] = OWN) -> None:
    """Have numbers of Monday, and wake up on Tuesday without the hub."""
    office.meet()
    office.grant(("l-1", 101, 103), own=own)
    office.line.up = False
    office.clock.go_on(wall_ms(24, 9) - office.clock.wall)


def test_a_day_without_the_hub_is_served_under_the_kiosks_own_letter(office: Office) -> None:
    cut_off_overnight(office)
    assert [office.face() for _ in range(3)] == ["K1", "K2", "K3"]
    office.line.up = True
    office.line_up()
    sent = office.check_ins()
    assert [(body.number, body.day, body.lease) for body in sent] == [(K + n, None, None) for n in (1, 2, 3)]


def test_used_up_leases_go_on_with_the_own_letter(office: Office) -> None:
    office.meet()
    office.grant(("l-1", 101, 101), ("r-1", 201, 201), own=OWN)
    assert [office.face() for _ in range(3)] == ["101", "201", "K1"]
    assert office.reports()[-1].own == OWN


def test_a_clock_that_wakes_up_yesterday_deals_no_number_of_yesterday(office: Office) -> None:
    office.meet()
    office.grant(("l-1", 101, 120), own=OWN)
    office.clock.is_synced = False
    office.restart(boot_id="boot-2")
    assert office.face() == f"K{1 + BURN}"
    office.grant(("l-1", 101, 120), own=OWN)
    office.meet()
    office.grant(("l-1", 101, 120), own=OWN)
    assert office.face() == str(101 + BURN)


def test_an_unset_clock_knows_the_day_a_while_longer_also_after_a_restart(office: Office) -> None:
    office.clock.is_synced = False
    office.meet()
    office.grant(("l-1", 101, 120), own=OWN)
    office.clock.go_on(DAY_KNOWN_MS - KEEP_MS)
    office.restart()
    assert office.face() == "101"
    office.clock.go_on(KEEP_MS)
    assert office.face() == "K1"


def test_own_numbers_that_may_be_of_this_day_are_not_dealt_again(office: Office) -> None:
    cut_off_overnight(office)
    assert [office.face() for _ in range(4)] == ["K1", "K2", "K3", "K4"]
    office.meet("hub-1", day=TUESDAY)
    office.grant(own=OWN, day=TUESDAY, date=TUESDAY)
    assert [office.face() for _ in range(2)] == ["K5", None]


def test_own_numbers_are_dealt_again_when_two_days_have_been_granted_since(office: Office) -> None:
    cut_off_overnight(office)
    assert [office.face() for _ in range(5)] == ["K1", "K2", "K3", "K4", "K5"]
    office.grant(own=OWN, day=TUESDAY, date=TUESDAY)
    assert office.face() is None
    office.clock.go_on(wall_ms(25, 9) - office.clock.wall)
    office.grant(own=OWN, day="2026-11-25", date="2026-11-25")
    assert office.face() == "K1"


def test_own_numbers_are_dealt_again_when_clocks_say_that_the_day_is_over(office: Office) -> None:
    cut_off_overnight(office)
    for _ in range(5):
        office.number()
    office.clock.go_on(LONGEST_DAY_MS - 1)
    assert office.face() is None
    office.clock.go_on(1)
    assert office.face() == "K1"
    office.clock.is_synced = False
    office.restart(boot_id="boot-2")
    assert office.face() is None  # an unset clock cannot tell whether the others are of this day


def test_own_numbers_go_on_where_they_were(office: Office) -> None:
    cut_off_overnight(office)
    assert office.face() == "K1"
    office.restart()
    assert office.face() == "K2"
    office.restart(boot_id="boot-2")
    assert office.face() == "K5"


def test_a_card_with_a_new_life_waits_for_own_numbers_of_its_own(office: Office) -> None:
    cut_off_overnight(office)
    office.number()
    office.meet()
    office.ack(highest=999)
    assert (office.store.own(), office.face()) == (None, None)
    office.grant(own=(K + 301, K + 600))
    assert office.face() == "K301"


def test_a_restored_card_deals_no_own_number_twice_from_its_first_contact_on(office: Office) -> None:
    cut_off_overnight(office)
    backup = office.path.with_suffix(".backup")
    office.stop()
    shutil.copy(office.path, backup)
    office.start()
    assert office.face() == "K1"
    sent = office.outgoing.count
    office.stop()
    shutil.copy(backup, office.path)
    office.start()
    office.line.up = True
    office.meet(day=TUESDAY)
    office.ack(highest=office.store.outbox.highest - sent)
    office.grant(own=(K + 301, K + 600), day=TUESDAY, date=TUESDAY)
    assert office.face() == "K301"


def test_a_new_incarnation_is_told_of_own_numbers_that_were_dealt_before_the_day_was_known(
    office: Office,
) -> None:
    cut_off_overnight(office)
    assert office.face() == "K1"
    office.line.up = True
    office.meet(day=TUESDAY)
    office.grant(("l-2", 101, 103), own=OWN, day=TUESDAY, date=TUESDAY)
    assert office.face() == "101"
    office.ack(*office.sent())
    office.meet("hub-2", day=TUESDAY)
    assert [body.number for body in office.check_ins()] == [K + 1, 101]


def test_mixed_numbers_show_their_faces_and_are_sent_as_they_were_leased(office: Office) -> None:
    shuffle = Shuffle(first=100, last=999, key="abc")
    office.meet()
    office.grant(("l-1", 101, 103), shuffle=shuffle, own=OWN)
    assert office.face() == face_of(101, shuffle) != "101"
    assert [body.number for body in office.check_ins()] == [101]
    office.restart()
    assert office.face() == face_of(102, shuffle)
    assert [ticket.face for ticket, _copy in office.reprints] == [face_of(101, shuffle)]


def test_each_service_has_numbers_of_its_letter(office: Office) -> None:
    office.meet()
    letters = {"tax-personal": "A", "dvv": "C"}
    office.grant(("l-1", 100_001, 100_002), ("l-2", 300_001, 300_001), letters=letters, own=OWN)
    faces = [office.face(service) for service in ("dvv", "tax-personal", "dvv", "tax-personal", "police")]
    assert faces == ["C1", "A1", "K1", "A2", "K2"]
    report = office.reports()[-1]
    assert (report.highest, report.lettered) == (0, (100_002, 300_001))


def test_highest_of_each_letter_is_heard_of(office: Office) -> None:
    office.served()
    office.waits(0, highest=150, lettered=(100_020, K + 300))
    office.line_up()
    report = office.reports()[-1]
    assert (report.highest, report.lettered) == (150, (100_020, K + 300))


def test_a_database_of_before_there_were_letters_is_brought_forward(office: Office) -> None:
    office.stop()
    old = office.path.with_name("old.db")
    with closing(Database(old, MIGRATIONS[:1], boot_id="boot-1")) as database, database.transaction():
        database.set_meta("day", "2026-11-23")
        database.connection.execute("INSERT INTO days VALUES ('2026-11-23', '2026-11-23', 1, 240)")
        database.connection.execute(
            "INSERT INTO tickets VALUES ('t', '2026-11-23', 240, 's', 'fi', ?, NULL, NULL, NULL, 'due')",
            (b'{"boot":1,"clock_ms":1,"wall_ms":1,"synced":true}',),
        )
    with closing(Database(old, MIGRATIONS, boot_id="boot-1")) as database:
        store = TicketStore(database)
        assert (store.highest(), store.lettered(), store.own()) == (240, (), None)
        assert [ticket.face for ticket, _paper in store.without_paper()] == ["240"]
    office.start()


def test_days_that_are_forgotten_take_what_was_known_of_them_along(office: Office) -> None:
    for day in range(1, DAYS_KEPT + 3):
        office.meet(day=f"2026-11-{day:02}")
        office.grant((f"l-{day}", 101, 103), day=f"2026-11-{day:02}", date=f"2026-11-{day:02}")
        office.waits(0, revision=day, highest=240, day=f"2026-11-{day:02}")
    with closing(sqlite3.connect(office.path)) as other:
        assert other.execute("SELECT count(*) FROM highest").fetchone()[0] == DAYS_KEPT
