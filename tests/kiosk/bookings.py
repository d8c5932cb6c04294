"""A book of appointments for the service point of the tests, on a Monday at 10.24."""

import msgspec

from common.wire.appointments import AppointmentBook, BookDay, Entry, hash_code, normal_code
from kiosk.surroundings import Surroundings
from tests.kiosk.house import wall_ms
from tests.kiosk.searching import SEARCHED_SITE

MINUTE_MS = 60_000
KEYS = {f"2026-11-{day}": f"{day:02x}" * 32 for day in range(20, 31)}


def entry(
    name: str, hour: int, minute: int = 0, *, code: str = "", day: int = 23, **changes: object
) -> Entry:
    """An appointment with the tax office that can be checked in for from 30 min before to 15 min after."""
    at_ms = wall_ms(day, hour, minute)
    made = Entry(
        id=name,
        service="tax-personal",
        at_ms=at_ms,
        opens_ms=at_ms - 30 * MINUTE_MS,
        closes_ms=at_ms + 15 * MINUTE_MS,
        code=hash_code(normal_code(code), KEYS[f"2026-11-{day}"]) if code else None,
    )
    return msgspec.structs.replace(made, **changes)


def day(number: int, *entries: Entry, far: tuple[tuple[str, int], ...] = ()) -> BookDay:
    """A day of November; ``far`` are codes with their times, of a day that is still to come."""
    key = KEYS[f"2026-11-{number}"]
    return BookDay(
        date=f"2026-11-{number}",
        begins_ms=wall_ms(number, 0),
        ends_ms=wall_ms(number + 1, 0),
        entries=entries,
        codes=tuple((hash_code(normal_code(code), key), at_ms) for code, at_ms in far),
    )


def book(*days: BookDay) -> AppointmentBook:
    """A book of these days."""
    return AppointmentBook(incarnation="hub-1", revision=1, days=days)


CODED = (
    entry("now", 10, 30, code="AB-1234", party=3),
    entry("early", 13, code="EARLY1"),
    entry("late", 9, code="LATE22"),
    entry("used", 10, 15, code="USED33"),
)
TIMED = (
    entry("t-now", 10, 30, service="property"),
    entry("t-soon", 10, 45, service="property"),
    entry("t-early", 14, service="property"),
    entry("t-late", 9, service="property"),
)
DVV_TIMED = (
    entry("d-now", 10, 30, service="dvv-guardianship"),
    entry("d-other", 10, 30, service="dvv-certificates"),
)
BOOK = book(
    day(22, entry("gone", 11, code="GONE44", day=22)),
    day(23, *CODED, *TIMED, *DVV_TIMED),
    day(24, entry("tomorrow", 9, 30, code="NEXT55", day=24)),
    day(26, far=(("FAR666", wall_ms(26, 12)),)),
)
CODES_ONLY = book(day(23, *CODED))
TIMES_ONLY = book(day(23, *TIMED))
KEPT = frozenset({"used"})
BOOKED_SITE = Surroundings(
    SEARCHED_SITE.catalogue,
    msgspec.structs.replace(SEARCHED_SITE.config, appointment_keys=KEYS),
    SEARCHED_SITE.zone,
)
