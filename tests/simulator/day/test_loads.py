import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from common.runtime.settings import SettingsError
from hub.site.check import check_file
from hub.site.schema import Site
from simulator.day.loads import LoadError, Point, read_point, scenario_of
from simulator.day.player import play_days
from simulator.day.scenario import Scenario

_ROOT = Path(__file__).parents[3]
_SITES = sorted(path.stem for path in (_ROOT / "sites").glob("*.toml"))
_MONDAY = dt.date(2026, 11, 23)
_TODAY = int(dt.datetime(2026, 11, 20, tzinfo=dt.UTC).timestamp())


def site_of(name: str) -> Site:
    site = check_file(_ROOT / "sites" / f"{name}.toml", _TODAY).site
    assert site is not None
    return site


def point_of(name: str) -> Point:
    return read_point(site_of(name), _ROOT / "sites" / "loads" / f"{name}.toml")


def scenario(name: str, date: dt.date) -> Scenario:
    found = scenario_of(point_of(name), date)
    assert found is not None
    return found


def clock(ms: int) -> str:
    return f"{dt.datetime.fromtimestamp(ms / 1000, ZoneInfo('Europe/Helsinki')):%H:%M}"


@pytest.mark.parametrize("name", _SITES)
def test_simulated_week_of_each_example_site_accounts_for_every_visit(name: str) -> None:
    point = point_of(name)
    week = [scenario_of(point, _MONDAY + dt.timedelta(days=ahead)) for ahead in range(7)]
    days = list(play_days([day for day in week if day is not None], 1))
    assert len(days) == 5
    assert [day.account.faults for day in days] == [()] * 5
    assert sum(day.account.checked_in for day in days) > 20


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", _SITES)
def test_quarter_of_a_year_of_each_example_site_accounts_for_every_visit(name: str) -> None:
    point = point_of(name)
    for weeks in range(13):
        monday = _MONDAY + dt.timedelta(weeks=weeks)
        found = [scenario_of(point, monday + dt.timedelta(days=ahead)) for ahead in range(7)]
        days = play_days([day for day in found if day is not None], weeks)
        assert all(day.account.faults == () for day in days)


def test_authorities_serve_on_their_own_weekdays() -> None:
    tuesday, friday = scenario("porvoo", dt.date(2026, 11, 24)), scenario("porvoo", dt.date(2026, 11, 27))
    assert {service.name.split("-")[0] for service in tuesday.services} == {"tax"}
    assert {service.name.split("-")[0] for service in friday.services} == {"land"}
    wednesday = scenario("porvoo", dt.date(2026, 11, 25))
    assert (wednesday.services, wednesday.desks) == ((), ())


@pytest.mark.parametrize("date", [dt.date(2026, 11, 28), dt.date(2026, 12, 25), dt.date(2027, 1, 6)])
def test_site_is_closed_at_weekends_and_on_holidays(date: dt.date) -> None:
    assert scenario_of(point_of("pori"), date) is None


def test_customers_of_the_tax_office_are_as_many_as_it_counted() -> None:
    # 86–165 a month on about 8.7 days; the weekdays' factors are 1.1 and 0.9 here
    tuesday, thursday = scenario("porvoo", dt.date(2026, 11, 24)), scenario("porvoo", dt.date(2026, 11, 26))
    month = 4.35 * sum(sum(service.by_hour) for day in (tuesday, thursday) for service in day.services)
    assert 86 <= month <= 165


def test_shift_ends_when_the_load_file_says_so() -> None:
    day = scenario("porvoo", dt.date(2026, 11, 24))
    desks = {desk.desk: desk for desk in day.desks}
    assert (clock(desks["desk-1"].opens), clock(desks["desk-1"].closes)) == ("09:00", "15:00")
    assert clock(desks["desk-2"].closes) == "13:00"
    assert [clock(pause.begin) for pause in desks["desk-1"].breaks] == ["11:00"]


def test_lunches_begin_one_after_another() -> None:
    day = scenario("lintulahdenkuja", _MONDAY)
    lunches = [desk.breaks[0].begin for desk in day.desks if desk.desk in {"desk-1", "desk-4", "desk-8"}]
    assert lunches == sorted(set(lunches))


def test_kiosks_fail_on_the_weekday_named() -> None:
    monday, tuesday, thursday = (scenario("pori", _MONDAY + dt.timedelta(days=ahead)) for ahead in (0, 1, 3))
    assert monday.cuts == ()
    assert [(cut.kiosk, clock(cut.begin), clock(cut.end)) for cut in tuesday.cuts] == [
        ("kiosk-2", "10:10", "10:35")
    ]
    assert [[clock(when) for when in kiosk.restarts] for kiosk in thursday.kiosks] == [["12:30"], []]


def test_clock_is_set_late_and_the_day_closed_by_mistake_on_the_weekdays_named() -> None:
    monday, wednesday, friday = (scenario("pori", _MONDAY + dt.timedelta(days=ahead)) for ahead in (0, 2, 4))
    assert (monday.clock_set, monday.slips) == (0, ())
    assert clock(wednesday.clock_set) == "10:40"
    assert [clock(slip) for slip in friday.slips] == ["13:05"]


def test_order_of_the_site_can_be_replaced() -> None:
    point = point_of("pori")
    own, other = scenario_of(point, _MONDAY), scenario_of(point, _MONDAY, "longest-wait")
    assert own is not None
    assert other is not None
    assert own.rules.policy != other.rules.policy
    assert own.services == other.services


def test_summer_time_leaves_opening_hours_where_they_are() -> None:
    summer, winter = scenario("pori", dt.date(2026, 10, 23)), scenario("pori", dt.date(2026, 10, 26))
    assert clock(summer.services[0].opens) == clock(winter.services[0].opens)
    assert clock(summer.midnight) == clock(winter.midnight) == "00:00"


_LOAD = """
[by_hour]
9 = 1.0
[people]
languages = { fi = 1.0 }
[services]
SERVICE = { a_day = 10.0, minutes = 5.0 }
[[staff]]
places = ["PLACE"]
services = ["tax-personal"]
"""


@pytest.mark.parametrize(
    ("service", "place", "sentence"),
    [
        ("no-such", "desk-1", "the site has no service no-such. Correct the load file."),
        ("tax-personal", "desk-99", "the site has no place desk-99. Correct the load file."),
    ],
)
def test_load_that_names_what_is_not_there_is_refused(
    tmp_path: Path, service: str, place: str, sentence: str
) -> None:
    path = tmp_path / "load.toml"
    path.write_text(_LOAD.replace("SERVICE", service).replace("PLACE", place), encoding="utf-8")
    with pytest.raises(LoadError, match=sentence):
        read_point(site_of("porvoo"), path)


def test_load_with_a_mistake_is_refused_with_its_key(tmp_path: Path) -> None:
    path = tmp_path / "load.toml"
    path.write_text(_LOAD.replace("minutes = 5.0", "minutes = -5.0"), encoding="utf-8")
    with pytest.raises(SettingsError, match="minutes"):
        read_point(site_of("porvoo"), path)
