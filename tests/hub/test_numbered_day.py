"""Which numbered day it is, by the hours of a site."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.numbered_day import CLOSE_AFTER_S, tick_at
from hub.queue.commands import Tick
from hub.site.hours import Hours, parse

HELSINKI = ZoneInfo("Europe/Helsinki")
OFFICE = parse("Mo-Fr 08:00-16:15; PH off", HELSINKI)
EVENING = parse("Mo-Su 18:00-02:00", HELSINKI)
ALWAYS = parse("24/7", HELSINKI)
LATE = parse("Mo-Su 08:00-23:30", HELSINKI)
SPLIT = parse("Mo-Fr 09:00-10:00,15:00-17:00", HELSINKI)
LONG = parse("Mo-Su 06:00-05:00", HELSINKI)


def at(text: str) -> int:
    return int(dt.datetime.fromisoformat(text).replace(tzinfo=HELSINKI).timestamp())


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("hours", "moment", "date", "over"),
    [
        (OFFICE, "2026-11-23T00:00", "2026-11-23", False),
        (OFFICE, "2026-11-23T10:24", "2026-11-23", False),
        (OFFICE, "2026-11-23T18:14:59", "2026-11-23", False),
        (OFFICE, "2026-11-23T18:15", "2026-11-23", True),
        (OFFICE, "2026-11-23T23:59:59", "2026-11-23", True),
        (OFFICE, "2026-11-28T10:00", "2026-11-28", True),  # a Saturday
        (OFFICE, "2026-12-24T10:00", "2026-12-24", True),  # a holiday
        (SPLIT, "2026-11-23T13:30", "2026-11-23", False),  # the afternoon is still to come
        (SPLIT, "2026-11-23T19:00", "2026-11-23", True),
        (ALWAYS, "2026-11-23T23:59:59", "2026-11-23", False),
        (ALWAYS, "2026-11-24T00:00", "2026-11-24", False),
        (EVENING, "2026-11-23T17:00", "2026-11-23", False),
        (EVENING, "2026-11-24T00:30", "2026-11-23", False),
        (EVENING, "2026-11-24T03:59:59", "2026-11-23", False),
        (EVENING, "2026-11-24T04:00", "2026-11-24", False),
        (LATE, "2026-11-24T01:29:59", "2026-11-23", False),  # two hours after closing
        (LATE, "2026-11-24T01:30", "2026-11-24", False),
        (LONG, "2026-11-24T05:59:59", "2026-11-23", False),
        (LONG, "2026-11-24T06:00", "2026-11-24", False),  # the next opening has begun
        (OFFICE, "2026-03-30T10:00", "2026-03-30", False),  # the Monday after summer time began
        (EVENING, "2026-03-29T04:30", "2026-03-28", False),  # 02:00 + 2 h is 05:00 that night
        (EVENING, "2026-03-29T05:00", "2026-03-29", False),
        (OFFICE, "1970-01-01T03:00", "1970-01-01", False),  # a clock that nobody has set
    ],
)
def test_the_day_and_its_end(hours: Hours, moment: str, date: str, over: bool) -> None:  # noqa: FBT001 — a table
    assert tick_at(hours, at(moment)) == Tick(today=day(date), over=over)


moments = st.integers(at("2026-01-01T00:00"), at("2027-12-31T00:00"))
every = st.sampled_from([OFFICE, EVENING, ALWAYS, LATE, SPLIT, LONG])


@given(every, moments)
def test_while_open_or_just_closed_the_day_is_not_over(hours: Hours, now: int) -> None:
    if hours.is_open(now) or hours.is_open(now - CLOSE_AFTER_S):
        assert not tick_at(hours, now).over


@given(every, moments)
def test_the_day_is_todays_or_yesterdays(hours: Hours, now: int) -> None:
    today = dt.datetime.fromtimestamp(now, HELSINKI).date()
    assert tick_at(hours, now).today in {today, today - dt.timedelta(days=1)}


@given(every, moments, st.integers(0, 3 * 86_400))
def test_days_never_go_back(hours: Hours, now: int, later: int) -> None:
    assert tick_at(hours, now).today <= tick_at(hours, now + later).today


@given(st.sampled_from([OFFICE, EVENING, LATE, SPLIT, LONG]), moments)
def test_no_opening_is_cut_in_two_by_a_change_of_day(hours: Hours, now: int) -> None:
    closing = hours.closing(now)
    if closing is not None:
        assert tick_at(hours, now).today == tick_at(hours, closing - 1).today
