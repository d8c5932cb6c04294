"""The ticket office deals no number twice, whatever happens to its card, the hub and the day."""

import shutil

from kiosk.ticket.store import BURN
from tests.kiosk.house import wall_ms
from tests.kiosk.ticket.conftest import Office


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
    assert [body.number for body in office.check_ins()] == [101, 102, 103, 201, 202]


def test_a_restart_within_one_boot_skips_no_number_and_a_boot_skips_some(office: Office) -> None:
    number = office.served(("l-1", 101, 120))
    assert number() == 101
    office.restart()
    assert office.number() == 102
    office.restart(boot_id="boot-2")
    assert office.number() == 103 + BURN


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
    tuesday = "2026-11-24"
    office.served(("l-1", 101, 103))()
    office.clock.wall = wall_ms(24, 9)
    office.grant(("l-2", 101, 103), day=tuesday, date=tuesday)
    assert [office.number(), office.number()] == [101, 102]
    office.meet("hub-2")
    office.grant(("l-1", 101, 103), incarnation="hub-2")
    assert office.number() is None
    office.grant(("l-2", 101, 103), incarnation="hub-2", day=tuesday, date=tuesday)
    assert office.number() == 103
    assert office.store.highest() == 103


def test_a_clock_that_nobody_set_is_not_asked_for_the_day(office: Office) -> None:
    office.served()
    office.clock.wall, office.clock.is_synced = wall_ms(1, 3), False
    assert office.number() == 101


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
