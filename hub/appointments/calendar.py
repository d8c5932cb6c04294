"""Reads rows out of an iCalendar feed (RFC 5545). What could name a person is taken out before it is read."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Protocol, cast, runtime_checkable

from icalendar import Calendar, Component
from icalendar.prop import vDDDTypes

from hub.appointments.rows import ROWS_LIMIT, TEXT_LIMIT, Bad, Cause, FeedError, Reason, Row
from hub.appointments.tables import decoded
from hub.site.appointments import Fields, Source

_FOLDED = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r"^([A-Za-z0-9-]+)[;:]")
_BEGIN = re.compile(r"^BEGIN:", re.IGNORECASE | re.MULTILINE)
_STRUCTURE = frozenset({"BEGIN", "END"})
_TIMEZONE = frozenset({"TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})
_EVENT = frozenset({"UID", "DTSTART", "STATUS", "RRULE", "RDATE", "RECURRENCE-ID"})
_CANCELLED = "CANCELLED"


@runtime_checkable
class Encodable(Protocol):
    """A value of the library that is no text: a list of words, a date."""

    def to_ical(self) -> bytes:
        """Return it as it stands in a calendar."""
        ...


def read_calendar(content: bytes, source: Source) -> Iterator[Row | Bad]:
    """Yield the events. Cancelled ones have the state ``CANCELLED``; those that repeat are refused.

    Raises:
        FeedError: it is no iCalendar, or not a whole one, or more is in it than is read of a source.
    """
    text = _only(_wanted(source.fields), decoded(content, source))
    if len(_BEGIN.findall(text)) > ROWS_LIMIT:
        raise FeedError(Cause.TOO_LARGE)
    try:
        calendar = Calendar.from_ical(text)
        events = calendar.events
    except (ValueError, KeyError, IndexError, AttributeError, RecursionError) as error:
        # The library tells what is no calendar by all of these.
        raise FeedError(Cause.MALFORMED) from error
    for number, event in enumerate(events, start=1):
        yield _row(number, event, source)


def _wanted(fields: Fields) -> dict[str, str]:
    """Return our names, and which property each is read from."""
    named = {
        "code": fields.code,
        "service": fields.service,
        "language": fields.language,
        "party": fields.party,
        "expert": fields.expert,
        "state": fields.state,
    }
    return {ours: name.upper() for ours, name in named.items() if name is not None}


def _only(wanted: dict[str, str], text: str) -> str:
    """Return the calendar without the lines that nobody asked for: titles, descriptions, who takes part."""
    kept = _STRUCTURE | _TIMEZONE | _EVENT | set(wanted.values())
    return "\r\n".join(line for line in _FOLDED.sub("", text).splitlines() if _name(line) in kept) + "\r\n"


def _name(line: str) -> str:
    """Return a line's property; one that has none is kept, so that what is no calendar is noticed."""
    found = _LINE.match(line)
    return found[1].upper() if found else ("" if not line.strip() else "BEGIN")


def _row(number: int, event: Component, source: Source) -> Row | Bad:
    start = event.get("DTSTART")
    if start is None:
        return Bad(number, Reason.NO_START)
    if not isinstance(start, vDDDTypes):
        return Bad(number, Reason.BAD_START)
    moment = start.dt
    if isinstance(moment, dt.date) and not isinstance(moment, dt.datetime):
        return Bad(number, Reason.ALL_DAY)
    if not isinstance(moment, dt.datetime):
        return Bad(number, Reason.BAD_START)
    if "RRULE" in event or "RDATE" in event:
        return Bad(number, Reason.REPEATING)
    if moment.tzinfo is None and "TZID" in start.params:
        return Bad(number, Reason.TIMEZONE)
    values = {ours: _text(event, name) for ours, name in _wanted(source.fields).items()}
    if _text(event, "STATUS").upper() == _CANCELLED:
        values["state"] = _CANCELLED
    identifier = "/".join(filter(None, (_text(event, "UID"), _text(event, "RECURRENCE-ID"))))
    if any(len(value) > TEXT_LIMIT for value in (*values.values(), identifier)):
        return Bad(number, Reason.TOO_LONG)
    return Row(number=number, start=moment, id=identifier, **values)


def _text(event: Component, name: str) -> str:
    """Return the (first) value of a property as a text."""
    value = cast("object", event.get(name))
    if isinstance(value, list):
        value = next(iter(cast("list[object]", value)), None)
    if isinstance(value, Encodable) and not isinstance(value, str):
        return value.to_ical().decode("utf-8", "replace").strip()
    return "" if value is None else str(value).strip()
