import datetime as dt
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.wire.appointments import AppointmentBook, BookDay, Entry, hash_code, normal_code
from common.wire.arrivals import ACCEPTED, Fit, Match, find_by_code, find_by_time, judge, times_now

ZONE = ZoneInfo("Europe/Helsinki")
MINUTE_MS = 60_000
TODAY = "2026-11-23"
EARLY, LATE = 30, 15
KEYS = {f"2026-11-{day}": f"{day:02x}" * 32 for day in range(20, 31)}


def wall(text: str, fold: int = 0) -> int:
    """Return a local time such as ``2026-11-23 10:30`` as wall time in ms."""
    local = dt.datetime.fromisoformat(text).replace(tzinfo=ZONE, fold=fold)
    return round(local.timestamp() * 1000)


def day(date: str, *entries: Entry, codes: tuple[tuple[str, int], ...] = ()) -> BookDay:
    after = (dt.date.fromisoformat(date) + dt.timedelta(days=1)).isoformat()
    return BookDay(date=date, begins_ms=wall(date), ends_ms=wall(after), entries=entries, codes=codes)


def entry(at: str, code: str | None = None, name: str = "", **changes: object) -> Entry:
    at_ms = wall(at)
    made = Entry(
        id=name or f"a-{at_ms}",
        service="tax-personal",
        at_ms=at_ms,
        opens_ms=at_ms - EARLY * MINUTE_MS,
        closes_ms=at_ms + LATE * MINUTE_MS,
        code=None if code is None else hash_code(normal_code(code), KEYS[at[:10]]),
    )
    return msgspec.structs.replace(made, **changes)


def book(*days: BookDay) -> AppointmentBook:
    return AppointmentBook(incarnation="life-1", revision=1, days=days)


ONE = book(day(TODAY, entry(f"{TODAY} 10:30", "AB-123")))


@pytest.mark.parametrize(
    ("now", "fit"),
    [
        ("09:59", Fit.TOO_EARLY),
        ("10:00", Fit.EARLY),
        ("10:24", Fit.EARLY),
        ("10:25", Fit.ON_TIME),
        ("10:30", Fit.ON_TIME),
        ("10:35", Fit.ON_TIME),
        ("10:36", Fit.LATE),
        ("10:45", Fit.LATE),
        ("10:46", Fit.TOO_LATE),
        ("23:59", Fit.TOO_LATE),
    ],
)
def test_each_arrival_of_the_day_has_its_answer(now: str, fit: Fit) -> None:
    match = find_by_code("ab 123", KEYS, ONE, wall(f"{TODAY} {now}"))
    assert match.fit is fit
    assert match.at_ms == wall(f"{TODAY} 10:30")
    assert match.accepted == (fit in ACCEPTED)
    assert match.opens_ms == wall(f"{TODAY} 10:00")


@pytest.mark.parametrize("date", ["2026-11-22", "2026-11-24"])
def test_who_comes_on_another_day_hears_which(date: str) -> None:
    match = find_by_code("AB123", KEYS, ONE, wall(f"{date} 10:30"))
    assert (match.fit, match.at_ms) == (Fit.OTHER_DAY, wall(f"{TODAY} 10:30"))


def test_a_day_farther_away_is_known_by_codes_alone() -> None:
    at_ms = wall("2026-11-27 09:00")
    far = day("2026-11-27", codes=((hash_code("zz999", KEYS["2026-11-27"]), at_ms),))
    match = find_by_code("ZZ-999", KEYS, book(day(TODAY), far), wall(f"{TODAY} 10:30"))
    assert match == Match(Fit.OTHER_DAY, at_ms)


@pytest.mark.parametrize("code", ["", "AB124", "AB12", "x" * 500, "'; DROP TABLE log"])
def test_a_code_that_nobody_has_is_unknown(code: str) -> None:
    assert find_by_code(code, KEYS, ONE, wall(f"{TODAY} 10:30")) == Match(Fit.UNKNOWN)


def test_without_the_key_of_its_date_a_code_is_unknown() -> None:
    keys = {"2026-11-24": KEYS["2026-11-24"]}
    assert find_by_code("AB123", keys, ONE, wall(f"{TODAY} 10:30")).fit is Fit.UNKNOWN


def test_a_code_is_used_once() -> None:
    kept = {ONE.days[0].entries[0].id}
    assert find_by_code("AB123", KEYS, ONE, wall(f"{TODAY} 10:30"), kept).fit is Fit.USED


def test_of_two_with_one_code_the_one_that_is_left_is_meant() -> None:
    first, second = entry(f"{TODAY} 10:30", "AB123", "first"), entry(f"{TODAY} 11:00", "AB123", "second")
    twice = book(day(TODAY, first, second))
    now = wall(f"{TODAY} 10:40")
    assert find_by_code("AB123", KEYS, twice, now).entry == first
    assert find_by_code("AB123", KEYS, twice, now, {"first"}).entry == second
    assert find_by_code("AB123", KEYS, twice, now, {"first", "second"}).fit is Fit.USED


def test_of_two_other_days_the_coming_one_is_told() -> None:
    days = book(
        day("2026-11-22", entry("2026-11-22 16:00", "AB123")),
        day(TODAY),
        day("2026-11-26", entry("2026-11-26 09:00", "AB123")),
    )
    match = find_by_code("AB123", KEYS, days, wall(f"{TODAY} 08:00"))
    assert match.at_ms == wall("2026-11-26 09:00")


def test_a_window_reaches_over_midnight() -> None:
    night = book(
        day(TODAY, entry(f"{TODAY} 23:50", "AB123")), day("2026-11-24", entry("2026-11-24 00:10", "CD456"))
    )
    assert find_by_code("AB123", KEYS, night, wall("2026-11-24 00:04")).fit is Fit.LATE
    assert find_by_code("CD456", KEYS, night, wall(f"{TODAY} 23:45")).fit is Fit.EARLY
    assert find_by_code("AB123", KEYS, night, wall("2026-11-24 00:06")).fit is Fit.OTHER_DAY
    assert find_by_code("CD456", KEYS, night, wall(f"{TODAY} 23:39")).fit is Fit.OTHER_DAY


@pytest.mark.parametrize(
    ("date", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)], ids=["spring", "autumn"]
)
def test_on_a_day_that_changes_its_clock_the_whole_day_is_that_day(date: str, hours: int) -> None:
    keys = {date: "aa" * 32}
    at_ms = wall(f"{date} 12:00")
    one = Entry(
        id="a",
        service="tax-personal",
        at_ms=at_ms,
        opens_ms=at_ms - EARLY * MINUTE_MS,
        closes_ms=at_ms + LATE * MINUTE_MS,
        code=hash_code("ab123", keys[date]),
    )
    changing = day(date, one)
    assert changing.ends_ms - changing.begins_ms == hours * 3_600_000
    first, last = changing.begins_ms, changing.ends_ms - 1
    assert find_by_code("AB123", keys, book(changing), first).fit is Fit.TOO_EARLY
    assert find_by_code("AB123", keys, book(changing), first - 1).fit is Fit.OTHER_DAY
    assert find_by_code("AB123", keys, book(changing), last).fit is Fit.TOO_LATE
    assert find_by_code("AB123", keys, book(changing), last + 1).fit is Fit.OTHER_DAY


def test_the_hour_that_comes_twice_has_two_times() -> None:
    first, second = wall("2026-10-25 03:30"), wall("2026-10-25 03:30", fold=1)
    assert second - first == 3_600_000
    hours = day(
        "2026-10-25", entry("2026-10-25 03:30", name="a", at_ms=first, opens_ms=first, closes_ms=first)
    )
    assert judge(hours.entries[0], hours, second) is Fit.TOO_LATE


BY_TIME = book(
    day(
        TODAY,
        entry(f"{TODAY} 10:00", name="ten"),
        entry(f"{TODAY} 10:30", name="half-fi", language="fi"),
        entry(f"{TODAY} 10:30", name="half-sv", language="sv"),
        entry(f"{TODAY} 10:30", "AB123", name="coded"),
        entry(f"{TODAY} 10:30", name="business", service="tax-business"),
        entry(f"{TODAY} 13:00", name="one"),
    )
)
TAX = ("tax-personal",)


def test_by_time_the_nearest_that_nobody_used_is_meant() -> None:
    now = wall(f"{TODAY} 10:12")
    assert find_by_time(TAX, BY_TIME, now).entry == BY_TIME.days[0].entries[0]
    assert find_by_time(TAX, BY_TIME, now, kept={"ten"}).at_ms == wall(f"{TODAY} 10:30")


def test_by_time_one_in_the_own_language_is_meant() -> None:
    found = [
        find_by_time(TAX, BY_TIME, wall(f"{TODAY} 10:28"), language=language).entry
        for language in ("fi", "sv")
    ]
    assert [one.id for one in found if one] == ["half-fi", "half-sv"]


def test_a_time_that_is_told_is_meant() -> None:
    now = wall(f"{TODAY} 10:12")
    told = find_by_time(TAX, BY_TIME, now, at_ms=wall(f"{TODAY} 13:00"))
    assert (told.fit, told.entry and told.entry.id) == (Fit.TOO_EARLY, "one")
    assert find_by_time(TAX, BY_TIME, now, at_ms=wall(f"{TODAY} 13:01")).fit is Fit.UNKNOWN


def test_a_time_is_used_when_all_who_have_it_are_here() -> None:
    now, at_ms = wall(f"{TODAY} 10:28"), wall(f"{TODAY} 10:30")
    assert find_by_time(TAX, BY_TIME, now, at_ms=at_ms, kept={"half-fi"}).accepted
    assert find_by_time(TAX, BY_TIME, now, at_ms=at_ms, kept={"half-fi", "half-sv"}).fit is Fit.USED


def test_by_time_who_is_too_late_or_too_early_hears_so() -> None:
    kept = {"half-fi", "half-sv", "one"}
    assert find_by_time(TAX, BY_TIME, wall(f"{TODAY} 10:40"), kept=kept).fit is Fit.TOO_LATE
    assert find_by_time(("tax-business",), BY_TIME, wall(f"{TODAY} 08:00")).fit is Fit.TOO_EARLY
    assert find_by_time(("land-extracts",), BY_TIME, wall(f"{TODAY} 10:28")).fit is Fit.UNKNOWN
    assert find_by_time(TAX, BY_TIME, wall("2026-11-24 10:28")).fit is Fit.UNKNOWN


def test_only_times_that_count_now_can_be_chosen() -> None:
    now = wall(f"{TODAY} 10:12")
    assert times_now(TAX, BY_TIME, now) == (wall(f"{TODAY} 10:00"), wall(f"{TODAY} 10:30"))
    assert times_now(TAX, BY_TIME, now, {"ten", "half-fi", "half-sv"}) == ()


minutes = st.integers(-2 * 1440, 3 * 1440)


@given(st.lists(st.tuples(st.integers(0, 1439), st.booleans()), min_size=1, max_size=8), minutes)
def test_every_arrival_has_one_answer_and_it_is_the_best(made: list[tuple[int, bool]], now: int) -> None:
    start = wall(TODAY)
    entries = tuple(
        Entry(
            id=f"a-{index}",
            service="tax-personal",
            at_ms=start + at * MINUTE_MS,
            opens_ms=start + (at - EARLY) * MINUTE_MS,
            closes_ms=start + (at + LATE) * MINUTE_MS,
            code=hash_code("ab123", KEYS[TODAY]),
        )
        for index, (at, _used) in enumerate(made)
    )
    kept = {f"a-{index}" for index, (_at, used) in enumerate(made) if used}
    now_ms = start + now * MINUTE_MS
    match = find_by_code("AB123", KEYS, book(day(TODAY, *entries)), now_ms, kept)
    left = [one for one in entries if one.id not in kept]
    in_time = [one for one in left if one.opens_ms <= now_ms <= one.closes_ms]
    assert match.accepted == bool(in_time)
    assert match.entry is not None
    assert match.fit is not Fit.UNKNOWN
    if match.accepted:
        assert match.entry in in_time
        assert abs(match.at_ms - now_ms) == min(abs(one.at_ms - now_ms) for one in in_time)
    if match.fit is Fit.USED:
        assert all(judge(one, day(TODAY, *entries), now_ms) is Fit.OTHER_DAY for one in left)
