"""Times, dates, ranges and durations as a language writes them; the patterns stand in its catalogue."""

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from common.screen.languages.plurals import FAMILIES, choose_form

_NO_BREAK = "\u00a0"
_MINUTE_S, _HOUR_S = 60, 3600
_JUST_NOW_S = 5
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_DAY = frozenset({"weekday", "day", "month", "year"})
KNOWN: dict[str, frozenset[str]] = {
    "time": frozenset({"hour", "minute"}),
    "time_with_seconds": frozenset({"hour", "minute", "second"}),
    "at_time": frozenset({"time"}),
    "day": _DAY - {"year"},
    "date": _DAY,
    "range": frozenset({"low", "high"}),
    "minutes": frozenset({"count"}),
    "now": frozenset(),
    "seconds_ago": frozenset({"count"}),
    "minutes_ago": frozenset({"count"}),
    "hours_ago": frozenset({"count"}),
}
"""What each pattern may fill in. All of it must be there, but for the weekday and the year of a date."""
_MAY_LACK = frozenset({"weekday", "year"})

Pattern = str | dict[str, str]
"""One pattern, or one for each plural form of the family."""


class Formats(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The `[formats]` of a catalogue. Spaces inside what is written become spaces that do not break."""

    time: str
    time_with_seconds: str
    at_time: str
    day: str
    date: str
    range: str
    minutes: Pattern
    """For a range its higher number chooses the form."""
    now: str
    seconds_ago: Pattern
    minutes_ago: Pattern
    hours_ago: Pattern
    weekdays: tuple[str, str, str, str, str, str, str]
    """Monday first."""
    months: tuple[str, str, str, str, str, str, str, str, str, str, str, str]
    comma: str = ", "
    """What stands between the names of a list; Arabic has a comma of its own."""
    plurals: str = "none"
    """The family of the catalogue, which puts it here."""

    def write_time(self, moment: dt.time | dt.datetime) -> str:
        """The time of a clock on the wall: `10.24`."""
        return _fill(self.time, hour=str(moment.hour), minute=f"{moment.minute:02}")

    def write_seconds(self, moment: dt.time | dt.datetime) -> str:
        """A time to the second, for the guard: `10.24.31`."""
        return _fill(
            self.time_with_seconds,
            hour=str(moment.hour),
            minute=f"{moment.minute:02}",
            second=f"{moment.second:02}",
        )

    def write_at(self, moment: dt.time | dt.datetime) -> str:
        """A time in a sentence: `klo 10.24`."""
        return _fill(self.at_time, time=self.write_time(moment))

    def write_day(self, day: dt.date) -> str:
        """A day of these weeks: `ma 23.11.`."""
        return _fill(self.day, **self._day(day))

    def write_date(self, day: dt.date) -> str:
        """A day with its year: `ma 23.11.2026`."""
        return _fill(self.date, **self._day(day))

    def write_weekday(self, day: dt.date) -> str:
        """The day of the week alone: `ma`."""
        return self.weekdays[day.weekday()]

    def write_moment(self, moment: dt.datetime, *, today: dt.date) -> str:
        """When something is next: `klo 9.00` today, otherwise `ti 24.11. klo 9.00`."""
        if moment.date() == today:
            return self.write_at(moment)
        return f"{self.write_day(moment.date())} {self.write_at(moment)}"

    def write_range(self, low: int, high: int) -> str:
        """Two numbers, or one where they are the same: `15–25`."""
        return str(low) if low == high else _fill(self.range, low=str(low), high=str(high))

    def write_minutes(self, low: int, high: int) -> str:
        """A wait: `15–25 min`."""
        return _fill(self._form(self.minutes, high), count=self.write_range(low, high))

    def write_ago(self, seconds: float) -> str:
        """How long ago: `12 s sitten`, `4 min sitten`, `2 h sitten`; whole units, rounded down."""
        if seconds < _JUST_NOW_S:
            return _fill(self.now)
        if seconds < 2 * _MINUTE_S:
            return self._count(self.seconds_ago, int(seconds))
        if seconds < 2 * _HOUR_S:
            return self._count(self.minutes_ago, int(seconds // _MINUTE_S))
        return self._count(self.hours_ago, int(seconds // _HOUR_S))

    def _count(self, pattern: Pattern, count: int) -> str:
        return _fill(self._form(pattern, count), count=str(count))

    def _form(self, pattern: Pattern, count: int) -> str:
        return pattern if isinstance(pattern, str) else choose_form(self.plurals, pattern, count)

    def _day(self, day: dt.date) -> dict[str, str]:
        return {
            "weekday": self.weekdays[day.weekday()],
            "day": str(day.day),
            "month": self.months[day.month - 1],
            "year": str(day.year),
        }


def _fill(pattern: str, **values: str) -> str:
    return pattern.format_map(values).replace(" ", _NO_BREAK)


def mistakes_in(formats: Formats) -> Iterator[str]:
    """What would fail when a time is written: a wrong placeholder, a plural form too few."""
    for name, known in KNOWN.items():
        pattern: Pattern = getattr(formats, name)
        forms = pattern if isinstance(pattern, dict) else {"": pattern}
        if isinstance(pattern, dict) and set(forms) != FAMILIES[formats.plurals][0]:
            needed = ", ".join(sorted(FAMILIES[formats.plurals][0]))
            yield f"formats.{name}: needs the plural forms {needed}, has {', '.join(forms)}"
        found = frozenset(name for form in forms.values() for name in _PLACEHOLDER.findall(form))
        if not known - _MAY_LACK <= found <= known:
            wanted = ", ".join(sorted(known)) or "none"
            yield f"formats.{name}: must have the placeholders {wanted}"
        if any(set("{}") & set(_PLACEHOLDER.sub("", form)) for form in forms.values()):
            yield f"formats.{name}: has a brace that is no placeholder"
