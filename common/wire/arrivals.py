"""Decides what somebody with an appointment is answered: the same on a kiosk and in the hub. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec

from common.wire.appointments import AppointmentBook, BookDay, Entry, hash_code, normal_code

ON_TIME_MS = 300_000
"""Five minutes to either side of its time nobody is told that they are early or late."""


class Fit(StrEnum):
    """How an arrival fits an appointment; each has its own answer."""

    ON_TIME = "on-time"
    EARLY = "early"
    """It counts, and comes into line by its time."""
    LATE = "late"
    """It still counts."""
    TOO_EARLY = "too-early"
    """It counts from its :attr:`Match.opens_ms` on."""
    TOO_LATE = "too-late"
    """It does not count any more: an ordinary number is left."""
    USED = "used"
    """Somebody has checked in for it already."""
    OTHER_DAY = "other-day"
    UNKNOWN = "unknown"


ACCEPTED = frozenset({Fit.ON_TIME, Fit.EARLY, Fit.LATE})
"""With these the customer checks in for the appointment."""

_RANKS = dict.fromkeys(ACCEPTED, 0) | {
    Fit.TOO_EARLY: 1,
    Fit.TOO_LATE: 1,
    Fit.USED: 2,
    Fit.OTHER_DAY: 3,
    Fit.UNKNOWN: 4,
}


class Match(msgspec.Struct, frozen=True):
    """The answer. ``at_ms`` is the appointment's time, 0 for none; ``entry`` is there for days near today."""

    fit: Fit
    at_ms: int = 0
    entry: Entry | None = None

    @property
    def accepted(self) -> bool:
        """Whether the customer checks in for the appointment."""
        return self.fit in ACCEPTED

    @property
    def opens_ms(self) -> int:
        """From when the customer can check in for it, 0 where that is not known."""
        return 0 if self.entry is None else self.entry.opens_ms


UNKNOWN = Match(Fit.UNKNOWN)


def judge(entry: Entry, day: BookDay, now_ms: int) -> Fit:
    """Return how somebody who comes now fits an appointment of ``day``; also across midnight."""
    if entry.opens_ms <= now_ms <= entry.closes_ms:
        if abs(now_ms - entry.at_ms) <= ON_TIME_MS:
            return Fit.ON_TIME
        return Fit.EARLY if now_ms < entry.at_ms else Fit.LATE
    if not day.begins_ms <= now_ms < day.ends_ms:
        return Fit.OTHER_DAY
    return Fit.TOO_EARLY if now_ms < entry.opens_ms else Fit.TOO_LATE


def find_by_code(
    code: str,
    keys: Mapping[str, str],
    book: AppointmentBook,
    now_ms: int,
    kept: Collection[str] = frozenset(),
) -> Match:
    """Return the answer to a code as somebody typed or showed it.

    ``keys`` are those of the dates, ``now_ms`` wall time in ms since 1970, ``kept`` the ids of appointments
    that were used. Where the code stands for several, the one that fits best is meant.
    """
    normal = normal_code(code)
    return _best(_with_code(normal, keys, book, now_ms, kept) if normal else (), now_ms)


def find_by_time(
    services: Collection[str],
    book: AppointmentBook,
    now_ms: int,
    *,
    at_ms: int | None = None,
    language: str = "",
    kept: Collection[str] = frozenset(),
) -> Match:
    """Return the answer to somebody who has no code and comes for one of these services.

    ``at_ms`` is the time that the customer tells; without it the nearest appointment is meant that nobody has
    used, of today. Among several at one time that is one in the customer's ``language``, where there is any.
    """
    found: list[Match] = []
    for day, entry in _without_code(services, book):
        if at_ms is None:
            meant = entry.id not in kept and judge(entry, day, now_ms) is not Fit.OTHER_DAY
        else:
            meant = entry.at_ms == at_ms
        if meant:
            found.append(_match(day, entry, now_ms, kept))
    return _best(found, now_ms, language)


def times_now(
    services: Collection[str], book: AppointmentBook, now_ms: int, kept: Collection[str] = frozenset()
) -> tuple[int, ...]:
    """Return the times that a customer without a code may choose from now, each once, in order."""
    return tuple(
        sorted(
            {
                entry.at_ms
                for day, entry in _without_code(services, book)
                if entry.id not in kept and judge(entry, day, now_ms) in ACCEPTED
            }
        )
    )


def _with_code(
    code: str, keys: Mapping[str, str], book: AppointmentBook, now_ms: int, kept: Collection[str]
) -> Iterator[Match]:
    """Yield all that the code stands for; every hash is looked at, and each takes the same time."""
    import hmac  # noqa: PLC0415 - it loads OpenSSL, for which the kiosk's first picture does not wait

    for day in book.days:
        key = keys.get(day.date)
        if key is None:
            continue
        wanted = hash_code(code, key)
        for entry in day.entries:
            if hmac.compare_digest(entry.code or "", wanted):
                yield _match(day, entry, now_ms, kept)
        for known, at_ms in day.codes:
            if hmac.compare_digest(known, wanted):
                yield Match(Fit.OTHER_DAY, at_ms)


def _without_code(services: Collection[str], book: AppointmentBook) -> Iterator[tuple[BookDay, Entry]]:
    for day in book.days:
        for entry in day.entries:
            if entry.code is None and entry.service in services:
                yield day, entry


def _match(day: BookDay, entry: Entry, now_ms: int, kept: Collection[str]) -> Match:
    fit = Fit.USED if entry.id in kept else judge(entry, day, now_ms)
    return Match(fit, entry.at_ms, entry)


def _best(matches: Iterable[Match], now_ms: int, language: str = "") -> Match:
    def order(match: Match) -> tuple[int, bool, int, bool, int, str]:
        entry = match.entry
        other = bool(language) and (entry is None or entry.language != language)
        # Of two other days, the coming one tells somebody what to do.
        gone = match.fit is Fit.OTHER_DAY and match.at_ms < now_ms
        return (
            _RANKS[match.fit],
            gone,
            abs(match.at_ms - now_ms),
            other,
            match.at_ms,
            entry.id if entry else "",
        )

    return min(matches, key=order, default=UNKNOWN)
