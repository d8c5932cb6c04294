"""The demo's hours hold whenever it is started."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hub.site import hours
from simulator.demo.hours import not_today, open_now

HELSINKI = ZoneInfo("Europe/Helsinki")
MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001 — the strategy wants naive bounds and adds the zone itself
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001 — as above
    timezones=st.just(HELSINKI),
)


@given(MOMENTS)
def test_somebody_is_here_now_and_for_half_an_hour(now: datetime) -> None:
    site = hours.parse(open_now(now), HELSINKI)

    assert site.is_open(int(now.timestamp()))
    assert site.is_open(int((now + timedelta(minutes=29)).timestamp()))


@given(MOMENTS)
def test_somebody_else_is_not_here_today_and_will_be(now: datetime) -> None:
    site = hours.parse(open_now(now), HELSINKI)
    absent = hours.parse(not_today(now), HELSINKI).within(site)

    assert not absent.is_open(int(now.timestamp()))
    assert absent.next_opening(int(now.timestamp())) is not None
