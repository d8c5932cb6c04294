"""Days that do not go as planned: a hub that was off, a night, a change of summer time, a wrong clock."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from common.wire import topics
from common.wire.tickets import Ack
from hub.matters import LineUp
from hub.queue.answers import Done
from hub.queue.commands import AdviserCheckIn, CallNext, OpenDesk
from hub.queue.event import Event
from hub.queue.events import CheckedIn, DayClosed, DayOpened, DayReopened, Opener, VisitClosed
from hub.queue.transitions import VisitState
from tests.hub.clock import HOUR_MS, HandClock
from tests.hub.shop import Shop, site_with

HELSINKI = ZoneInfo("Europe/Helsinki")
MONDAY, TUESDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24)
OFFICE = "Mo-Fr 08:00-16:15; PH off"
MINUTE_MS = 60_000
STEP_MS = 30 * MINUTE_MS

E = TypeVar("E", bound=Event)


def at(text: str) -> int:
    """Return a local time as ms since 1970; the earlier one of an hour that comes twice."""
    return int(dt.datetime.fromisoformat(text).replace(tzinfo=HELSINKI).timestamp() * 1000)


class Days:
    """A hub through nights and restarts; nobody of the staff says a word about days."""

    def __init__(self, folder: Path, hours: str, begins: str, *, trusted: bool = True) -> None:
        self.site = site_with(hours=hours)
        self.shop = Shop(folder, self.site, HandClock(wall=at(begins), trusted=trusted)).opened()
        self.names = 0

    @property
    def clock(self) -> HandClock:
        return self.shop.clock

    def events(self, kind: type[E]) -> list[E]:
        return [one.event for one in self.shop.store.read() if isinstance(one.event, kind)]

    def dates(self) -> list[str]:
        """Return the days that were opened, in order."""
        return [event.date.isoformat() for event in self.events(DayOpened)]

    def comes(self) -> int:
        """Let an adviser check somebody in; return the number."""
        self.names += 1
        command = AdviserCheckIn(id=f"comes-{self.names}", staff="s", service="tax-personal", language="fi")
        done = self.shop.do(command).result(0)
        assert isinstance(done, Done), done
        return int(done.number)

    def is_called(self, desk: str = "desk-1") -> None:
        opening = OpenDesk(id=f"open-{desk}", staff="s", desk=desk, services=("tax-personal",))
        assert isinstance(self.shop.do(opening).result(0), Done)
        call = CallNext(id=f"call-{desk}", staff="s", desk=desk, services=("tax-personal",))
        assert isinstance(self.shop.do(call).result(0), Done)

    def passes_until(self, text: str) -> None:
        """Let time pass in small pieces."""
        until = at(text)
        while self.clock.wall < until:
            self.shop.advance(min(STEP_MS, until - self.clock.wall))

    def is_off_until(self, text: str, *, wall: str | None = None, trusted: bool = True) -> None:
        """Let the power fail now and come back then, with the clock of a machine that was off."""
        self.shop.store.close()
        old = self.shop
        clock = HandClock(monotonic=30_000, wall=at(wall or text), trusted=trusted)
        life = int(old.incarnation.split("-")[1]) + 1
        boot = f"boot-{life}"
        self.shop = Shop(
            old.folder, self.site, clock, incarnation=f"life-{life}", stores=old.stores, boot=boot
        )
        self.shop.turn(LineUp())
        # The kiosks were off as well, and report as they come up.
        self.shop.turn(self.shop.report())
        self.shop.advance(1000)

    def close(self) -> None:
        self.shop.close()


@pytest.fixture
def monday(tmp_path: Path) -> Iterator[Days]:
    """A Monday at 10.24 with two who wait and one who was called."""
    days = Days(tmp_path, OFFICE, "2026-11-23T10:24")
    assert [days.comes() for _ in range(3)] == [113, 114, 115]
    days.is_called()
    yield days
    days.close()


def test_hub_that_was_off_overnight_ends_yesterday_and_begins_anew(monday: Days) -> None:
    monday.is_off_until("2026-11-24T07:40")
    state = monday.shop.engine.state
    assert state.open_day is not None
    assert state.open_day.date == TUESDAY
    assert [(event.reason, event.desk) for event in monday.events(VisitClosed)] == [
        ("day-end", "desk-1"),
        ("day-end", ""),
        ("day-end", ""),
    ]
    assert state.visits == {}
    assert state.desks == {}
    assert all(not board.calls and not board.next for board in monday.shop.line.take(topics.BOARD)[-1:])
    assert monday.comes() == 113
    turns = [*monday.events(DayOpened), *monday.events(DayClosed)]
    assert {event.by for event in turns} == {Opener.CLOCK}


def test_hub_that_was_off_over_a_weekend_opens_no_day_on_which_nobody_is_here(tmp_path: Path) -> None:
    days = Days(tmp_path, OFFICE, "2026-11-27T15:00")
    days.comes()
    days.is_off_until("2026-11-28T12:00")
    assert days.shop.engine.state.open_day is None
    days.passes_until("2026-11-30T09:00")
    assert days.dates() == ["2026-11-27", "2026-11-30"]
    days.close()


def test_hub_whose_clock_is_not_set_yet_waits_with_the_new_day_until_it_is(monday: Days) -> None:
    monday.is_off_until("2026-11-24T07:40", wall="2026-11-23T10:30", trusted=False)
    assert monday.shop.engine.state.open_day is not None
    assert monday.shop.engine.state.open_day.date == MONDAY
    monday.clock.wall, monday.clock.trusted = at("2026-11-24T07:45"), True
    monday.shop.advance(1000)
    assert monday.shop.engine.state.open_day.date == TUESDAY
    assert monday.dates() == ["2026-11-23", "2026-11-24"]


def test_ticket_that_arrives_after_the_night_is_acknowledged_and_waits_for_nobody(monday: Days) -> None:
    late = monday.shop.check_in(101)
    monday.is_off_until("2026-11-24T07:40")
    monday.shop.line.said.clear()
    monday.shop.turn(late)
    (ack,) = monday.shop.line.take(topics.ACK)
    assert isinstance(ack, Ack)
    assert ack.committed == (101,)
    assert [one.number for one in monday.shop.engine.state.late.values()] == [101]
    assert monday.shop.engine.state.visits == {}


@pytest.mark.parametrize("trusted", [True, False])
def test_clock_that_wakes_up_yesterday_leaves_the_day_and_its_order(
    monday: Days,
    trusted: bool,  # noqa: FBT001 - from a table
) -> None:
    monday.is_off_until("2026-11-23T10:40", wall="2026-11-22T18:00", trusted=trusted)
    assert monday.dates() == ["2026-11-23"]
    assert monday.comes() > 115
    stamps = [event.stamp for event in monday.events(CheckedIn)]
    assert stamps == sorted(stamps)
    waiting = [
        visit.number
        for visit in monday.shop.engine.state.visits.values()
        if visit.state is VisitState.WAITING
    ]
    assert waiting[:2] == [114, 115]
    monday.clock.wall, monday.clock.trusted = at("2026-11-23T10:45"), True
    monday.shop.advance(1000)
    assert monday.dates() == ["2026-11-23"]
    assert len(monday.events(VisitClosed)) == 0


def test_evening_that_crosses_midnight_is_one_day_with_one_row_of_numbers(tmp_path: Path) -> None:
    days = Days(tmp_path, "Mo-Su 18:00-02:00", "2026-11-23T23:30")
    before = days.comes()
    days.passes_until("2026-11-24T00:30")
    assert days.comes() == before + 1
    days.is_off_until("2026-11-24T01:15")
    assert days.comes() > before + 1
    assert days.dates() == ["2026-11-23"]
    days.passes_until("2026-11-24T18:00")
    assert days.dates() == ["2026-11-23", "2026-11-24"]
    assert len(days.events(VisitClosed)) == 3
    assert len(days.events(DayReopened)) == 0
    days.close()


@pytest.mark.parametrize(
    ("hours", "begins", "ends", "opened_at"),
    [
        # 29.3.2026: 03:00 becomes 04:00; 25.10.2026: 04:00 becomes 03:00
        ("Mo-Su 08:00-16:15", "2026-03-28T09:00", "2026-03-30T21:00", "00:00"),
        ("Mo-Su 08:00-16:15", "2026-10-24T09:00", "2026-10-26T21:00", "00:00"),
        ("24/7", "2026-03-28T09:00", "2026-03-30T21:00", "00:00"),
        ("24/7", "2026-10-24T09:00", "2026-10-26T21:00", "00:00"),
    ],
)
def test_each_date_is_one_day_over_a_change_of_summer_time(
    tmp_path: Path, hours: str, begins: str, ends: str, opened_at: str
) -> None:
    days = Days(tmp_path, hours, begins)
    days.passes_until(ends)
    opened = days.events(DayOpened)
    first = dt.date.fromisoformat(begins[:10])
    assert [event.date for event in opened] == [first + dt.timedelta(days=number) for number in range(3)]
    local = [dt.datetime.fromtimestamp(event.wall_ms / 1000, HELSINKI) for event in opened]
    assert {moment.strftime("%H:%M") for moment in local[1:]} == {opened_at}
    days.close()


@pytest.mark.parametrize("begins", ["2026-03-29T01:00", "2026-10-25T01:00"])
def test_who_waits_over_a_change_of_summer_time_has_waited_as_long_as_it_was(
    tmp_path: Path, begins: str
) -> None:
    days = Days(tmp_path, "24/7", begins)
    number = days.comes()
    for _ in range(10):
        days.shop.advance(STEP_MS)
    (visit,) = days.shop.engine.state.visits.values()
    assert visit.number == number
    waited_ms = days.shop.look(lambda view: view.now.ms).result(0) - visit.stamp.at
    assert abs(waited_ms - 5 * HOUR_MS) < MINUTE_MS
    assert days.dates() == [begins[:10]]
    days.close()
