"""Where a moment of house time lies in the calendar, and whether an authority was open then. Pure."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hub.figures.legs import DayOfLegs
from hub.site.hours import Hours, Interval
from hub.site.timetable import Timetable

_HOUR_S, _DAY_S = 3600, 86_400
_DAY = dt.timedelta(days=1)


class Apart(StrEnum):
    """Arrivals that no opening hour can be given."""

    CLOSED = "(closed)"
    """When the authority was not open: an adviser checked them in, or the hours were others then."""
    UNKNOWN = "(unknown)"
    """The clock was not set, so nobody knows the hour."""


class Opening(NamedTuple):
    """An hour of the clock, counted from the midnight at which the numbered day's date begins.

    25 is from one to two in the night after. The hour that comes twice in autumn is one.
    """

    hour: int


class Calendar:
    """The hours of a site over the days that are counted; each is asked of the timetable once."""

    def __init__(self, timetable: Timetable) -> None:
        self._timetable = timetable
        self._zone: ZoneInfo = timetable.timezone
        self._openings: dict[tuple[str, dt.date], list[Interval]] = {}

    def opening(self, day: DayOfLegs, at: int, authority: str) -> Opening | Apart:
        """Return in which of an authority's opening hours a moment (house time, ms) lies.

        For an authority that the site no longer has, the site's own hours count.
        """
        moment = self.moment(day, at)
        if moment is None:
            return Apart.UNKNOWN
        at_s = int(moment.timestamp())
        if not any(begin <= at_s < end for begin, end in self.openings(authority, day.date)):
            return Apart.CLOSED
        return self._hour(day.date, moment)

    def moment(self, day: DayOfLegs, at: int) -> dt.datetime | None:
        """Return the local time of a moment of house time in ms; None where no clock was set.

        The wall's time at the opening of the day ties the two together. Where it was wrong (it belongs to
        another date than the numbered day) house time itself may have been set since.
        """
        tied = () if day.wall_ms is None or day.opened_at is None else (at - day.opened_at + day.wall_ms,)
        for ms in (*tied, at):
            try:
                moment = dt.datetime.fromtimestamp(ms / 1000, self._zone)
            except (OverflowError, ValueError, OSError):
                continue
            if moment.date() in {day.date, day.date + _DAY}:
                return moment
        return None

    def openings(self, authority: str, date: dt.date) -> list[Interval]:
        """Return when an authority opens on a date, in seconds since 1970."""
        known = self._openings.get((authority, date))
        if known is None:
            hours: Hours = self._timetable.authorities.get(authority, self._timetable.site)
            known = [
                (begin, end)
                for begin, end in hours.intervals(self._midnight(date), 1)
                if dt.datetime.fromtimestamp(begin, self._zone).date() == date or end - begin > _DAY_S
            ]
            self._openings[authority, date] = known
        return known

    def open_seconds(self, authorities: Iterable[str], date: dt.date) -> dict[Opening, int]:
        """Return for how long of each hour of a date at least one of these authorities was open."""
        both = sorted(span for name in authorities for span in self.openings(name, date))
        last = self._midnight(date + _DAY)
        found: dict[Opening, int] = {}
        reached = 0
        for begin, end in both:
            at = max(begin, reached, self._midnight(date))
            end = min(end, last) if end - begin > _DAY_S else end  # noqa: PLW2901 — a site that never closes
            while at < end:
                hour = self._hour(date, dt.datetime.fromtimestamp(at, self._zone))
                until = min(end, at - at % _HOUR_S + _HOUR_S)
                found[hour] = found.get(hour, 0) + until - at
                at = until
            reached = max(reached, end)
        return found

    def _hour(self, date: dt.date, moment: dt.datetime) -> Opening:
        return Opening(24 * (moment.date() - date).days + moment.hour)

    def _midnight(self, date: dt.date) -> int:
        return int(dt.datetime.combine(date, dt.time(), self._zone).timestamp())
