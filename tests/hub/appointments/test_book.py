import msgspec

from common.wire import topics
from common.wire.appointments import Entry
from hub.appointments.book import keys_of, make_book
from hub.appointments.dates import bounds, dates_around
from hub.appointments.seal import Sealed, hash_expert
from hub.appointments.standing import EMPTY, Standing
from hub.queue.details import Appointment
from hub.queue.stamps import Now
from tests.hub.appointments.sources import HELSINKI, KEYS, TODAY

DATES = dates_around(TODAY)


def sealed(date: str, number: int, code: str | None = "ab" * 16, expert: str = "") -> Sealed:
    at_ms = bounds(date, HELSINKI)[0] + number * 60_000
    entry = Entry(
        id=f"{date}-{number}",
        service="tax-personal",
        at_ms=at_ms,
        opens_ms=at_ms,
        closes_ms=at_ms,
        code=code,
        language="fi",
        expert=bool(expert),
    )
    return Sealed(date, entry, expert)


def test_near_dates_are_told_whole_and_far_ones_by_codes() -> None:
    book = make_book([sealed(date, 600) for date in DATES], TODAY, DATES, HELSINKI)
    assert [day.date for day in book.days] == list(DATES)
    assert [bool(day.entries) for day in book.days] == [True] * 3 + [False] * 6
    assert [bool(day.codes) for day in book.days] == [False] * 3 + [True] * 6
    assert [(day.begins_ms, day.ends_ms) for day in book.days] == [bounds(date, HELSINKI) for date in DATES]


def test_other_dates_are_left_out() -> None:
    book = make_book([sealed("2026-12-24", 600)], TODAY, DATES, HELSINKI)
    assert not any(day.entries or day.codes for day in book.days)


def test_of_a_far_date_without_codes_nothing_is_told() -> None:
    book = make_book([sealed(DATES[-1], 600, code=None)], TODAY, DATES, HELSINKI)
    assert book.days[-1].codes == ()


def test_a_day_is_in_the_order_of_time_whatever_order_its_source_has() -> None:
    made = [sealed(TODAY, number) for number in (700, 540, 600)]
    book, other = (make_book(some, TODAY, DATES, HELSINKI) for some in (made, made[::-1]))
    assert [entry.at_ms for entry in book.days[1].entries] == sorted(one.entry.at_ms for one in made)
    assert book == other


def test_a_book_too_large_for_a_message_keeps_what_is_nearest() -> None:
    for count in (300, 600, 900, 3000):
        made = [sealed(date, number) for date in DATES for number in range(count)]
        book = make_book(made, TODAY, DATES, HELSINKI)
        assert len(msgspec.json.encode(book)) < topics.APPOINTMENTS.limit
        today = next(day for day in book.days if day.date == TODAY)
        assert len(today.entries) == count or count == 3000
        assert today.entries[-1].id == f"{TODAY}-{count - 1}"


def test_kiosks_get_the_keys_of_the_book_alone() -> None:
    book = make_book([], TODAY, DATES, HELSINKI)
    keys = dict.fromkeys((*DATES, "2026-11-01"), "aa")
    assert tuple(keys_of(book, keys)) == DATES


def test_the_queue_keeps_an_appointment_in_the_time_of_the_house() -> None:
    one = sealed(TODAY, 600, expert="e-1")
    standing = Standing(known={one.entry.id: one})
    now = Now(ms=5_000_000, wall_ms=one.entry.at_ms - 60_000, trusted=True)
    assert standing.appointment(one.entry.id, now) == Appointment(
        id=one.entry.id, service="tax-personal", at=5_060_000, expert="e-1"
    )
    assert standing.appointment("other", now) is None
    assert standing.appointment(None, now) is None


def test_an_expert_is_known_on_each_date_by_another_id() -> None:
    standing = Standing(keys=KEYS)
    assert standing.known_as("Maija") == {hash_expert("maija", key) for key in KEYS.values()}
    assert standing.known_as("") == frozenset()
    assert EMPTY.known_as("Maija") == frozenset()
