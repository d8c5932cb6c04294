"""The figures agree with a plain reckoning, whatever the log."""

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from hub.figures.legs import Outcome
from hub.figures.tables import Report, Row, Table
from hub.figures.tally import By
from hub.queue.answers import Done
from hub.queue.commands import (
    BringBack,
    CallNext,
    CallThis,
    Cancel,
    CloseDay,
    CloseDesk,
    Finish,
    GiveBack,
    NoShow,
    OpenDay,
    Park,
    Return,
    Start,
    Tick,
    Transfer,
)
from hub.queue.events import CheckedIn, CheckedInLate, Opener
from hub.queue.state import Visit
from hub.queue.transitions import VisitState
from tests.hub.figures.played import DESKS, MINUTE, MONDAY, SERVICES, Played, only
from tests.hub.queue.house import ticket

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

    def do(self, what: str, which: int, minutes: int) -> None:  # noqa: C901, PLR0912  a command each
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
