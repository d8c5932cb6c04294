import pytest

from hub.queue.answers import Code
from hub.queue.commands import AdviserCheckIn, CloseDay, ReportNumbers, StrikeOff
from hub.queue.events import AnyEvent
from hub.queue.number_events import Granted, Held, LeaseKind, NumbersReported
from hub.queue.rules import Rules
from hub.queue.schemes import Sequential
from hub.queue.views import numbers
from tests.hub.queue.house import MONDAY, TUESDAY, House, held, ticket

RESERVE, LEASE = LeaseKind.RESERVE, LeaseKind.LEASE


def grants(events: list[AnyEvent]) -> list[tuple[str, LeaseKind, int, int]]:
    return [
        (event.device, event.kind, event.first, event.last) for event in events if isinstance(event, Granted)
    ]


def small_house(*kiosks: str, last: int = 999) -> House:
    return House(rules=Rules(scheme=Sequential(1, last), lease=3, reserve=10)).begin(*kiosks).open()


def lease_of(house: House, kind: LeaseKind = LEASE, device: str = "k1") -> str:
    return next(lease.id for lease in house.state.numbering.held_by(device).values() if lease.kind is kind)


def test_report_brings_a_reserve_and_a_lease() -> None:
    house = small_house("k1")
    assert grants(house.report()) == [("k1", RESERVE, 1, 10), ("k1", LEASE, 11, 13)]


def test_reserves_come_before_leases_so_that_kiosks_stay_in_step() -> None:
    house = small_house("k1", "k2")
    assert grants(house.report("k1")) == []
    assert grants(house.report("k2", "e2")) == [
        ("k1", RESERVE, 1, 10),
        ("k2", RESERVE, 11, 20),
        ("k1", LEASE, 21, 23),
        ("k2", LEASE, 24, 26),
    ]


def test_lease_is_topped_up_as_it_is_used() -> None:
    house = small_house("k1")
    house.report()
    events = house.events(ticket("t1", 11, lease=lease_of(house)))
    assert grants(events) == [("k1", LEASE, 14, 14)]


def test_used_lease_is_forgotten() -> None:
    house = small_house("k1")
    house.report()
    lease = lease_of(house)
    for number in (11, 12, 13):
        house.events(ticket(f"t{number}", number, lease=lease, sequence=number))
    assert lease not in house.state.numbering.held_by("k1")


def test_reserve_is_filled_up_when_half_of_it_is_used() -> None:
    house = small_house("k1")
    house.report()
    reserve = lease_of(house, RESERVE)
    given = [
        grants(house.events(ticket(f"t{number}", number, lease=reserve, sequence=number)))
        for number in range(1, 6)
    ]
    assert given == [[], [], [], [], [("k1", RESERVE, 14, 18)]]


def test_number_that_does_not_lie_in_its_lease_uses_none_of_it() -> None:
    house = small_house("k1")
    house.report()
    assert grants(house.events(ticket("t1", 99, lease=lease_of(house)))) == []


def test_nothing_is_granted_before_every_kiosk_has_reported() -> None:
    house = small_house("k1", "k2")
    assert grants(house.report("k1")) == []
    assert house.refused(AdviserCheckIn(id="a", staff="s", service="tax", language="fi")) is (
        Code.NUMBERS_NOT_READY
    )


def test_striking_off_the_silent_kiosk_lets_numbers_be_dealt() -> None:
    house = small_house("k1", "k2")
    house.report("k1")
    events = house.events(StrikeOff(id="s", staff="s", device="k2"))
    assert [grant[:2] for grant in grants(events)] == [("k1", RESERVE), ("k1", LEASE)]


def test_unknown_kiosk_is_not_struck_off() -> None:
    assert small_house("k1").refused(StrikeOff(id="s", staff="s", device="k9")) is Code.UNKNOWN_DEVICE


def test_kiosk_struck_off_gets_numbers_only_after_it_reports_again() -> None:
    house = small_house("k1")
    house.report("k1")
    lease = lease_of(house)
    house.events(StrikeOff(id="s", staff="s", device="k1"))
    assert numbers(house.state, "k1") is None
    assert grants(house.events(ticket("t1", 11, lease=lease))) == []
    assert grants(house.report("k1", "e1", held(lease, 11, 13, 12))) != []


def test_lease_of_a_kiosk_struck_off_is_taken_over_again_when_it_returns() -> None:
    house = small_house("k1", "k2")
    house.report("k2")
    house.report("k1")
    lease = lease_of(house)
    first = house.state.numbering.leases["k1"][lease].first
    house.events(StrikeOff(id="s", staff="s", device="k1"))
    house.report("k1", "e1", held(lease, first, first + 2, first))
    assert lease in house.state.numbering.held_by("k1")


def test_new_epoch_gives_up_the_leases_of_the_old_one_for_good() -> None:
    house = small_house("k1")
    house.report("k1", "e1")
    assert grants(house.report("k1", "e2", day="")) == [("k1", RESERVE, 14, 23), ("k1", LEASE, 24, 26)]


def test_report_to_another_incarnation_is_refused() -> None:
    house = small_house("k1")
    command = ReportNumbers(device="k1", epoch="e1", incarnation="old")
    assert house.refused(command) is Code.OLD_INCARNATION


@pytest.mark.parametrize(
    ("one", "own"),
    [
        (held("l", 0, 3, 1), None),
        (held("l", 5, 8, 4), None),
        (held("l", 5, 8, 10), None),
        (held("l", 99_999, 100_002, 100_001), None),
        (None, (1_100_005, 1_100_004)),
        (None, (1, 300)),
        (None, (1_199_900, 1_200_100)),
    ],
)
def test_report_that_cannot_be_is_refused(one: Held | None, own: tuple[int, int] | None) -> None:
    command = ReportNumbers(
        device="k1",
        epoch="e1",
        incarnation="inc",
        day="2026-11-23",
        held=() if one is None else (one,),
        own=own,
    )
    assert small_house("k1").refused(command) is Code.BAD_REPORT


def test_numbers_that_the_site_does_not_deal_any_more_are_not_taken_over() -> None:
    house = small_house("k1")
    foreign = held("old-l1", 998, 1001, 998), held("old-l2", 200_005, 200_007, 200_005)
    events = house.report("k1", "e1", *foreign, highest=1000, lettered=(200_007,))
    assert grants(events) == [("k1", RESERVE, 1, 10), ("k1", LEASE, 11, 13)]
    assert not house.state.numbering.held_by("k1").keys() & {"old-l1", "old-l2"}


def test_report_that_tells_nothing_new_leaves_no_event() -> None:
    house = small_house("k1")
    house.report()
    lease, reserve = lease_of(house), lease_of(house, RESERVE)
    stock = held(lease, 11, 13, 11), held(reserve, 1, 10, 1, RESERVE)
    assert [type(event) for event in house.report("k1", "e1", *stock, highest=13)] == [NumbersReported]
    assert house.report("k1", "e1", *stock, highest=13) == []
    dealt = held(lease, 11, 13, 12), stock[1]
    assert house.report("k1", "e1", *dealt, highest=13, unsent=1) == []


def test_burnt_numbers_are_made_good() -> None:
    house = small_house("k1")
    house.report()
    lease, reserve = lease_of(house), lease_of(house, RESERVE)
    stock = held(reserve, 1, 10, 1, RESERVE)
    house.report("k1", "e1", held(lease, 11, 13, 11), stock)
    assert grants(house.report("k1", "e1", held(lease, 11, 13, 13), stock)) == [("k1", LEASE, 14, 15)]
    newest = lease_of(house)
    assert newest == lease
    house.report("k1", "e1", stock)
    assert lease not in house.state.numbering.held_by("k1")


def test_lease_that_has_not_arrived_yet_is_kept() -> None:
    house = small_house("k1")
    house.report()
    lease, reserve = lease_of(house), lease_of(house, RESERVE)
    house.report("k1", "e1", held(reserve, 1, 10, 1, RESERVE))
    assert lease in house.state.numbering.held_by("k1")


def test_lease_that_nobody_granted_is_not_believed_after_the_first_report() -> None:
    house = small_house("k1")
    house.report()
    assert house.report("k1", "e1", held("ghost", 500, 502, 500), highest=13) == []


def test_report_of_a_day_that_is_not_open_grants_what_is_due_and_nothing_else() -> None:
    house = small_house("k1")
    house.report("k1", "e1", day="")
    assert house.report("k1", "e1", day="") == []


def test_highest_number_heard_of_moves_the_sequence_on() -> None:
    house = small_house("k1")
    assert grants(house.report(highest=200)) == [("k1", RESERVE, 201, 210), ("k1", LEASE, 211, 213)]
    lease = held(lease_of(house), 211, 213, 213)
    assert grants(house.report("k1", "e1", lease, highest=400, unsent=2)) == []
    assert house.check_in().number == 401


def test_hub_put_back_from_a_backup_goes_on_above_everything_reported() -> None:
    house = small_house("k1", "k2")
    house.begin("k1", "k2", incarnation="later")
    house.report("k1", "e1", held("lost-l1", 61, 63, 62), highest=63, incarnation="later")
    events = house.report("k2", "e2", highest=77, incarnation="later")
    assert min(grant[2] for grant in grants(events)) == 78
    assert house.state.numbering.held_by("k1")["lost-l1"].left == 2


def test_unknown_lease_whose_numbers_are_taken_is_not_taken_over() -> None:
    house = small_house("k1")
    house.events(ticket("t1", 62, device="k2"))
    house.report("k1", "e1", held("lost-l1", 61, 63, 61), highest=63)
    assert "lost-l1" not in house.state.numbering.held_by("k1")


def test_unknown_lease_whose_numbers_were_granted_to_others_is_not_taken_over() -> None:
    house = small_house("k1", "k2")
    house.events(StrikeOff(id="s", staff="s", device="k1"))
    house.report("k2", "e2")
    house.report("k2", "e3", day="")
    house.report("k1", "e1", held("lost-l1", 11, 13, 11), highest=13)
    assert "lost-l1" not in house.state.numbering.held_by("k1")


def test_used_up_lease_in_a_first_report_is_not_kept() -> None:
    house = small_house("k1")
    house.report("k1", "e1", held("lost-l1", 61, 63, 64), highest=63)
    assert "lost-l1" not in house.state.numbering.held_by("k1")
    assert house.state.numbering.top > 63


def test_check_ins_below_the_reported_next_are_not_counted_twice() -> None:
    house = small_house("k1")
    house.report()
    lease = lease_of(house)
    house.begin("k1", incarnation="later")
    reserve = held(lease_of(house, RESERVE), 1, 10, 1, RESERVE)
    stock = held(lease, 11, 13, 13)
    assert grants(house.report("k1", "e1", stock, reserve, unsent=2, incarnation="later")) == [
        ("k1", LEASE, 14, 15)
    ]
    assert grants(house.events(ticket("t1", 11, lease=lease))) == []
    assert grants(house.events(ticket("t2", 12, lease=lease, sequence=2))) == []
    assert grants(house.events(ticket("t3", 13, lease=lease, sequence=3))) == [("k1", LEASE, 16, 16)]


def test_large_lease_is_filled_when_a_quarter_is_used() -> None:
    house = House(rules=Rules(scheme=Sequential(1, 999), lease=12, reserve=10)).begin("k1").open()
    house.report()
    lease = lease_of(house)
    granted = [
        grants(house.events(ticket(f"t{number}", number, lease=lease, sequence=number)))
        for number in (11, 12, 13)
    ]
    assert granted == [[], [], [("k1", LEASE, 23, 25)]]


def test_second_ticket_with_a_leased_number_uses_the_lease_up_too() -> None:
    house = small_house("k1")
    house.report()
    lease = lease_of(house)
    for sequence in range(1, 4):
        house.events(ticket(f"t{sequence}", 11, lease=lease, sequence=sequence))
    assert lease not in house.state.numbering.held_by("k1")


def test_next_day_begins_with_new_leases_for_everybody() -> None:
    house = small_house("k1")
    house.report()
    house.open(TUESDAY)
    assert grants(house.log)[-2:] == [("k1", RESERVE, 1, 10), ("k1", LEASE, 11, 13)]


def test_day_begins_above_what_kiosks_already_hold_of_it() -> None:
    house = House(rules=Rules(lease=3, reserve=10)).begin("k1").open(MONDAY)
    house.report("k1", "e1", held("lost-l1", 61, 63, 62), highest=63, day="2026-11-24")
    house.open(TUESDAY)
    assert house.check_in().number > 63
    assert "lost-l1" in house.state.numbering.held_by("k1")


def test_closed_day_grants_nothing() -> None:
    house = small_house("k1")
    house.events(CloseDay(id="c", staff="s"))
    assert grants(house.report()) == []


def test_reopened_day_grants_what_was_missing() -> None:
    house = small_house("k1")
    house.events(CloseDay(id="c", staff="s"))
    house.report()
    house.open(MONDAY)
    assert grants(house.log) == [("k1", RESERVE, 1, 10), ("k1", LEASE, 11, 13)]


def test_last_numbers_are_granted_and_then_none() -> None:
    house = small_house("k1", last=12)
    assert grants(house.report()) == [("k1", RESERVE, 1, 10), ("k1", LEASE, 11, 12)]
    assert grants(house.events(ticket("t1", 11, lease=lease_of(house)))) == []


def test_kiosk_of_an_earlier_incarnation_gets_nothing_before_it_reports() -> None:
    house = small_house("k1", "k2")
    house.report("k1")
    house.report("k2")
    house.begin("k2", incarnation="later")
    events = house.report("k2", "e1", incarnation="later", day="")
    assert {grant[0] for grant in grants(events)} <= {"k2"}
