import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.runtime.settings import load
from hub.accounts.account import Account
from hub.accounts.person import Person, person_of
from hub.house_rules import (
    LONGEST_NIGHT_MS,
    Bar,
    Barred,
    at_hour,
    bar_at_desk,
    bar_bring_back,
    bar_desk,
    bar_moving,
    bar_visit,
    bring_back_until,
    is_own,
    rule_of,
)
from hub.queue.stamps import Now, Stamp
from hub.queue.state import Desk, Plan, State, Visit
from hub.queue.transitions import VisitState
from hub.site import hours
from hub.site.schema import Site
from tests.hub.hub_process import SITE

HELSINKI = ZoneInfo("Europe/Helsinki")
OFFICE = hours.parse("Mo-Fr 08:00-16:15", HELSINKI, "FI")
NIGHT = hours.parse("Mo-Su 18:00-02:00", HELSINKI, "FI")
ALWAYS = hours.parse("24/7", HELSINKI, "FI")
HOUSE = load(SITE, Site)

services = st.lists(st.sampled_from(sorted(HOUSE.services)), min_size=1, max_size=3, unique=True)
times = st.times().map(lambda one: one.replace(second=0, microsecond=0, tzinfo=None))
offsets = st.integers(-3_600_000, 3_600_000)


def _person(*authorities: str) -> Person:
    account = Account(id="eero", name="Eero", role="expert", authorities=authorities)
    return person_of(account, HOUSE)


def _visit(*wanted: str, later: tuple[str, ...] = (), **more: object) -> Visit:
    known = {"state": VisitState.WAITING} | more
    return Visit(
        id="v1", ticket="v1", number=100, service=wanted[0], also=wanted[1:], later=later,
        language="fi", stamp=Stamp(0), **known,  # pyright: ignore[reportArgumentType] — what a test sets
    )  # fmt: skip


def _now(text: str, house_ahead_ms: int = 0) -> Now:
    wall_ms = int(dt.datetime.fromisoformat(text).replace(tzinfo=HELSINKI).timestamp() * 1000)
    return Now(wall_ms + house_ahead_ms, wall_ms, trusted=True)


@given(wanted=services, later=services, own=st.sets(st.sampled_from(sorted(HOUSE.authorities))))
def test_visit_is_of_everybody_whose_service_it_wants_and_of_nobody_else(
    wanted: list[str], later: list[str], own: set[str]
) -> None:
    visit = _visit(*wanted, later=tuple(later))
    theirs = {HOUSE.services[name].authority for name in (*wanted, *later)}
    assert is_own(visit, _person(*own), HOUSE) == bool(theirs & own)
    barred = bar_visit(State(visits={"v1": visit}), "v1", _person(*own), HOUSE)
    assert barred == (None if theirs & own else Barred(code=Bar.NOT_YOUR_VISIT))


@given(wanted=services, later=services, own=st.sets(st.sampled_from(sorted(HOUSE.authorities))))
def test_visit_is_moved_by_whom_all_lines_belong_to_that_it_stands_in(
    wanted: list[str], later: list[str], own: set[str]
) -> None:
    state = State(visits={"v1": _visit(*wanted, later=tuple(later))})
    lines = {HOUSE.services[name].authority for name in wanted}
    expected = None if lines <= own else Barred(code=Bar.NOT_YOUR_VISIT)
    assert bar_moving(state, "v1", _person(*own), HOUSE) == expected


def test_visit_that_comes_to_an_authority_only_later_is_not_moved_by_it() -> None:
    state = State(visits={"v1": _visit("land-extracts", later=("tax-personal",))})
    assert bar_moving(state, "v1", _person("tax"), HOUSE) == Barred(code=Bar.NOT_YOUR_VISIT)
    assert bar_moving(state, "v1", _person("land-survey"), HOUSE) is None
    assert bar_visit(state, "v1", _person("tax"), HOUSE) is None


def test_visit_of_a_service_that_is_no_longer_there_is_anybodys() -> None:
    assert is_own(_visit("gone"), _person("tax"), HOUSE)
    assert bar_visit(State(), "nobody", _person("tax"), HOUSE) is None
    gone = State(visits={"v1": _visit("gone")})
    assert bar_moving(gone, "v1", _person("tax"), HOUSE) is None
    assert bar_moving(gone, "nobody", _person("tax"), HOUSE) is None


def test_place_where_another_authoritys_customer_stands_is_barred() -> None:
    visit = _visit("land-extracts", later=("tax-personal",), state=VisitState.SERVING, desk="desk-1")
    state = State(visits={"v1": visit}, desks={"desk-1": Desk(open=True, visit="v1")})
    assert bar_at_desk(state, "desk-1", _person("tax"), HOUSE) == Barred(code=Bar.NOT_YOURS)
    assert bar_at_desk(state, "desk-1", _person("land-survey"), HOUSE) is None
    assert bar_at_desk(state, "room-1", _person("tax"), HOUSE) is None


@given(served=services, own=st.sets(st.sampled_from(sorted(HOUSE.authorities))))
def test_open_desk_is_altered_by_whom_all_of_it_belongs_to(served: list[str], own: set[str]) -> None:
    theirs = {HOUSE.services[name].authority for name in served}
    expected = None if theirs <= own else Barred(code=Bar.PLACE_TAKEN)
    state = State(desks={"desk-1": Desk(open=True, services=tuple(served))})
    assert bar_desk(state, "desk-1", _person(*own), HOUSE, 0) == expected
    state.desks["desk-1"].open = False
    assert bar_desk(state, "desk-1", _person(*own), HOUSE, 0) is None
    assert bar_desk(state, "room-1", _person(*own), HOUSE, 0) is None


def test_desk_whose_plan_runs_is_anothers_from_its_hour_on() -> None:
    plan = Plan(("land-extracts",), (), opens=1000, closes=2000)
    state = State(plans={"desk-1": plan})
    assert bar_desk(state, "desk-1", _person("tax"), HOUSE, 999) is None
    assert bar_desk(state, "desk-1", _person("tax"), HOUSE, 1000) == Barred(code=Bar.PLACE_TAKEN)
    assert bar_desk(state, "desk-1", _person("land-survey"), HOUSE, 1000) is None


@given(ended=st.integers(0, 10**13), after=st.integers(0, 10**8))
def test_who_did_not_come_is_brought_back_within_the_authoritys_time(ended: int, after: int) -> None:
    visit = _visit("tax-personal", state=VisitState.NO_SHOW, ended_at=ended)
    until = bring_back_until(visit, rule_of(HOUSE, "tax-personal"))
    assert until - ended == 30 * 60_000
    barred = bar_bring_back(State(visits={"v1": visit}), "v1", HOUSE, ended + after)
    assert barred == (Barred(code=Bar.TOO_LATE) if ended + after > until else None)


def test_bringing_back_whoever_is_not_gone_is_left_to_the_queue() -> None:
    assert bar_bring_back(State(visits={"v1": _visit("tax-personal")}), "v1", HOUSE, 10**13) is None
    assert bar_bring_back(State(), "nobody", HOUSE, 0) is None


@given(hour=times, now=times, ahead=offsets)
def test_hour_of_today_lies_ahead_and_reads_so_on_the_wall(hour: dt.time, now: dt.time, ahead: int) -> None:
    moment = _now(f"2026-11-23T{now:%H:%M}", ahead)
    until = at_hour(hour, moment, ALWAYS)
    if isinstance(until, Barred):
        assert until.code is Bar.HOUR_PAST
        assert hour <= now
        return
    wall = dt.datetime.fromtimestamp((until - ahead) / 1000, HELSINKI)
    assert wall.time() == hour
    assert moment.ms < until
    assert wall.date() == dt.date(2026, 11, 23) or until - moment.ms <= LONGEST_NIGHT_MS


@pytest.mark.parametrize(
    ("now", "hour", "hours_of", "bar"),
    [
        ("2026-11-23T10:24", dt.time(13, 0), OFFICE, None),
        ("2026-11-23T07:30", dt.time(8, 0), OFFICE, None),
        ("2026-11-23T10:24", dt.time(10, 24), OFFICE, Bar.HOUR_PAST),
        ("2026-11-23T10:24", dt.time(9, 0), OFFICE, Bar.HOUR_PAST),
        ("2026-11-23T10:24", dt.time(16, 15), OFFICE, Bar.HOUR_CLOSED),
        ("2026-11-22T10:24", dt.time(13, 0), OFFICE, Bar.HOUR_CLOSED),
        ("2026-11-23T23:30", dt.time(1, 0), NIGHT, None),
        ("2026-11-23T23:30", dt.time(3, 0), NIGHT, Bar.HOUR_CLOSED),
        ("2026-11-23T23:30", dt.time(19, 0), NIGHT, Bar.HOUR_PAST),
        ("2026-10-25T02:30", dt.time(12, 0), ALWAYS, None),
    ],
)
def test_hour_must_be_ahead_and_within_the_hours(
    now: str, hour: dt.time, hours_of: hours.Hours, bar: Bar | None
) -> None:
    until = at_hour(hour, _now(now), hours_of)
    assert (until.code if isinstance(until, Barred) else None) == bar
