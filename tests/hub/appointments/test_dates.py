import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from hub.appointments.dates import KEYS_LIMIT, bounds, date_of, dates_around, renewed
from tests.hub.appointments.sources import HELSINKI, TODAY

days = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))


@given(days)
def test_dates_meet_without_a_gap(day: dt.date) -> None:
    dates = dates_around(day.isoformat())
    assert dates[1] == day.isoformat()
    assert len(dates) == 9
    for one, other in itertools.pairwise(dates):
        assert bounds(one, HELSINKI)[1] == bounds(other, HELSINKI)[0]
    for date in dates:
        begins, ends = bounds(date, HELSINKI)
        assert ends - begins in {hours * 3_600_000 for hours in (23, 24, 25)}
        assert date_of(begins, HELSINKI) == date == date_of(ends - 1, HELSINKI)


def mint() -> str:
    return "aa"


def test_a_date_that_is_over_loses_its_key() -> None:
    keys = renewed({"2026-11-21": "old", TODAY: "kept"}, dates_around(TODAY), trusted=True, mint=mint)
    assert keys[TODAY] == "kept"
    assert tuple(keys) == dates_around(TODAY)


def test_a_clock_that_cannot_be_trusted_ends_no_date() -> None:
    before = renewed({}, dates_around(TODAY), trusted=True, mint=mint)
    after = renewed(before, dates_around("2030-01-01"), trusted=False, mint=mint)
    assert before.items() <= after.items()
    back = renewed(after, dates_around("1970-01-02"), trusted=False, mint=mint)
    assert before.items() <= back.items()


def test_without_a_trusted_clock_keys_do_not_grow_for_ever() -> None:
    keys: dict[str, str] = {}
    for ahead in range(200):
        day = (dt.date.fromisoformat(TODAY) + dt.timedelta(days=ahead)).isoformat()
        keys = renewed(keys, dates_around(day), trusted=False, mint=mint)
        assert set(dates_around(day)) <= keys.keys()
    assert len(keys) <= KEYS_LIMIT
