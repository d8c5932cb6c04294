"""Opening hours: OpenStreetMap's expressions and a country's public holidays, as intervals of epoch seconds.

What the library counts as Finland's public holidays (``PH``), for 2000 to 2076: New Year's Day, Epiphany,
Good Friday, Easter Sunday and Monday, May Day, Ascension Day, Whit Sunday, Midsummer Eve and Day, All Saints'
Day, Independence Day, Christmas Eve, Christmas Day and Boxing Day. Offices are shut on the two eves, so
``PH off`` is enough for them. Not among them: Easter Saturday and New Year's Eve.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast
from zoneinfo import ZoneInfo

from opening_hours import (
    OpeningHours,
    ParserError,  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType] - not in its stubs
    State,
    UnknownCountryError,  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType] - as above
)

Interval = tuple[int, int]
"""From (included) to (excluded), seconds since 1970, UTC."""

FAR_DAYS = 400
"""How far :meth:`Hours.next_opening` looks: a yearly day is found, whatever day it is today."""

_UNREADABLE = cast("type[Exception]", ParserError)
_NO_COUNTRY = cast("type[Exception]", UnknownCountryError)
_NEAR_DAYS = 15
_HINT = 'write hours as OpenStreetMap does, such as "Mo-Fr 08:00-16:15; PH off"'
_COLUMN = re.compile(r"--> \d+:(\d+)")
_DOT_TIME = re.compile(r"\d\.\d\d")
_DAY = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ?(\d{1,2})\b(?!:)")
_MONTHS = tuple(calendar.month_abbr)


class HoursError(ValueError):
    """Opening hours, a time zone or a country that cannot be understood; ``hint`` tells what is right."""

    def __init__(self, problem: str, hint: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Hours:
    """When something is open: where all of its expressions are.

    Clock times are local. One that does not exist (the hour that summer time takes) means the moment of the
    change; of one that comes twice in autumn the second is meant. A state that the expression calls unknown
    counts as closed.
    """

    timezone: ZoneInfo
    parts: tuple[OpeningHours, ...]

    def within(self, outer: "Hours") -> "Hours":
        """Return the hours in which both are open: an authority's within its site's."""
        return Hours(self.timezone, outer.parts + self.parts)

    def intervals(self, start: int, days: int) -> list[Interval]:
        """Return the openings from ``start`` on that begin within ``days`` days, today included; in order.

        They are whole: the first may have begun before ``start``. One that is longer than from yesterday's
        midnight to the midnight after the last day and one more is cut there.
        """
        today = dt.datetime.fromtimestamp(start, self.timezone).date()
        first, horizon, last = (self._midnight(today, ahead) for ahead in (-1, days, days + 1))
        found: list[Interval] = [(_seconds(first), _seconds(last))]
        for part in self.parts:
            found = list(_both(found, _merged(_open(part, first, last))))
        return [(begin, end) for begin, end in found if end > start and begin < _seconds(horizon)]

    def is_open(self, at: int) -> bool:
        """Tell whether it is open at this moment."""
        return self.closing(at) is not None

    def closing(self, at: int) -> int | None:
        """Return when the opening that ``at`` lies in ends; None when closed."""
        return next((end for begin, end in self.intervals(at, 1) if begin <= at), None)

    def next_opening(self, at: int) -> int | None:
        """Return the first moment from ``at`` on when it is open: ``at`` itself when it is open then.

        None when it does not open within :data:`FAR_DAYS` days.
        """
        for days in (_NEAR_DAYS, FAR_DAYS):
            for begin, _end in self.intervals(at, days):
                return max(begin, at)
        return None

    def _midnight(self, day: dt.date, ahead: int) -> dt.datetime:
        return dt.datetime.combine(day + dt.timedelta(days=ahead), dt.time(), self.timezone)


def parse(expression: str, timezone: ZoneInfo, country: str = "FI") -> Hours:
    """Read opening hours in OpenStreetMap's syntax.

    Raises:
        HoursError: the expression cannot be read, names a day that does not exist, or the country is unknown.
    """
    for month, day in _DAY.findall(expression):
        # The library takes "Feb 30" for every day of the year. A leap year is the generous choice.
        if not 1 <= int(day) <= calendar.monthrange(2028, _MONTHS.index(month))[1]:
            raise HoursError(f"names a day that does not exist, {month} {day}", "correct the date")
    try:
        hours = OpeningHours(
            expression, timezone=timezone, country=country, auto_country=False, auto_timezone=False
        )
    except _UNREADABLE as error:
        raise _unreadable(expression, str(error)) from error
    except _NO_COUNTRY as error:
        raise HoursError(f"no public holidays are known for {country}", "two letters, such as FI") from error
    return Hours(timezone, (hours,))


def zone(name: str) -> ZoneInfo:
    """Return the time zone of this name.

    Raises:
        HoursError: there is none.
    """
    try:
        timezone = ZoneInfo(name)
        OpeningHours("24/7", timezone=timezone, auto_country=False, auto_timezone=False)
    except (KeyError, OSError, TypeError, ValueError) as error:
        raise HoursError("is not a known time zone", "such as Europe/Helsinki") from error
    return timezone


def _unreadable(expression: str, sentence: str) -> HoursError:
    column = _COLUMN.search(sentence)
    rest = expression[int(column[1]) - 1 :].strip() if column else ""
    problem = f'cannot be read from "{rest[:30]}" on' if rest else "cannot be read"
    hint = f"times have a colon, 08:00; {_HINT}" if _DOT_TIME.search(expression) else _HINT
    return HoursError(problem, hint)


def _open(part: OpeningHours, first: dt.datetime, last: dt.datetime) -> Iterator[Interval]:
    for begin, end, state, _comment in part.intervals(first, last):
        if state == State.OPEN:
            yield _seconds(begin), _seconds(end)


def _merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Join what touches: two rules that meet at noon are one opening."""
    merged: list[Interval] = []
    for begin, end in intervals:
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif begin < end:
            merged.append((begin, end))
    return merged


def _both(these: list[Interval], those: list[Interval]) -> Iterator[Interval]:
    """Yield where an interval of each overlaps; both lists are in order and free of overlaps."""
    i = j = 0
    while i < len(these) and j < len(those):
        begin, end = max(these[i][0], those[j][0]), min(these[i][1], those[j][1])
        if begin < end:
            yield begin, end
        if these[i][1] <= those[j][1]:
            i += 1
        else:
            j += 1


def _seconds(moment: dt.datetime) -> int:
    return int(moment.timestamp())
