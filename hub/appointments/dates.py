"""Which local dates the book holds, when each begins and ends, and the key of each. Pure."""

import datetime as dt
from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

DAYS_BEFORE = 1
"""A check-in may come a day late, from a kiosk that was cut off."""

DAYS_AFTER = 7
"""So far ahead somebody who came on the wrong day is told the right one."""

KEYS_LIMIT = 40
"""So many keys are kept where no clock can be trusted, and nobody knows which dates are over."""

_MS = 1000


def date_of(wall_ms: int, zone: ZoneInfo) -> str:
    """Return the local date at a wall time."""
    return dt.datetime.fromtimestamp(wall_ms / _MS, zone).date().isoformat()


def dates_around(today: str) -> tuple[str, ...]:
    """Return the dates of the book, in order."""
    date = dt.date.fromisoformat(today)
    return tuple((date + dt.timedelta(days=days)).isoformat() for days in range(-DAYS_BEFORE, DAYS_AFTER + 1))


def bounds(date: str, zone: ZoneInfo) -> tuple[int, int]:
    """Return when a local date begins and ends, as wall times in ms: 23 to 25 hours."""
    day = dt.date.fromisoformat(date)
    return _midnight(day, zone), _midnight(day + dt.timedelta(days=1), zone)


def renewed(
    keys: Mapping[str, str], dates: tuple[str, ...], *, trusted: bool, mint: Callable[[], str]
) -> dict[str, str]:
    """Return the keys with one for each of the dates, and without those of dates that are over.

    Only a trusted clock ends a date: one that wakes up in the wrong year must not make all codes unknown.
    """
    after = dict(keys) | {date: mint() for date in dates if date not in keys}
    over = [date for date in sorted(after) if date < dates[0]]
    if not trusted:
        over = over[: max(0, len(after) - KEYS_LIMIT)]
    return {date: key for date, key in sorted(after.items()) if date not in over}


def _midnight(date: dt.date, zone: ZoneInfo) -> int:
    return round(dt.datetime.combine(date, dt.time(), zone).timestamp() * _MS)
