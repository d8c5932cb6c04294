"""From what a source says to an appointment at this site, or to a reason why not. Pure."""

import datetime as dt
import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from common.wire.appointments import normal_code
from common.wire.message import LANGUAGE_PATTERN
from hub.accounts.account import folded
from hub.appointments.rows import ROWS_LIMIT, Bad, Cause, FeedError, Reason, Row
from hub.site.appointments import Matched, Source
from hub.site.schema import Site

CANCELLED = "cancelled"
"""What the state of a cancelled event of iCalendar reads, in small letters."""

_LANGUAGE = re.compile(LANGUAGE_PATTERN)
_HAS_TIME = re.compile(r"\d[T ]?\d*:|\dT\d")
_MOST_PEOPLE = 50
_MS = 1000


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """An appointment as its source means it: in memory alone, for as long as it takes to seal it.

    ``date`` is the site's local date, ``code`` a normal code or empty, ``expert`` what the source calls the
    expert, ``identity`` what tells it apart from others of its source.
    """

    date: str
    at_ms: int
    service: str
    identity: str
    code: str = ""
    language: str | None = None
    party: int = 1
    expert: str = ""


class Plan(msgspec.Struct, frozen=True):
    """What a source gave: the appointments of the wanted dates, and the rows that were refused."""

    planned: tuple[Planned, ...]
    refused: tuple[Bad, ...]


def plan(rows: Iterable[Row | Bad], source: Source, site: Site, dates: frozenset[str]) -> Plan:
    """Return what the rows of a source come to on these local dates.

    Raises:
        FeedError: there are too many rows, or not one of them is good.
    """
    reader = _Reader(source, site)
    planned: dict[str, Planned] = {}
    refused: list[Bad] = []
    good = 0
    for count, row in enumerate(rows):
        if count >= ROWS_LIMIT:
            raise FeedError(Cause.TOO_LARGE)
        read = row if isinstance(row, Bad) else reader.read(row)
        if isinstance(read, Bad):
            refused.append(read)
            continue
        good += 1
        if read is None or read.date not in dates:
            continue
        if not isinstance(row, Bad) and row.id and read.identity in planned:
            refused.append(Bad(row.number, Reason.DOUBLE))
            continue
        unique = _numbered(read, planned)
        planned[unique.identity] = unique
    if refused and not good:
        raise FeedError(Cause.NO_GOOD_ROW)
    return Plan(_without_doubtful_experts(planned.values()), tuple(refused))


def _numbered(read: Planned, planned: dict[str, Planned]) -> Planned:
    """Tell appointments apart that are the same in all that is known of them, by counting."""
    identity, count = read.identity, 1
    while identity in planned:
        count += 1
        identity = f"{read.identity}\0{count}"
    return msgspec.structs.replace(read, identity=identity)


def _without_doubtful_experts(planned: Iterable[Planned]) -> tuple[Planned, ...]:
    """Without codes nobody knows which of two at one time has come: none of their experts is named then."""
    listed = tuple(planned)
    experts: dict[tuple[str, int], set[str]] = {}
    for one in listed:
        if not one.code:
            experts.setdefault((one.service, one.at_ms), set()).add(one.expert)
    return tuple(
        msgspec.structs.replace(one, expert="")
        if not one.code and len(experts[one.service, one.at_ms]) > 1
        else one
        for one in listed
    )


class _Reader:
    """Reads the rows of one source."""

    def __init__(self, source: Source, site: Site) -> None:
        self._source = source
        self._home = ZoneInfo(site.timezone)
        self._zone = ZoneInfo(source.timezone or site.timezone)
        self._own = frozenset(site.services_of(source.authority))
        self._spoken = frozenset(site.spoken)
        self._cancelled = frozenset({CANCELLED, *(word.casefold() for word in source.cancelled)})

    def read(self, row: Row) -> Planned | Bad | None:
        """Return the appointment, why it is refused, or None for one that was cancelled."""
        if row.state.casefold() in self._cancelled:
            return None
        moment = self._moment(row.start)
        if isinstance(moment, Reason):
            return Bad(row.number, moment)
        service = self._service(row.service)
        if service is None:
            return Bad(row.number, Reason.SERVICE)
        party = _party(row.party)
        if party is None:
            return Bad(row.number, Reason.PARTY)
        code = normal_code(row.code) if self._source.matched is Matched.CODE else ""
        if self._source.matched is Matched.CODE and not code:
            return Bad(row.number, Reason.NO_CODE)
        at_ms = round(moment.timestamp() * _MS)
        language, expert = self._language(row.language), folded(row.expert)
        known = (code, str(at_ms), service, language or "", str(party), expert)
        return Planned(
            date=moment.astimezone(self._home).date().isoformat(),
            at_ms=at_ms,
            service=service,
            identity=row.id or "\0".join(known),
            code=code,
            language=language,
            party=party,
            expert=expert,
        )

    def _moment(self, start: str | dt.datetime) -> dt.datetime | Reason:
        """Return the moment; a time of day that comes twice that night is meant the first time."""
        if start == "":
            return Reason.NO_START
        read = start if isinstance(start, dt.datetime) else self._parsed(start)
        if isinstance(read, Reason):
            return read
        try:
            local = read.replace(tzinfo=self._zone) if read.tzinfo is None else read
            moment = local.astimezone(dt.UTC)
            back = moment.astimezone(local.tzinfo)
            moment.timestamp()
            moment.astimezone(self._home)
        except (OverflowError, ValueError, ZoneInfoNotFoundError):
            return Reason.BAD_START
        if back.replace(tzinfo=None) != local.replace(tzinfo=None):
            return Reason.NO_SUCH_TIME
        return moment if moment.year > 1970 else Reason.BAD_START  # noqa: PLR2004 — before clocks count

    def _parsed(self, text: str) -> dt.datetime | Reason:
        form = self._source.time_format
        try:
            if form is not None:
                return dt.datetime.strptime(text, form)  # noqa: DTZ007 — the zone is put in by who asks
            read = dt.datetime.fromisoformat(text)
        except ValueError:
            return Reason.BAD_START
        return read if _HAS_TIME.search(text) else Reason.ALL_DAY

    def _service(self, word: str) -> str | None:
        if not word:
            return self._source.service
        service = self._source.services.get(word, word)
        return service if service in self._own else None

    def _language(self, word: str) -> str | None:
        named = self._source.languages.get(word)
        if named is not None:
            return named
        code = re.split("[-_]", word.lower(), maxsplit=1)[0]
        return code if _LANGUAGE.match(code) and code in self._spoken else None


def _party(word: str) -> int | None:
    if not word:
        return 1
    if not (word.isascii() and word.isdecimal() and len(word) <= len(str(_MOST_PEOPLE))):
        return None
    return int(word) if 1 <= int(word) <= _MOST_PEOPLE else None
