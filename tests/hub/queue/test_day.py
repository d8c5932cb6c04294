import datetime as dt

from msgspec import structs

from hub.queue.answers import Code, Done
from hub.queue.commands import CloseDay, NoShow, OpenDay, PlanDesk, Start, Tick
from hub.queue.decide.day import openable
from hub.queue.details import Appointment
from hub.queue.events import (
    CheckedIn,
    DayClosed,
    DayOpened,
    DayReopened,
    NumberConflict,
    Opener,
    VisitClosed,
    VisitReopened,
)
from hub.queue.fold import fold
from hub.queue.transitions import VisitState
from tests.hub.queue.house import MONDAY, TUESDAY, House, held, ready_house, ticket

SUNDAY = MONDAY - dt.timedelta(days=1)


def open_day(house: House, date: dt.date = MONDAY, today: dt.date | None = None) -> OpenDay:
    return OpenDay(id=house.id(), staff="s", date=date, today=today or date)


def close_day(house: House) -> CloseDay:
    return CloseDay(id=house.id(), staff="s")


def test_person_opens_a_day() -> None:
    house = House(trusted=False).begin()
    (event,) = house.events(open_day(house))
    assert isinstance(event, DayOpened)
    assert (event.day, event.date, event.by) == ("2026-11-23", MONDAY, Opener.PERSON)
    assert event.wall_ms == house.moment.wall_ms


def test_opening_the_open_day_changes_nothing() -> None:
    house = ready_house()
    assert house.events(open_day(house)) == []


def test_opening_the_next_day_closes_the_open_one() -> None:
    house = ready_house()
    house.check_in()
    events = house.events(open_day(house, TUESDAY))
    assert [type(event) for event in events] == [VisitClosed, DayClosed, DayOpened]


def test_past_day_is_not_opened() -> None:
    house = ready_house().open(TUESDAY)
    assert house.refused(open_day(house, MONDAY)) is Code.DAY_PASSED


def test_closed_day_goes_on_with_its_numbers() -> None:
    house = ready_house()
    visit = house.check_in()
    house.events(close_day(house))
    reopened, returned = house.events(open_day(house))
    assert isinstance(reopened, DayReopened)
    assert isinstance(returned, VisitReopened)
    assert house.check_in().number == 2
    assert (visit.ended_at, visit.reason) == (0, "")
    assert house.call().id == visit.id


def test_who_was_served_or_missed_before_the_close_stays_so_when_the_day_goes_on() -> None:
    house = ready_house()
    house.check_in()
    house.call()
    house.events(NoShow(id="n", staff="s", desk="d1"))
    house.events(close_day(house))
    assert [type(event) for event in house.events(open_day(house))] == [DayReopened]


def test_close_ends_every_open_visit_with_a_reason() -> None:
    house = ready_house()
    visits = [house.check_in() for _ in range(3)]
    house.call("d1")
    house.call("d2")
    house.events(Start(id="s", staff="s", desk="d2"))
    house.events(close_day(house))
    assert {visit.state for visit in visits} == {VisitState.CLOSED}
    assert {visit.reason for visit in visits} == {"day-end"}
    assert house.state.lines.count("tax") == 0
    assert house.state.desks == {}


def test_close_leaves_ended_visits_alone() -> None:
    house = ready_house()
    house.check_in()
    house.call()
    house.events(Start(id="s", staff="s", desk="d1"))
    visit = house.state.current("d1")
    assert visit is not None
    house.events(close_day(house))
    again = close_day(house)
    assert house.refused(again) is Code.DAY_NOT_OPEN


def test_numbers_start_anew_on_the_next_day() -> None:
    house = ready_house()
    house.check_in()
    house.open(TUESDAY)
    assert house.check_in().number == 1


def test_trusted_clock_opens_the_day() -> None:
    house = House().begin()
    (event,) = house.events(Tick(today=MONDAY))
    assert isinstance(event, DayOpened)
    assert event.by is Opener.CLOCK
    assert house.events(Tick(today=MONDAY)) == []


def test_untrusted_clock_opens_and_closes_nothing() -> None:
    house = House(trusted=False).begin()
    assert house.events(Tick(today=MONDAY)) == []
    house.open(MONDAY)
    assert house.events(Tick(today=TUESDAY)) == []


def test_clock_closes_after_the_hours_and_opens_the_next_date() -> None:
    house = House().begin()
    house.events(Tick(today=MONDAY))
    assert [type(event) for event in house.events(Tick(today=MONDAY, over=True))] == [DayClosed]
    assert house.events(Tick(today=MONDAY, over=True)) == []
    assert house.events(Tick(today=MONDAY)) == []
    assert [type(event) for event in house.events(Tick(today=TUESDAY))] == [DayOpened]


def test_clock_closes_a_day_that_was_left_open_and_opens_the_next() -> None:
    house = House().begin()
    house.events(Tick(today=MONDAY))
    house.check_in()
    events = house.events(Tick(today=TUESDAY))
    assert [type(event) for event in events] == [VisitClosed, DayClosed, DayOpened]


def test_clock_opens_nothing_once_the_hours_are_over() -> None:
    house = House().begin()
    assert house.events(Tick(today=MONDAY, over=True)) == []
    house.events(Tick(today=MONDAY))
    assert [type(event) for event in house.events(Tick(today=TUESDAY, over=True))] == [DayClosed]


def test_day_that_a_person_opened_on_a_holiday_is_not_over_by_the_hours() -> None:
    house = House().begin()
    house.events(open_day(house))
    assert house.events(Tick(today=MONDAY, over=True)) == []
    assert [type(event) for event in house.events(Tick(today=TUESDAY))] == [DayClosed, DayOpened]


def test_day_that_a_person_opened_again_in_the_evening_stays_open() -> None:
    house = House().begin()
    house.events(Tick(today=MONDAY))
    house.events(Tick(today=MONDAY, over=True))
    house.events(open_day(house))
    assert house.events(Tick(today=MONDAY, over=True)) == []


def test_clock_that_wakes_up_yesterday_changes_nothing() -> None:
    house = ready_house().open(TUESDAY)
    assert house.events(Tick(today=MONDAY, over=True)) == []


def test_answer_to_yesterdays_command_is_still_known() -> None:
    house = ready_house()
    house.do(ticket("t1", 4))
    close = close_day(house)
    first = house.do(close)
    house.open(TUESDAY)
    assert house.do(close) == first == Done()


def test_day_to_come_is_not_opened_by_a_trusted_clock() -> None:
    house = House().begin()
    assert house.refused(open_day(house, TUESDAY, today=MONDAY)) is Code.DAY_AHEAD
    assert house.refused(open_day(house, dt.date(2099, 1, 1), today=MONDAY)) is Code.DAY_AHEAD
    house.events(open_day(house))


def test_past_midnight_the_evening_before_may_be_opened_and_nothing_earlier() -> None:
    house = House().begin()
    assert house.refused(open_day(house, SUNDAY, today=TUESDAY)) is Code.DAY_PASSED
    house.events(open_day(house, MONDAY, today=TUESDAY))


def test_open_day_is_to_be_closed_before_another_is_opened() -> None:
    for trusted in (True, False):
        house = House(trusted=trusted).begin().open()
        assert house.refused(open_day(house, TUESDAY, today=MONDAY)) is Code.DAY_STILL_OPEN
        assert house.refused(open_day(house, dt.date(2099, 1, 1), today=MONDAY)) is Code.DAY_STILL_OPEN
        assert house.state.open_day is not None


def test_clock_that_stands_still_lets_the_day_after_a_holiday_be_opened_and_no_slip() -> None:
    house = House(trusted=False).begin().open()
    house.events(close_day(house))
    for slip in (dt.date(2062, 11, 24), dt.date(2027, 11, 24)):
        assert house.refused(open_day(house, slip, today=SUNDAY)) is Code.DAY_AHEAD
    house.events(open_day(house, MONDAY + dt.timedelta(days=21), today=SUNDAY))


def test_what_may_be_opened_lies_within_what_calendars_hold() -> None:
    house = House(trusted=False).begin()
    assert openable(house.state, MONDAY, trusted=False) == (dt.date.min, dt.date.max)
    assert openable(house.state, MONDAY, trusted=True) == (SUNDAY, MONDAY)


def test_who_checked_in_while_the_day_was_closed_waits_when_it_goes_on() -> None:
    house = ready_house()
    house.events(ticket("t1", 4, sequence=1, clock_ms=10, at=500_000))
    house.events(close_day(house))
    house.events(ticket("t3", 6, sequence=3, clock_ms=30, at=400_000, language="sv"))
    house.events(ticket("t2", 5, sequence=2, clock_ms=20, at=700_000))
    house.events(ticket("k2", 8, device="k2", at=450_000, uncertain=True))
    reopened, returned, *taken_in = house.events(open_day(house))
    assert isinstance(reopened, DayReopened)
    assert isinstance(returned, VisitReopened)
    assert [type(event) for event in taken_in] == [CheckedIn, CheckedIn, CheckedIn]
    assert house.state.late == {}
    assert [house.call(f"d{desk}").number for desk in range(4)] == [8, 4, 5, 6]
    assert house.state.visits[house.state.tickets["t3"]].language == "sv"
    assert house.state.visits[house.state.tickets["k2"]].uncertain
    assert house.state == house.replayed()


def test_who_is_taken_in_again_keeps_a_conflict_of_numbers() -> None:
    house = ready_house()
    house.events(close_day(house))
    house.events(ticket("t1", 5))
    house.events(ticket("t2", 5, device="k2"))
    *_, conflict = house.events(open_day(house))
    assert isinstance(conflict, NumberConflict)
    assert all(visit.conflict for visit in house.state.visits.values())


def test_number_that_is_taken_in_after_all_was_dealt_once() -> None:
    house = House().begin("k1").open()
    house.report("k1")
    (lease, *_) = house.state.numbering.held_by("k1").values()
    house.events(close_day(house))
    house.events(ticket("t1", lease.first, lease=lease.id))
    left = lease.left
    house.events(open_day(house))
    assert lease.left == left
    house.report("k1", "e1", held(lease.id, lease.first, lease.last, lease.first + 1, lease.kind))
    assert lease.left == left


def test_day_that_goes_on_takes_in_nobody_of_an_earlier_one() -> None:
    house = ready_house().open(TUESDAY)
    house.events(close_day(house))
    house.events(ticket("t1", 5))
    assert [type(event) for event in house.events(open_day(house, TUESDAY))] == [DayReopened]
    assert set(house.state.late) == {"t1"}


def test_log_of_before_that_took_nobody_in_still_folds_and_takes_in_at_the_next_reopening() -> None:
    house = ready_house()
    house.events(close_day(house))
    house.events(ticket("t1", 5))
    fold(house.state, DayReopened(at=house.now, day="2026-11-23", by=Opener.PERSON))
    assert not house.state.visits
    house.events(close_day(house))
    house.events(open_day(house))
    assert house.call().number == 5


def test_clock_that_leaps_far_ahead_opens_no_day() -> None:
    """A moment of a wrong year would make every day before it a past one."""
    house = ready_house()
    far = MONDAY + dt.timedelta(days=3650)
    assert house.events(Tick(today=far)) == []
    assert house.state.open_day is not None
    house.events(Tick(today=TUESDAY))
    assert house.state.day is not None
    assert house.state.day.date == TUESDAY


def test_appointment_of_two_late_tickets_is_kept_by_the_first_when_the_day_goes_on() -> None:
    house = ready_house()
    house.events(close_day(house))
    booked = Appointment(id="ap", service="tax", at=house.now)
    for sequence in (1, 2):
        late = ticket(f"t{sequence}", sequence, sequence=sequence, clock_ms=sequence, at=500_000 + sequence)
        house.events(structs.replace(late, appointment=booked))
    house.events(open_day(house))
    assert [visit.appointment for visit in house.state.visits.values()] == [booked, None]


def test_plans_end_with_their_day() -> None:
    house = ready_house()
    plan = PlanDesk(id="p", staff="s", desk="d1", services=("tax",), opens=house.now, closes=house.now + 9000)
    house.events(plan)
    house.events(close_day(house))
    assert house.state.plans == {}
