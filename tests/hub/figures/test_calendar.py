import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from hub.figures.calendar import Apart, Calendar, Opening
from hub.figures.legs import DayOfLegs
from hub.figures.tally import By
from hub.site.timetable import Timetable
from tests.hub.figures.played import MINUTE, MONDAY, Played, site, wall_ms

HELSINKI = ZoneInfo("Europe/Helsinki")
AUTUMN = dt.date(2026, 10, 25)
SPRING = dt.date(2026, 3, 29)


def day_of(date: dt.date, opened: dt.datetime, *, wrong_by_ms: int = 0) -> DayOfLegs:
    at = int(opened.timestamp() * 1000)
    return DayOfLegs(date, at, at + wrong_by_ms, ())


def ms(date: dt.date, hour: int, minute: int = 0, fold: int = 0) -> int:
    moment = dt.datetime.combine(date, dt.time(hour, minute, fold=fold), HELSINKI)
    return int(moment.timestamp() * 1000)


@pytest.mark.parametrize(
    ("hour", "minute", "found"),
    [
        (8, 59, Apart.CLOSED),
        (9, 0, Opening(9)),
        (14, 59, Opening(14)),
        (15, 0, Apart.CLOSED),
    ],
)
def test_arrival_lies_in_an_hour_in_which_its_authority_is_open(
    hour: int, minute: int, found: Opening | Apart
) -> None:
    calendar = Calendar(Timetable(site()))
    day = day_of(MONDAY, dt.datetime.combine(MONDAY, dt.time(7), HELSINKI))
    assert calendar.opening(day, ms(MONDAY, hour, minute), "revenue") == found


def test_authority_that_is_gone_has_the_hours_of_the_site() -> None:
    calendar = Calendar(Timetable(site()))
    day = day_of(MONDAY, dt.datetime.combine(MONDAY, dt.time(7), HELSINKI))
    assert calendar.opening(day, ms(MONDAY, 16, 14), "(other)") == Opening(16)


def test_hour_that_comes_twice_in_autumn_is_one_and_two_hours_long() -> None:
    calendar = Calendar(Timetable(site("24/7", None)))
    day = day_of(AUTUMN, dt.datetime.combine(AUTUMN, dt.time(0, 1), HELSINKI))
    assert {calendar.opening(day, ms(AUTUMN, 3, 30, fold), "survey") for fold in (0, 1)} == {Opening(3)}
    open_s = calendar.open_seconds(["survey"], AUTUMN)
    assert open_s[Opening(3)] == 2 * 3600
    assert sum(open_s.values()) == 25 * 3600
    assert calendar.opening(day, ms(AUTUMN, 12), "survey") == Opening(12)


def test_hour_that_summer_time_takes_is_not_there() -> None:
    calendar = Calendar(Timetable(site("24/7", None)))
    open_s = calendar.open_seconds(["survey"], SPRING)
    assert Opening(3) not in open_s
    assert sum(open_s.values()) == 23 * 3600
    day = day_of(SPRING, dt.datetime.combine(SPRING, dt.time(0, 1), HELSINKI))
    assert calendar.opening(day, ms(SPRING, 12), "survey") == Opening(12)


def test_night_belongs_to_the_evening_that_it_began_on() -> None:
    calendar = Calendar(Timetable(site("Mo-Fr 18:00-02:00", None)))
    day = day_of(MONDAY, dt.datetime.combine(MONDAY, dt.time(17), HELSINKI))
    after = MONDAY + dt.timedelta(days=1)
    assert calendar.opening(day, ms(after, 1, 30), "survey") == Opening(25)
    open_s = calendar.open_seconds(["survey"], MONDAY)
    assert sorted(open_s) == [Opening(hour) for hour in range(18, 26)]


def test_wall_clock_at_opening_ties_house_time_to_the_calendar() -> None:
    calendar = Calendar(Timetable(site()))
    day = DayOfLegs(MONDAY, 1_000, ms(MONDAY, 8), ())
    assert calendar.opening(day, 1_000 + 90 * MINUTE, "revenue") == Opening(9)


def test_clock_that_nobody_has_set_gives_no_hour() -> None:
    calendar = Calendar(Timetable(site()))
    assert calendar.opening(DayOfLegs(MONDAY, 5, 7, ()), 60 * MINUTE, "revenue") is Apart.UNKNOWN
    assert calendar.opening(DayOfLegs(MONDAY, None, None, ()), -1, "revenue") is Apart.UNKNOWN


def test_clock_that_was_set_after_the_opening_gives_the_hour() -> None:
    calendar = Calendar(Timetable(site()))
    day = day_of(MONDAY, dt.datetime.combine(MONDAY, dt.time(8), HELSINKI), wrong_by_ms=-99 * 86_400_000)
    assert calendar.opening(day, ms(MONDAY, 9, 30), "revenue") == Opening(9)


def test_hours_in_which_nobody_came_have_a_row_and_how_long_they_were_open() -> None:
    played = Played(now=wall_ms(MONDAY, 7)).open()
    played.check_in("land", after=70 * MINUTE)
    (table,) = played.report(By.HOUR).tables
    assert [(row.key, row.customers, row.open_s) for row in table.rows] == [
        (Opening(hour), int(hour == 8), 900 if hour == 16 else 3600) for hour in range(8, 17)
    ]


def test_only_the_hours_of_the_authority_that_is_asked_for_are_told() -> None:
    played = Played().open()
    played.check_in("tax", after=120 * MINUTE)
    played.check_in("land", after=MINUTE)
    (table,) = played.report(By.HOUR, authority="revenue").tables
    assert [row.key for row in table.rows] == [Opening(hour) for hour in range(9, 15)]
    assert table.total.customers == 1
