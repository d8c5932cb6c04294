"""The days and hours of the invented service point: it is a Monday in November 2026, 10.24."""

import datetime as dt
from zoneinfo import ZoneInfo

from common.wire.site import Opening
from kiosk.surroundings import Moment

ZONE = ZoneInfo("Europe/Helsinki")


def wall_ms(day: int, hour: int, minute: int = 0) -> int:
    """Return a time in November 2026 (wall time in ms, UTC)."""
    return int(dt.datetime(2026, 11, day, hour, minute, tzinfo=ZONE).timestamp() * 1000)


def days(begin: int, end: int, *which: int) -> tuple[Opening, ...]:
    """Return the openings of some days, from one full hour to another."""
    return tuple((wall_ms(day, begin), wall_ms(day, end)) for day in which)


MONDAY_MS = wall_ms(23, 10, 24)
NOW = Moment(1_000_000, MONDAY_MS)
EVENING = Moment(1_000_000, wall_ms(23, 20))
