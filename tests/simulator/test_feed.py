import datetime as dt
from zoneinfo import ZoneInfo

import httpx

from simulator.bookings import as_calendar, as_csv, as_json, make_bookings
from simulator.feed import Feed, Manner

DAY = dt.date(2026, 11, 23)
HELSINKI = ZoneInfo("Europe/Helsinki")


def test_a_seed_makes_a_day_and_another_seed_another() -> None:
    first, again = (make_bookings(DAY, ("10",), HELSINKI, seed=1) for _ in range(2))
    assert first == again
    assert first != make_bookings(DAY, ("10",), HELSINKI, seed=2)
    assert {one.start.date() for one in first} == {DAY}


def test_each_form_names_customers_as_real_systems_do() -> None:
    bookings = make_bookings(DAY, ("10",), HELSINKI)
    for write in (as_csv, as_json, as_calendar):
        assert all(one.customer in write(bookings) for one in bookings)


def test_a_feed_serves_what_it_holds_and_leaves_nobody_waiting() -> None:
    with Feed("a;b\n1;2\n") as feed:
        assert httpx.get(feed.url, timeout=5).content == b"a;b\n1;2\n"
        feed.manner = Manner.MOVED
        assert httpx.get(feed.url, timeout=5, follow_redirects=True).url.path == "/new"
