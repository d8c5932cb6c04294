"""What can be said of appointments at this moment: by code, by time, with whom, at which times. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from common.wire.appointments import AppointmentBook, Entry
from common.wire.arrivals import Fit, Match, find_by_code, find_by_time, judge, times_now
from common.wire.site import Authority, Catalogue
from kiosk.choices.offers import find_service
from kiosk.choices.situations import found_offers
from kiosk.surroundings import Surroundings

NONE_KNOWN = Match(Fit.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Ways:
    """How appointments can be found in the book: by their codes, and today by their times."""

    by_code: bool
    by_time: bool


@dataclass(frozen=True, slots=True)
class TimeOffer:
    """A time that somebody may have, and for which service where several have that time.

    ``fit`` is what would be answered now.
    """

    at_ms: int
    service: str | None
    fit: Match


def ways(site: Surroundings, book: AppointmentBook | None, now_ms: int) -> Ways:
    """Return how appointments can be found; in no way without a book.

    A code counts on whichever day it is: who came on the wrong one is told the right one. By its time only
    an appointment of today can be found.
    """
    if book is None:
        return Ways(by_code=False, by_time=False)
    has_codes = any(day.codes or any(one.code is not None for one in day.entries) for day in book.days)
    return Ways(
        by_code=has_codes and bool(site.config.appointment_keys), by_time=bool(owners(site, book, now_ms))
    )


def owners(
    site: Surroundings, book: AppointmentBook, now_ms: int, kept: Collection[str] = frozenset()
) -> tuple[Authority, ...]:
    """Return who expects somebody today by the time alone, in the order of the site file."""
    expected = {entry.service for entry in _expected(book, now_ms) if entry.id not in kept}
    owning = {one.authority for one in site.catalogue.services if one.id in expected}
    return tuple(one for one in site.catalogue.authorities if one.id in owning)


def times(
    site: Surroundings,
    authority: str,
    book: AppointmentBook,
    now_ms: int,
    kept: Collection[str] = frozenset(),
) -> tuple[TimeOffer, ...]:
    """Return the unused times of today with an authority: those that count now, then the others."""
    services = [one.id for one in site.catalogue.services if one.authority == authority]
    expected = [one for one in _expected(book, now_ms) if one.service in services and one.id not in kept]
    at_times: dict[int, list[str]] = {}
    for service in services:
        for at_ms in sorted({one.at_ms for one in expected if one.service == service}):
            at_times.setdefault(at_ms, []).append(service)
    offers = [
        TimeOffer(
            at_ms,
            service if len(at_times[at_ms]) > 1 else None,
            find_by_time((service,), book, now_ms, at_ms=at_ms, kept=kept),
        )
        for at_ms in sorted(at_times)
        for service in at_times[at_ms]
    ]
    counting = set(times_now(services, book, now_ms, kept))
    return tuple(sorted(offers, key=lambda one: (one.at_ms not in counting, one.at_ms)))


def by_code(
    text: str, site: Surroundings, book: AppointmentBook, now_ms: int, kept: Collection[str] = frozenset()
) -> Match:
    """Return the answer to a code that was typed or shown."""
    return _of_site(find_by_code(text, site.config.appointment_keys, book, now_ms, kept), site.catalogue)


def by_time(
    site: Surroundings,
    authority: str,
    book: AppointmentBook,
    now_ms: int,
    *,
    at_ms: int,
    service: str | None = None,
    language: str = "",
    kept: Collection[str] = frozenset(),
) -> Match:
    """Return the answer to who tells the time of an appointment with an authority, or one service of it."""
    services = [
        one.id for one in site.catalogue.services if one.authority == authority and service in (None, one.id)
    ]
    return find_by_time(services, book, now_ms, at_ms=at_ms, language=language, kept=kept)


def ordinary_left(match: Match, site: Surroundings, full: Collection[str], now_ms: int) -> bool:
    """Tell whether an ordinary number is left to who came too late; ``full`` services give none."""
    entry = match.entry
    if entry is None or match.fit is not Fit.TOO_LATE or site.config.offers == "appointments":
        return False
    found = found_offers(site.catalogue, (entry.service,), {}, now_ms)
    return entry.service not in full and any(one.available for one in found)


def _expected(book: AppointmentBook, now_ms: int) -> Iterator[Entry]:
    """Yield who is expected by time today, or counts now though the appointment is beyond midnight."""
    for day in book.days:
        for entry in day.entries:
            if entry.code is None and judge(entry, day, now_ms) is not Fit.OTHER_DAY:
                yield entry


def _of_site(match: Match, catalogue: Catalogue) -> Match:
    """Return a match for a service that there is; nobody could be called for another."""
    entry = match.entry
    return NONE_KNOWN if entry and find_service(catalogue, entry.service) is None else match
