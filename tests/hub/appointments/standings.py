"""What stands on the desk, made by hand for tests of what comes after it."""

from common.wire.appointments import Entry, hash_code
from hub.appointments.book import keys_of, make_book
from hub.appointments.dates import bounds, dates_around
from hub.appointments.seal import Sealed, hash_expert
from hub.appointments.standing import Report, Standing
from tests.hub.appointments.sources import HELSINKI, TODAY
from tests.hub.clock import HandClock

MINUTE_MS = 60_000
DATES = dates_around(TODAY)
KEYS = {date: f"{index:02x}" * 32 for index, date in enumerate(DATES)}
NOW = HandClock().wall


def appointment(
    name: str,
    minutes: int,
    code: str | None = None,
    expert: str = "",
    date: str = TODAY,
    service: str = "tax-personal",
) -> Sealed:
    """Return an appointment so many minutes after the hand clock begins, or on another date after noon."""
    at_ms = (NOW if date == TODAY else bounds(date, HELSINKI)[0] + 12 * 60 * MINUTE_MS) + minutes * MINUTE_MS
    entry = Entry(
        id=name,
        service=service,
        at_ms=at_ms,
        opens_ms=at_ms - 30 * MINUTE_MS,
        closes_ms=at_ms + 15 * MINUTE_MS,
        code=None if code is None else hash_code(code, KEYS[date]),
        expert=bool(expert),
    )
    return Sealed(date, entry, hash_expert(expert, KEYS[date]) if expert else "")


def standing(*sealed: Sealed, keys: dict[str, str] = KEYS, reports: tuple[Report, ...] = ()) -> Standing:
    book = make_book(sealed, TODAY, DATES, HELSINKI)
    known = {one.entry.id: one for one in sealed}
    return Standing(book=book, keys=keys_of(book, keys), known=known, reports=reports)
