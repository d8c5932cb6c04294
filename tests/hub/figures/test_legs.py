from collections import Counter

import msgspec

from hub.figures.legs import Leg, Outcome
from hub.figures.tally import By
from hub.queue.commands import (
    Add,
    BringBack,
    CallAgain,
    CallNext,
    Cancel,
    CloseDay,
    Finish,
    GiveBack,
    NoShow,
    OpenDay,
    OpenDesk,
    Park,
    Return,
    Start,
    Transfer,
)
from hub.queue.details import Appointment
from tests.hub.figures.played import MINUTE, MONDAY, SERVICES, TUESDAY, Played, at_desk, only
from tests.hub.queue.house import ticket


def test_wait_is_from_arrival_to_the_first_call_and_service_from_start_to_finish() -> None:
    played = Played().open()
    played.check_in()
    played.call(after=7 * MINUTE)
    at_desk(CallAgain, played, MINUTE)
    at_desk(GiveBack, played, MINUTE)
    played.call(after=5 * MINUTE)
    at_desk(Start, played, MINUTE)
    at_desk(Finish, played, 9 * MINUTE)
    (leg,) = only(played.days())
    assert (leg.outcome, leg.first) == (Outcome.SERVED, True)
    assert (leg.wait_ms, leg.service_ms) == (7 * MINUTE, 9 * MINUTE)


def test_each_service_of_a_visit_has_its_own_wait_and_the_visit_counts_once() -> None:
    played = Played().open()
    played.check_in("tax", later=("land",))
    played.call(after=4 * MINUTE)
    at_desk(Start, played, 0)
    at_desk(Finish, played, 6 * MINUTE)
    played.call(after=10 * MINUTE)
    at_desk(Start, played, 0)
    at_desk(Finish, played, 2 * MINUTE)
    legs = only(played.days())
    assert [(leg.service, leg.first, leg.wait_ms, leg.service_ms) for leg in legs] == [
        ("tax", True, 4 * MINUTE, 6 * MINUTE),
        ("land", False, 10 * MINUTE, 2 * MINUTE),
    ]


def test_transfer_before_service_is_sent_on_and_after_it_is_served() -> None:
    for started, outcome in ((False, Outcome.SENT_ON), (True, Outcome.SERVED)):
        played = Played().open()
        played.check_in("tax")
        played.call(after=MINUTE)
        if started:
            at_desk(Start, played, 0)
        at_desk(Transfer, played, MINUTE, service="land")
        assert [(leg.service, leg.outcome) for leg in only(played.days())] == [
            ("tax", outcome),
            ("land", Outcome.STILL_HERE),
        ]


def test_transfer_to_another_desk_is_the_same_service_still() -> None:
    played = Played().open()
    played.check_in("tax")
    played.call(after=MINUTE)
    at_desk(Start, played, 0)
    played.done(OpenDesk(id=played.name(), staff="s", desk="d2", services=SERVICES))
    at_desk(Transfer, played, 2 * MINUTE, service="tax", to_desk="d2")
    played.call("d2", after=20 * MINUTE)
    played.done(Start(id=played.name(), staff="s", desk="d2"))
    played.done(Finish(id=played.name(), staff="s", desk="d2"), after=3 * MINUTE)
    (leg,) = only(played.days())
    assert (leg.wait_ms, leg.service_ms, leg.outcome) == (MINUTE, 5 * MINUTE, Outcome.SERVED)


def test_time_parked_is_not_waited() -> None:
    played = Played().open()
    visit = played.check_in()
    played.done(Park(id=played.name(), staff="s", visit=visit), after=3 * MINUTE)
    played.done(Return(id=played.name(), staff="s", visit=visit), after=30 * MINUTE)
    played.call(after=2 * MINUTE)
    (leg,) = only(played.days())
    assert leg.wait_ms == 5 * MINUTE


def test_who_comes_before_an_appointment_waits_from_its_time_on() -> None:
    played = Played().open()
    due = Appointment(id="a", service="tax", at=played.now + 20 * MINUTE)
    played.done(msgspec.structs.replace(ticket("t", 5, at=played.now), appointment=due))
    played.call(after=26 * MINUTE)
    (leg,) = only(played.days())
    assert leg.wait_ms == 6 * MINUTE


def test_not_come_and_brought_back_is_not_counted_as_not_come() -> None:
    played = Played().open()
    visit = played.check_in()
    played.call(after=MINUTE)
    at_desk(NoShow, played, 3 * MINUTE)
    assert [leg.outcome for leg in only(played.days())] == [Outcome.NOT_COME]
    played.done(BringBack(id=played.name(), staff="s", visit=visit), after=MINUTE)
    assert [leg.outcome for leg in only(played.days())] == [Outcome.STILL_HERE]
    played.call(after=MINUTE)
    at_desk(Start, played, 0)
    at_desk(Finish, played, MINUTE)
    (leg,) = only(played.days())
    assert (leg.outcome, leg.wait_ms) == (Outcome.SERVED, MINUTE)


def test_check_in_by_mistake_is_no_customer() -> None:
    played = Played().open()
    for reason in ("mistake", "left"):
        visit = played.check_in()
        played.done(Cancel(id=played.name(), staff="s", visit=visit, reason=reason), after=MINUTE)
    told = played.report(By.AUTHORITY)
    assert (told.visits, told.mistakes, told.total.customers, told.total.services) == (2, 1, 1, 1)


def test_second_service_added_by_mistake_leaves_the_customer() -> None:
    played = Played().open()
    visit = played.check_in("tax", later=("land",))
    played.call(after=MINUTE)
    at_desk(Start, played, 0)
    at_desk(Finish, played, MINUTE)
    played.done(Cancel(id=played.name(), staff="s", visit=visit, reason="mistake"))
    told = played.report(By.AUTHORITY)
    assert (told.visits, told.mistakes, told.total.customers, told.total.services) == (1, 0, 1, 1)


def test_who_is_in_service_when_the_day_ends_was_served_for_nobody_knows_how_long() -> None:
    played = Played().open()
    played.check_in()
    played.check_in()
    played.call(after=MINUTE)
    at_desk(Start, played, 0)
    played.done(CloseDay(id=played.name(), staff="s"), after=300 * MINUTE)
    legs = only(played.days())
    assert {(leg.outcome, leg.service_ms) for leg in legs} == {
        (Outcome.SERVED, None),
        (Outcome.DAY_END, None),
    }


def test_day_that_goes_on_takes_back_the_end_of_those_who_waited() -> None:
    played = Played().open()
    played.check_in()
    played.check_in(after=MINUTE)
    played.call(after=MINUTE)
    at_desk(Start, played, 0)
    played.done(CloseDay(id=played.name(), staff="s"), after=10 * MINUTE)
    played.done(OpenDay(id=played.name(), staff="s", date=MONDAY, today=MONDAY), after=2 * MINUTE)
    assert [leg.outcome for leg in only(played.days())] == [Outcome.STILL_HERE] * 2
    for desk in ("d1", "d2"):
        played.call(desk, after=MINUTE)
        for kind in (Start, Finish):
            played.done(kind(id=played.name(), staff="s", desk=desk), after=MINUTE)
    first, second = only(played.days())
    assert (first.outcome, first.wait_ms, first.service_ms) == (Outcome.SERVED, 2 * MINUTE, None)
    assert (second.outcome, second.wait_ms, second.service_ms) == (Outcome.SERVED, 17 * MINUTE, MINUTE)


def test_late_check_in_counts_on_its_day_and_once_when_taken_in() -> None:
    played = Played().open()
    played.done(CloseDay(id=played.name(), staff="s"), after=MINUTE)
    played.do(ticket("t1", 5, day=MONDAY.isoformat(), at=played.now))
    assert [leg.outcome for leg in only(played.days())] == [Outcome.LATE]
    played.done(OpenDay(id=played.name(), staff="s", date=MONDAY, today=MONDAY), after=MINUTE)
    assert [leg.outcome for leg in only(played.days())] == [Outcome.STILL_HERE]
    played.now += 24 * 60 * MINUTE
    played.open(TUESDAY)
    played.do(ticket("t2", 6, sequence=2, day=MONDAY.isoformat(), at=played.now - 20 * 60 * MINUTE))
    monday, tuesday = played.days()
    assert Counter(leg.outcome for leg in monday.legs) == {Outcome.DAY_END: 1, Outcome.LATE: 1}
    assert tuesday.legs == ()


def test_late_check_in_of_a_day_that_never_opened_is_told_too() -> None:
    played = Played().open(TUESDAY)
    played.do(ticket("t", 6, day=MONDAY.isoformat(), at=played.now - 20 * 60 * MINUTE))
    assert [(day.date, len(day.legs)) for day in played.days()] == [(TUESDAY, 0), (MONDAY, 1)]


def test_nothing_of_a_visit_goes_into_a_leg() -> None:
    """No id, number, language or ticket: whatever is made of legs cannot name a visit."""
    names = set(Leg.__dataclass_fields__)
    assert names.isdisjoint({"visit", "ticket", "number", "face", "language", "details", "stamp", "desk"})


def test_service_added_at_the_kiosk_is_one_more_leg_and_no_other_customer() -> None:
    played = Played().open()
    played.done(ticket("t1", 107, service=SERVICES[0]))
    added = Add(addition="ad", ticket="t1", device="k1", epoch="e1", sequence=2, service=SERVICES[1], party=3)
    played.done(added, after=MINUTE)
    played.done(added, after=MINUTE)
    for service in SERVICES[:2]:
        played.done(CallNext(id=played.name(), staff="s", desk="d1", services=(service,)), after=MINUTE)
        at_desk(Start, played, MINUTE)
        at_desk(Finish, played, MINUTE)
    legs = only(played.days())
    assert [(leg.service, leg.first, leg.outcome) for leg in legs] == [
        (SERVICES[0], True, Outcome.SERVED),
        (SERVICES[1], False, Outcome.SERVED),
    ]
