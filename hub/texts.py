"""Texts in one language: a catalogue a file, and how times and durations are written."""

import datetime as dt
import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

LANGUAGES = ("fi", "sv", "en")
"""The first is the model and the last resort."""

_MINUTE_S, _HOUR_S = 60, 3600


class Texts:
    """Texts by key, such as ``desk.call_next``; it never changes."""

    def __init__(self, code: str, texts: Mapping[str, str], timezone: ZoneInfo) -> None:
        """Know the texts of the language ``code``; times are told in ``timezone``."""
        self.code = code
        self._texts = texts
        self._timezone = timezone

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its placeholders filled in.

        Of a text that depends on ``count`` the form ``key.one`` is taken for 1, else ``key.other``. Raises
        :class:`KeyError` for a text or a value that is not there: a mistake of the program.
        """
        text = self._texts.get(key)
        if text is None:
            text = self._texts[f"{key}.{'one' if values['count'] == 1 else 'other'}"]
        return text.format_map(values)

    def has(self, key: str) -> bool:
        """Tell whether there is such a text."""
        return key in self._texts

    def known(self, group: str, word: str) -> str:
        """Return the text for a word that came from outside, or the word itself."""
        return self._texts.get(f"{group}.{word}", word)

    def choose(self, names: Mapping[str, str]) -> str:
        """Return the site's own text in this language, or in the next best one."""
        for code in (self.code, *LANGUAGES):
            if code in names:
                return names[code]
        return next(iter(names.values()), "")

    def duration(self, seconds: int) -> str:
        """Return a duration in words: minutes from one on, hours from one on."""
        if seconds < _MINUTE_S:
            return self("format.seconds", count=max(0, seconds))
        if seconds < _HOUR_S:
            return self("format.minutes", count=seconds // _MINUTE_S)
        hours, rest = divmod(seconds, _HOUR_S)
        return self("format.hours", hours=hours, minutes=rest // _MINUTE_S)

    def time(self, wall_ms: int) -> str:
        """Return the time of day of a wall time in ms since 1970."""
        moment = dt.datetime.fromtimestamp(wall_ms / 1000, self._timezone)
        return self("format.time", hour=moment.hour, minute=f"{moment.minute:02}")

    def day(self, date: dt.date) -> str:
        """Return a date with its weekday."""
        weekday = self(f"format.weekday_{date.isoweekday()}")
        return self("format.day", weekday=weekday, day=date.day, month=date.month, year=date.year)

    def moment(self, wall_ms: int, now_ms: int) -> str:
        """Return the time of day, with its date where that is not today's."""
        date, today = (
            dt.datetime.fromtimestamp(at / 1000, self._timezone).date() for at in (wall_ms, now_ms)
        )
        if date == today:
            return self("format.today_at", time=self.time(wall_ms))
        return self("format.day_at", day=self.day(date), time=self.time(wall_ms))


def read_texts(path: Path) -> dict[str, str]:
    """Return a catalogue's texts by key; raises :class:`TypeError` where something else stands in it."""
    return dict(_flat("", tomllib.loads(path.read_text(encoding="utf-8"))))


def placeholders(text: str) -> frozenset[str]:
    """Return the names of a text's placeholders."""
    return frozenset(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name)


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{prefix}{key}.", value)  # pyright: ignore[reportUnknownArgumentType] — TOML
        elif isinstance(value, str):
            yield f"{prefix}{key}", value
        else:
            raise TypeError(f"{prefix}{key} is no text.")
