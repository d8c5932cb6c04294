"""Makes the book that kiosks get: as much of it as a message may hold, what is nearest first. Pure."""

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

import msgspec

from common.wire import topics
from common.wire.appointments import AppointmentBook, BookDay, Entry
from hub.appointments.dates import bounds
from hub.appointments.seal import Sealed

_PLANS = (((-1, 0, 1), 7), ((0, 1), 7), ((0,), 7), ((0,), 3), ((0,), 0))
"""Which days (from today) have whole entries, and how many days ahead have codes, from best to least."""

_ROOM = 1024
"""Bytes of a book's message beside its days."""


def make_book(
    sealed: Iterable[Sealed], today: str, dates: tuple[str, ...], zone: ZoneInfo
) -> AppointmentBook:
    """Return the book of these dates: as much of it as a message may hold, what is nearest first.

    Where even today does not fit, its first appointments are left out: they are over first.
    """
    by_date: dict[str, list[Entry]] = {date: [] for date in dates}
    for one in sealed:
        if one.date in by_date:
            by_date[one.date].append(one.entry)
    for entries in by_date.values():
        entries.sort(key=lambda entry: (entry.at_ms, entry.id))
    at = dates.index(today)
    book = AppointmentBook(incarnation="none", revision=0, days=())
    for near, ahead in _PLANS:
        whole = {dates[at + step] for step in near if 0 <= at + step < len(dates)}
        codes = set(dates[: at + 1 + ahead]) - whole
        days = tuple(
            _day(date, entries if date in whole else [], entries if date in codes else [], zone)
            for date, entries in by_date.items()
        )
        book = msgspec.structs.replace(book, days=days)
        if _size(book) <= topics.APPOINTMENTS.limit - _ROOM:
            return book
    entries = by_date[today]
    while _size(book) > topics.APPOINTMENTS.limit - _ROOM:
        entries = entries[len(entries) // 8 + 1 :]
        book = msgspec.structs.replace(book, days=(_day(today, entries, [], zone),))
    return book


def keys_of(book: AppointmentBook, keys: Mapping[str, str]) -> dict[str, str]:
    """Return the keys that a kiosk needs for this book."""
    return {day.date: keys[day.date] for day in book.days if day.date in keys}


def _day(date: str, whole: list[Entry], coded: list[Entry], zone: ZoneInfo) -> BookDay:
    begins_ms, ends_ms = bounds(date, zone)
    return BookDay(
        date=date,
        begins_ms=begins_ms,
        ends_ms=ends_ms,
        entries=tuple(whole),
        codes=tuple((entry.code, entry.at_ms) for entry in coded if entry.code),
    )


def _size(book: AppointmentBook) -> int:
    return len(msgspec.json.encode(book))
