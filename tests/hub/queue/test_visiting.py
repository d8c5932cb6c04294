import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.queue import views
from hub.queue.answers import Code, Done
from hub.queue.commands import AdviserCheckIn, Cancel, CloseDay
from hub.queue.decide import decide
from hub.queue.events import CheckedIn, CheckedInLate, NumberConflict
from hub.queue.number_events import Granted
from hub.queue.rules import Rules
from hub.queue.schemes import Sequential
from hub.queue.transitions import VisitState
from tests.hub.queue.house import MONDAY, TUESDAY, House, ready_house, ticket


def test_ticket_becomes_a_waiting_visit() -> None:
    house = ready_house()
    (event,) = house.events(ticket("t1", 7, at=950_000, language="sv", uncertain=True))
    assert isinstance(event, CheckedIn)
    visit = house.state.visits[event.visit]
    assert (visit.number, visit.service, visit.language, visit.state) == (7, "tax", "sv", VisitState.WAITING)
    assert visit.stamp.at == 950_000
    assert visit.uncertain
    assert visit.id != visit.ticket


def test_same_ticket_again_is_answered_alike_and_changes_nothing() -> None:
    house = ready_house()
    first = house.do(ticket("t1", 7))
    before = len(house.log)
    assert house.do(ticket("t1", 7)) == first
    assert isinstance(first, Done)
    assert first.number == "7"
    assert len(house.log) == before


def test_ticket_of_yesterday_sent_again_is_answered_and_changes_nothing() -> None:
    house = ready_house()
    first = house.do(ticket("t1", 7))
    house.open(TUESDAY)
    before = len(house.log)
    assert house.do(ticket("t1", 7)) == first
    assert len(house.log) == before


def test_number_that_another_ticket_has_is_kept_and_flagged() -> None:
    house = ready_house()
    house.events(ticket("t1", 7))
    _, conflict = house.events(ticket("t2", 7, device="k2"))
    assert isinstance(conflict, NumberConflict)
    assert (conflict.ticket, conflict.other, conflict.number) == ("t2", "t1", 7)
    assert [visit.conflict for visit in house.state.visits.values()] == [True, True]
    assert house.state.lines.count("tax") == 2


def test_number_below_one_is_refused_for_good() -> None:
    assert ready_house().refused(ticket("t1", 0)) is Code.BAD_NUMBER


@pytest.mark.parametrize("day", ["", "monday", "2026-13-01", "20261123"])
def test_day_that_is_no_date_is_refused_for_good(day: str) -> None:
    assert ready_house().refused(ticket("t1", 7, day=day)) is Code.BAD_DAY


def test_ticket_of_a_day_not_opened_yet_is_to_come_again() -> None:
    house = House().begin()
    assert house.refused(ticket("t1", 7)) is Code.DAY_NOT_OPEN
    house.open()
    assert house.refused(ticket("t2", 7, day="2026-11-24")) is Code.DAY_NOT_OPEN
    house.events(ticket("t1", 7))


def test_ticket_of_an_earlier_day_is_recorded_and_nobody_waits() -> None:
    house = ready_house().open(TUESDAY)
    (event,) = house.events(ticket("t1", 7))
    assert isinstance(event, CheckedInLate)
    assert (event.day, event.number) == ("2026-11-23", 7)
    assert not house.state.visits
    assert house.events(ticket("t1", 7)) == []
    house.events(ticket("t2", 7, day="2026-11-24"))


def test_ticket_after_the_close_is_recorded_with_its_number() -> None:
    house = ready_house()
    house.events(ticket("t1", 7))
    house.events(CloseDay(id="c", staff="s"))
    late, conflict = house.events(ticket("t2", 7, sequence=2))
    assert isinstance(late, CheckedInLate)
    assert isinstance(conflict, NumberConflict)
    house.open(MONDAY)
    assert house.check_in().number == 8


def test_number_of_yesterday_dealt_this_morning_waits_today() -> None:
    house = ready_house()
    house.check_in()
    house.now = 2_000_000
    house.open(TUESDAY)
    house.check_in()
    opened_at = house.now
    house.now += 5000
    (late,) = house.events(ticket("t1", 7, at=opened_at - 1))
    assert isinstance(late, CheckedInLate)
    (taken_in,) = house.events(ticket("t2", 8, sequence=2, clock_ms=5, at=opened_at))
    assert isinstance(taken_in, CheckedIn)
    _, conflict = house.events(ticket("t3", 1, sequence=3, clock_ms=9, at=opened_at + 10))
    assert isinstance(conflict, NumberConflict)
    assert [house.call(f"d{desk}").number for desk in range(3)] == [1, 8, 1]
    assert house.check_in().number == 9
    assert house.events(ticket("t2", 8, sequence=2, clock_ms=5, at=opened_at)) == []
    assert views.late(house.state) == 1
    house.open(TUESDAY + dt.timedelta(days=1))
    assert views.late(house.state) == 0


def test_late_check_in_takes_its_place_in_line() -> None:
    house = ready_house()
    house.events(ticket("t1", 1, at=500_000))
    house.events(ticket("t3", 3, device="k2", at=700_000))
    house.events(ticket("t2", 2, sequence=2, clock_ms=5, at=600_000))
    assert [house.call(f"d{index}").number for index in range(3)] == [1, 2, 3]


def test_arrival_is_never_later_than_now() -> None:
    house = ready_house()
    house.events(ticket("t1", 1, at=house.now + 99_999))
    assert next(iter(house.state.visits.values())).stamp.at == house.now


@given(
    arrivals=st.lists(
        st.tuples(st.integers(1, 3), st.integers(0, 50), st.integers(0, 900_000)), min_size=1, max_size=12
    ),
    data=st.data(),
)
def test_order_within_one_kiosk_is_certain_whatever_is_reckoned(
    arrivals: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    house = ready_house()
    ordered = sorted(arrivals, key=lambda arrival: arrival[:2])
    tickets = [
        ticket(f"t{index}", index, sequence=index, boot=boot, clock_ms=clock_ms, at=at)
        for index, (boot, clock_ms, at) in enumerate(ordered, start=1)
    ]
    for one in data.draw(st.permutations(tickets)):
        house.events(one)
    called = [house.call(f"d{index}").number for index in range(len(tickets))]
    assert called == [one.number for one in tickets]


def test_adviser_deals_the_next_number_of_the_site() -> None:
    house = ready_house()
    house.events(ticket("t1", 41))
    visit = house.check_in("land", "en")
    assert (visit.number, visit.service, visit.language) == (42, "land", "en")
    assert visit.stamp.at == house.now


def test_adviser_deals_no_number_without_a_day() -> None:
    house = House().begin()
    command = AdviserCheckIn(id="a", staff="s", service="tax", language="fi")
    assert house.refused(command) is Code.DAY_NOT_OPEN


def test_adviser_deals_no_number_before_every_kiosk_has_reported() -> None:
    house = House().begin("k1").open()
    command = AdviserCheckIn(id="a", staff="s", service="tax", language="fi")
    assert house.refused(command) is Code.NUMBERS_NOT_READY


def test_numbers_end_with_a_clear_refusal() -> None:
    house = House(rules=Rules(scheme=Sequential(1, 2))).begin().open()
    assert [house.check_in().number, house.check_in().number] == [1, 2]
    command = AdviserCheckIn(id="a", staff="s", service="tax", language="fi")
    assert house.refused(command) is Code.NUMBERS_ENDED


def test_number_outside_the_scheme_is_kept_and_moves_nothing() -> None:
    house = ready_house()
    house.events(ticket("t1", 5000))
    assert house.state.lines.count("tax") == 1
    assert house.check_in().number == 1


def test_waiting_visit_is_cancelled_with_a_reason() -> None:
    house = ready_house()
    visit = house.check_in()
    house.events(Cancel(id="c", staff="s", visit=visit.id, reason="left"))
    assert (visit.state, visit.reason, visit.ended_at) == (VisitState.CANCELLED, "left", house.now)
    assert house.state.lines.count("tax") == 0


def test_called_or_unknown_visit_is_not_cancelled() -> None:
    house = ready_house()
    visit = house.check_in()
    house.call()
    assert house.refused(Cancel(id="c", staff="s", visit=visit.id, reason="left")) is Code.WRONG_STATE
    assert house.refused(Cancel(id="d", staff="s", visit="v", reason="left")) is Code.UNKNOWN_VISIT


def test_check_in_of_a_kiosk_that_never_reported_grants_nothing() -> None:
    house = ready_house()
    assert not any(isinstance(event, Granted) for event in house.events(ticket("t1", 7)))


def test_decision_alone_changes_nothing() -> None:
    house = ready_house()
    before = len(house.state.visits)
    decide(house.state, ticket("t1", 7), house.moment, house.rules)
    assert len(house.state.visits) == before
