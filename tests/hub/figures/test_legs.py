import datetime as dt
from collections import Counter
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from hub.figures.legs import DayOfLegs, Leg, Outcome
from hub.figures.tables import Report, Row, Table
from hub.figures.tally import By
from hub.queue.answers import Done
from hub.queue.commands import (
    BringBack,
    CallAgain,
    CallNext,
    CallThis,
    Cancel,
    CloseDay,
    CloseDesk,
    Finish,
    GiveBack,
    NoShow,
    OpenDay,
    OpenDesk,
    Park,
    Return,
    Start,
    Tick,
    Transfer,
)
from hub.queue.details import Appointment
from hub.queue.events import CheckedIn, CheckedInLate, Opener
from hub.queue.state import Visit
from hub.queue.transitions import VisitState
from tests.hub.figures.played import DESKS, MINUTE, MONDAY, SERVICES, Played
from tests.hub.queue.house import ticket

TUESDAY = MONDAY + dt.timedelta(days=1)


def only(days: list[DayOfLegs]) -> list[Leg]:
    return [leg for day in days for leg in day.legs]


def at_desk(kind: type[Any], played: Played, after: int, **more: object) -> None:
    played.done(kind(id=played.name(), staff="s", desk="d1", **more), after=after)


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


# --- any log at all ---

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "check-in",
                "check-in",
                "two",
                "kiosk",
                "call",
                "call",
                "this",
                "start",
                "start",
                "finish",
                "finish",
                "no-show",
                "give-back",
                "transfer",
                "park",
                "return",
                "bring-back",
                "left",
                "mistake",
                "close-desk",
                "close-day",
                "reopen",
                "next-day",
            )
        ),
        st.integers(0, 9),
        st.integers(0, 20),
    ),
    max_size=60,
)


class Naive:
    """Counts by the engine's own state, at the end of each day, and not by its events."""

    def __init__(self) -> None:
        self.played = Played().open()
        self.date = MONDAY
        self.visits = 0
        self.of_day = Counter[dt.date]()
        self.outcomes = Counter[Outcome]()
        self.late = dict[str, str]()

    def end_of_day(self) -> None:
        for visit in self.played.engine.state.visits.values():
            self.visits += 1
            self.of_day[self.date] += 1
            self.outcomes[Outcome.SERVED] += len(visit.done)
            if visit.state is not VisitState.FINISHED:  # its last service stands among those done
                self.outcomes[_ending(visit)] += 1
            self.late.pop(visit.ticket, None)

    def do(self, what: str, which: int, minutes: int) -> None:  # noqa: C901, PLR0912
        played, state = self.played, self.played.engine.state
        played.now += minutes * MINUTE
        name, desk, service = played.name(), DESKS[which % 3], SERVICES[which % 3]
        visits = [*state.visits] or ["none"]
        visit = visits[which % len(visits)]
        match what:
            case "check-in" | "two":
                later = (SERVICES[(which + 1) % 3],) if what == "two" else ()
                if state.open_day is not None:
                    played.check_in(service, later=later)
            case "kiosk":
                self.kiosk(service, which, name)
            case "call":
                played.do(CallNext(id=name, staff="s", desk=desk, services=SERVICES))
            case "this":
                played.do(CallThis(id=name, staff="s", desk=desk, visit=visit, services=SERVICES))
            case "start" | "finish" | "no-show" | "give-back":
                kind = {"start": Start, "finish": Finish, "no-show": NoShow, "give-back": GiveBack}[what]
                played.do(kind(id=name, staff="s", desk=desk))
            case "transfer":
                until = played.now + MINUTE if which > 7 else 0
                played.do(Transfer(id=name, staff="s", desk=desk, service=service, until=until))
            case "park" | "return" | "bring-back":
                kind = {"park": Park, "return": Return, "bring-back": BringBack}[what]
                played.do(kind(id=name, staff="s", visit=visit))
            case "left" | "mistake":
                played.do(Cancel(id=name, staff="s", visit=visit, reason=what))
            case "close-desk":
                played.do(CloseDesk(id=name, staff="s", desk=desk))
            case "close-day":
                played.do(CloseDay(id=name, staff="s"))
            case "reopen":
                played.do(OpenDay(id=name, staff="s", date=self.date, today=self.date))
            case _:
                self.next_day(by_clock=which < 5)

    def kiosk(self, service: str, which: int, name: str) -> None:
        """A kiosk sends a check-in of today or of the day before, which may be closed."""
        day = self.date - dt.timedelta(days=which % 2)
        at = self.played.now - (24 * 60 * MINUTE if which % 2 else 0)
        number = 5000 + self.played.ids
        command = ticket(name, number, sequence=number, day=day.isoformat(), at=at, service=service)
        before = self.played.engine.revision
        answer = self.played.do(command)
        if isinstance(answer, Done) and self.played.engine.revision > before and not answer.visit:
            self.late[name] = day.isoformat()

    def next_day(self, *, by_clock: bool) -> None:
        """End the day; one that nobody closed is closed by the opening of the next, in one command."""
        if not by_clock:
            self.played.do(CloseDay(id=self.played.name(), staff="s"))
        tomorrow = self.date + dt.timedelta(days=1)
        self.played.now += 12 * 60 * MINUTE
        if self.played.engine.state.open_day is not None:
            closing = Tick(today=tomorrow, over=True)
            self.played.do(closing)
        self.end_of_day()
        self.played.do(Tick(today=tomorrow))
        day = self.played.engine.state.day
        assert day is not None
        assert (day.date, day.by) == (tomorrow, Opener.CLOCK)
        self.date = tomorrow


def _ending(visit: Visit) -> Outcome:
    if visit.state is VisitState.CANCELLED:
        return Outcome.MISTAKE if visit.reason == "mistake" else Outcome.LEFT
    if visit.state is VisitState.CLOSED:
        return Outcome.SERVED if visit.started_at else Outcome.DAY_END
    return Outcome.NOT_COME if visit.state is VisitState.NO_SHOW else Outcome.STILL_HERE


def _adds_up(table: Table) -> bool:
    rows = [row for row in table.rows if row.by is table.by]
    return [sum(column) for column in zip(*map(_all_counts, rows), strict=True)] == _all_counts(table.total)


def _all_counts(row: Row) -> list[int]:
    return [count or 0 for count in (row.customers, row.services, *row.counts)]


@given(steps=STEPS)
def test_figures_agree_with_the_log_to_the_last_visit(steps: list[tuple[str, int, int]]) -> None:
    naive = Naive()
    for what, which, minutes in steps:
        naive.do(what, which, minutes)
    naive.end_of_day()
    store = naive.played.store
    events = [stored.event for stored in store.read()]
    checked_in = {event.ticket for event in events if isinstance(event, CheckedIn)}
    late = {event.ticket for event in events if isinstance(event, CheckedInLate)} - checked_in
    assert late == set(naive.late)
    days = naive.played.days()
    told: Report = naive.played.report(By.AUTHORITY, By.SERVICE, By.HOUR, By.DAY, By.MONTH)
    assert told.visits == len(checked_in) + len(late) == naive.visits + len(late)
    for table in told.tables:
        assert not told.visits or _adds_up(table), table.by
    legs = only(days)
    counted = Counter(leg.outcome for leg in legs)
    for outcome in (Outcome.NOT_COME, Outcome.LEFT, Outcome.DAY_END, Outcome.STILL_HERE):
        assert counted[outcome] == naive.outcomes[outcome], outcome
    assert counted[Outcome.SERVED] == naive.outcomes[Outcome.SERVED]
    assert counted[Outcome.LATE] == len(late)
    assert sum(leg.first for leg in legs) == told.visits
    for day in days:
        came_late = sum(leg.outcome is Outcome.LATE for leg in day.legs)
        assert sum(leg.first for leg in day.legs) - came_late == naive.of_day[day.date]
    for leg in legs:
        assert (leg.wait_ms is None) == (leg.called_at == 0)
        assert leg.wait_ms is None or 0 <= leg.wait_ms <= leg.called_at - leg.began_at
        assert leg.service_ms is None or leg.service_ms >= 0


def test_nothing_of_a_visit_goes_into_a_leg() -> None:
    """No id, number, language or ticket: whatever is made of legs cannot name a visit."""
    names = set(Leg.__dataclass_fields__)
    assert names.isdisjoint({"visit", "ticket", "number", "face", "language", "details", "stamp", "desk"})
