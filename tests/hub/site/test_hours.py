import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.site.hours import Hours, HoursError, parse, zone

HELSINKI = zone("Europe/Helsinki")
OFFICE = parse("Mo-Fr 08:00-16:15; PH off", HELSINKI)


def at(text: str) -> int:
    """Epoch seconds of a local time, such as ``2026-11-23 08:00``, or of one with its offset."""
    moment = dt.datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=HELSINKI)).timestamp())


def local(seconds: int) -> str:
    return dt.datetime.fromtimestamp(seconds, HELSINKI).isoformat(sep=" ", timespec="minutes")


def shown(hours: Hours, start: str, days: int) -> list[tuple[str, str]]:
    return [(local(begin), local(end)) for begin, end in hours.intervals(at(start), days)]


def days_open(expression: str, year: int) -> list[str]:
    found = parse(expression, HELSINKI).intervals(at(f"{year}-01-01"), 365)
    days: list[str] = []
    for begin, end in found:
        day = max(begin, at(f"{year}-01-01"))
        while day < min(end, at(f"{year + 1}-01-01")):
            days.append(local(day)[5:10])
            day += 86_400
    return days


def test_a_week_of_office_hours() -> None:
    assert shown(OFFICE, "2026-11-20 12:00", 4) == [
        ("2026-11-20 08:00+02:00", "2026-11-20 16:15+02:00"),
        ("2026-11-23 08:00+02:00", "2026-11-23 16:15+02:00"),
    ]


@pytest.mark.parametrize(
    ("year", "holidays"),
    [
        (
            2026,
            "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-19 06-20 10-31 12-06 12-24 12-25 12-26",
        ),
        (
            2027,
            "01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-25 06-26 11-06 12-06 12-24 12-25 12-26",
        ),
    ],
)
def test_finnish_holidays_with_both_eves_and_without_easter_saturday(year: int, holidays: str) -> None:
    assert days_open("PH 00:00-24:00", year) == holidays.split()


def test_closed_on_midsummer_eve_and_independence_day() -> None:
    assert local(OFFICE.next_opening(at("2026-06-18 17:00")) or 0) == "2026-06-22 08:00+03:00"
    assert local(OFFICE.next_opening(at("2027-12-05 12:00")) or 0) == "2027-12-07 08:00+02:00"


def test_an_exceptional_day_can_be_named() -> None:
    hours = parse("Mo-Fr 08:00-16:15; PH off; 2026 Dec 31 08:00-12:00", HELSINKI)
    assert shown(hours, "2026-12-31 07:00", 1) == [("2026-12-31 08:00+02:00", "2026-12-31 12:00+02:00")]


def test_clock_times_stay_through_both_changes_of_summer_time() -> None:
    spring = OFFICE.intervals(at("2026-03-27 07:00"), 4)
    assert [begin for begin, _end in spring] == [at("2026-03-27T08:00+02:00"), at("2026-03-30T08:00+03:00")]
    autumn = OFFICE.intervals(at("2026-10-23 07:00"), 4)
    assert [begin for begin, _end in autumn] == [at("2026-10-23T08:00+03:00"), at("2026-10-26T08:00+02:00")]


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)])
def test_a_day_has_the_hours_it_has(day: str, hours: int) -> None:
    ((begin, end),) = parse(f"{day.replace('-', ' ', 1)[:4]} {_month(day)} 00:00-24:00", HELSINKI).intervals(
        at(day), 1
    )
    assert end - begin == hours * 3600


def _month(day: str) -> str:
    return dt.date.fromisoformat(day).strftime("%b %d")


def test_an_hour_that_does_not_exist_means_the_moment_of_the_change() -> None:
    assert shown(parse("Su 03:30-05:00", HELSINKI), "2026-03-29 00:00", 1) == [
        ("2026-03-29 04:00+03:00", "2026-03-29 05:00+03:00")
    ]


def test_of_an_hour_that_comes_twice_the_second_is_meant() -> None:
    assert shown(parse("Su 03:30-05:00", HELSINKI), "2026-10-25 00:00", 1) == [
        ("2026-10-25 03:30+02:00", "2026-10-25 05:00+02:00")
    ]


def test_it_stays_open_through_the_hour_that_comes_twice() -> None:
    night = parse("Sa 22:00-28:00", HELSINKI)
    for quarter in range(at("2026-10-25T02:45+03:00"), at("2026-10-25T03:59+02:00"), 900):
        assert night.is_open(quarter)
    assert not night.is_open(at("2026-10-25T04:00+02:00"))


def test_open_from_the_first_second_to_before_the_last() -> None:
    assert not OFFICE.is_open(at("2026-11-23 07:59:59"))
    assert OFFICE.is_open(at("2026-11-23 08:00"))
    assert OFFICE.is_open(at("2026-11-23 16:14:59"))
    assert not OFFICE.is_open(at("2026-11-23 16:15"))


def test_next_opening_is_now_while_it_is_open() -> None:
    assert OFFICE.next_opening(at("2026-11-23 10:00")) == at("2026-11-23 10:00")
    assert OFFICE.next_opening(at("2026-11-21 10:00")) == at("2026-11-23 08:00")


def test_next_opening_finds_a_yearly_day_and_no_past_one() -> None:
    assert parse("Dec 13 10:00-12:00", HELSINKI).next_opening(at("2026-12-13 12:00")) == at(
        "2027-12-13 10:00"
    )
    assert parse("2025 Mo 10:00-12:00", HELSINKI).next_opening(at("2026-12-13 12:00")) is None
    assert parse("off", HELSINKI).next_opening(at("2026-12-13 12:00")) is None


def test_closing_is_when_the_current_opening_ends() -> None:
    assert OFFICE.closing(at("2026-11-23 10:00")) == at("2026-11-23 16:15")
    assert OFFICE.closing(at("2026-11-23 17:00")) is None


def test_an_opening_over_midnight_is_one() -> None:
    late = parse("Fr 22:00-26:00", HELSINKI)
    assert late.closing(at("2026-11-28 01:00")) == at("2026-11-28 02:00")
    assert shown(late, "2026-11-28 01:00", 1) == [("2026-11-27 22:00+02:00", "2026-11-28 02:00+02:00")]


def test_rules_that_touch_are_one_opening() -> None:
    assert shown(
        parse('Mo 08:00-12:00 "by appointment", Mo 12:00-16:00', HELSINKI), "2026-11-23 07:00", 1
    ) == [("2026-11-23 08:00+02:00", "2026-11-23 16:00+02:00")]


def test_what_is_unknown_counts_as_closed() -> None:
    assert not parse("Mo-Fr 08:00-16:00 unknown", HELSINKI).is_open(at("2026-11-23 10:00"))


def test_an_authority_is_open_only_within_its_site() -> None:
    tax = parse("Mo-Fr 09:00-17:00", HELSINKI).within(OFFICE)
    assert shown(tax, "2026-12-23 08:00", 3) == [("2026-12-23 09:00+02:00", "2026-12-23 16:15+02:00")]


@pytest.mark.parametrize(
    ("expression", "problem", "hint"),
    [
        ("Ma-Pe 8-16", 'cannot be read from "Ma-Pe 8-16" on', "write hours as OpenStreetMap does"),
        ("Mo-Fr 08.00-16.15", 'cannot be read from "08.00-16.15" on', "times have a colon, 08:00"),
        ("", "cannot be read", "write hours"),
        ("Mo-Fr 08:00-16:00; Feb 30 off", "names a day that does not exist, Feb 30", "correct the date"),
        ("Jun 31 08:00-16:00", "names a day that does not exist, Jun 31", "correct the date"),
        ("Mo-Fr 08:00-16:75", "cannot be read", "write hours"),
    ],
)
def test_bad_expressions_are_refused_with_what_would_be_right(
    expression: str, problem: str, hint: str
) -> None:
    with pytest.raises(HoursError) as caught:
        parse(expression, HELSINKI)
    assert caught.value.problem.startswith(problem)
    assert hint in caught.value.hint


def test_leap_day_and_days_beside_times_are_read() -> None:
    for expression in ("Feb 29 08:00-10:00", "Jun 08:00-22:00", "Dec 24-26 off", "2028 Feb 29 10:00-12:00"):
        parse(expression, HELSINKI)


@pytest.mark.parametrize("name", ["", "Europe", "../etc/passwd", "Europe/Helsingfors", "a" * 5000, "x\0y"])
def test_unknown_time_zones_are_refused(name: str) -> None:
    with pytest.raises(HoursError, match="not a known time zone"):
        zone(name)


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(HoursError, match="no public holidays are known for XX"):
        parse("24/7", HELSINKI, "XX")


_EXPRESSIONS = st.sampled_from(
    [
        "24/7",
        "off",
        "Mo-Fr 08:00-16:15; PH off",
        "Tu,Th 09:00-15:00",
        "Sa-Su 22:00-27:30",
        "Su 03:15-03:45",
        "PH 10:00-14:00",
        "Mo-Su 00:00-12:00,12:00-24:00",
        "Jun-Aug Mo-Fr 08:00-15:00; Sep-May Mo-Fr 08:00-16:00",
    ]
)
_MOMENTS = st.integers(at("2026-01-01"), at("2028-01-01")) | st.integers(
    at("2026-10-25T00:00+03:00"), at("2026-10-26T00:00+02:00")
)


@given(_EXPRESSIONS, _EXPRESSIONS, _MOMENTS, st.integers(1, 20))
def test_intervals_are_in_order_and_agree_with_each_question(
    inner: str, outer: str, moment: int, days: int
) -> None:
    one, other = parse(inner, HELSINKI), parse(outer, HELSINKI)
    both = one.within(other)
    found = both.intervals(moment, days)
    assert all(begin < end for begin, end in found)
    assert all(end < begin for (_, end), (begin, _) in itertools.pairwise(found))
    assert all(end > moment for _begin, end in found)
    assert both.is_open(moment) == (one.is_open(moment) and other.is_open(moment))
    if found:
        assert both.next_opening(moment) == max(found[0][0], moment)
