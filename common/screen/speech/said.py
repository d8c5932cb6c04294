"""Turns what is written into what is said: an engine reads "16.15" and "ti 24.11." as mere figures. Pure.

What a language writes stands as patterns in the `[formats]` of its catalogue, and how it says the same in its
`[speech]`: whatever was written by the one is found again and said by the other, so that a new language needs
no code.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from common.screen.languages.formats import Formats
from common.screen.languages.messages import Messages

_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
_SPACES = re.compile(r"\s+")
_FIGURES = {
    "hour": r"(?P<hour>\d{1,2})",
    "minute": r"(?P<minute>\d{2})",
    "day": r"(?P<day>\d{1,2})",
    "year": r"(?P<year>\d{4})",
    "low": r"(?P<low>\d+)",
    "high": r"(?P<high>\d+)",
}
# Marks that divide on the screen are pauses in speech; quotes are nothing.
_MARKS = str.maketrans('·–—…•→"”“', ",,,.,,   ")
_LEAST_HIGH = 10  # minutes below ten are said as two figures: "9 0 5"

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def said(text: str, words: Messages) -> str:
    """A text as it is to be said in the language of `words`; one line, without signs that are only drawn."""
    text = _SPACES.sub(" ", text)
    for found, say in _rules(words):
        text = found.sub(say, text)
    return _SPACES.sub(" ", text.translate(_MARKS)).replace(" ,", ",").strip(" ,")


@lru_cache(maxsize=32)
def _rules(words: Messages) -> tuple[Rule, ...]:
    """The longest patterns first: a date before a time, a time in a sentence before a bare one."""
    formats = words.formats
    time = _regex(formats.time, formats)
    at_time = formats.at_time.replace("{time}", formats.time)
    spans = (formats.range, "{high}")
    patterns = [formats.minutes] if isinstance(formats.minutes, str) else [*formats.minutes.values()]
    minutes = dict.fromkeys(pattern.replace("{count}", span) for pattern in patterns for span in spans)
    return (
        (_regex(formats.date, formats), lambda found: f"{_day(words, found)} {found['year']}"),
        (_regex(formats.day, formats), lambda found: _day(words, found)),
        (_regex(at_time, formats), lambda found: words.text("speech.at_time", time=_clock(words, found))),
        (time, lambda found: _clock(words, found)),
        *((_regex(pattern, formats), lambda found: _minutes(words, found)) for pattern in minutes),
        (_regex(formats.range, formats), lambda found: _range(words, found)),
    )


def _regex(pattern: str, formats: Formats) -> re.Pattern[str]:
    named = _FIGURES | {
        "weekday": f"(?P<weekday>{_any_of(formats.weekdays)})",
        "month": f"(?P<month>{_any_of(formats.months)})",
    }
    parts = _PLACEHOLDER.split(_SPACES.sub(" ", pattern))
    found = "".join(named[part] if index % 2 else re.escape(part) for index, part in enumerate(parts))
    # A figure is never torn out of a longer one, nor a time out of a date with points.
    return re.compile(rf"(?<![\w.:–-]){found}(?!\w|[.:–-]\d)")


def _any_of(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True))


def _listed(words: Messages, key: str, index: int) -> str:
    names = words.text(key).split("|")
    return names[index] if 0 <= index < len(names) else ""


def _day(words: Messages, found: re.Match[str]) -> str:
    day, parts = int(found["day"]), found.groupdict()
    weekday = parts.get("weekday")
    weekdays = words.formats.weekdays
    said_day = words.text(
        "speech.day",
        weekday="" if weekday is None else _listed(words, "speech.weekdays", weekdays.index(weekday)),
        day=_listed(words, "speech.days", day - 1) or str(day),
        month=_listed(words, "speech.months", words.formats.months.index(found["month"])),
    )
    return said_day.strip()


def _clock(words: Messages, found: re.Match[str]) -> str:
    hour, minute = int(found["hour"]), int(found["minute"])
    if not minute:
        return words.text("speech.hour", hour=hour)
    return words.text("speech.clock", hour=hour, minute=minute if minute >= _LEAST_HIGH else f"0 {minute}")


def _range(words: Messages, found: re.Match[str]) -> str:
    return words.text("speech.range", low=found["low"], high=found["high"])


def _minutes(words: Messages, found: re.Match[str]) -> str:
    high = found["high"]
    span = _range(words, found) if "low" in found.groupdict() else high
    return words.text("speech.minutes", count=int(high), range=span)
