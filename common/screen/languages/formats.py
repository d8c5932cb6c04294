"""Times, dates, ranges and durations as a language writes them; the patterns stand in its catalogue."""

import datetime as dt

import msgspec

_NO_BREAK = "\u00a0"
_MINUTE_S, _HOUR_S = 60, 3600
_JUST_NOW_S = 5


class Formats(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The `[formats]` of a catalogue. Spaces inside what is written become spaces that do not break."""

    time: str
    time_with_seconds: str
    at_time: str
    day: str
    date: str
    range: str
    minutes: str
    now: str
    seconds_ago: str
    minutes_ago: str
    hours_ago: str
    weekdays: tuple[str, str, str, str, str, str, str]
    """Monday first."""
    months: tuple[str, str, str, str, str, str, str, str, str, str, str, str]

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
        return _fill(self.minutes, count=self.write_range(low, high))

    def write_ago(self, seconds: float) -> str:
        """How long ago: `12 s sitten`, `4 min sitten`, `2 h sitten`; whole units, rounded down."""
        if seconds < _JUST_NOW_S:
            return _fill(self.now)
        if seconds < 2 * _MINUTE_S:
            return _fill(self.seconds_ago, count=str(int(seconds)))
        if seconds < 2 * _HOUR_S:
            return _fill(self.minutes_ago, count=str(int(seconds // _MINUTE_S)))
        return _fill(self.hours_ago, count=str(int(seconds // _HOUR_S)))

    def _day(self, day: dt.date) -> dict[str, str]:
        return {
            "weekday": self.weekdays[day.weekday()],
            "day": str(day.day),
            "month": self.months[day.month - 1],
            "year": str(day.year),
        }


def _fill(pattern: str, **values: str) -> str:
    return pattern.format_map(values).replace(" ", _NO_BREAK)
