"""The appointments of the demo's site, around now, in the lists that two authorities' own systems write."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from simulator.bookings import NAMES, Booking, as_csv

CODES_NOW = ("2461", "2462", "2463", "2464", "2465", "2466")
"""Codes of tax appointments at this time, for one customer each."""
CODE_EARLY, CODE_TOO_EARLY, CODE_TOO_LATE, CODE_TOMORROW = "3571", "4682", "5793", "6814"
"""In 20 minutes, which counts; in two hours; an hour ago; and at this time tomorrow."""

_STEP_MIN, _QUARTER_MIN = 5, 15
_BY_CODE, _BY_TIME = "tax-personal", "dvv-registration"
_SETTLED_S = 60
"""A list younger than two seconds is left to settle: these count as written before the hub came."""


def write_lists(folder: Path, now: datetime) -> None:
    """Write ``tax.csv``, whose customers have codes, and ``dvv.csv``, whose customers know their time."""
    _write(folder / "tax.csv", _with_codes(now))
    _write(folder / "dvv.csv", _with_times(now))


def _with_codes(now: datetime) -> tuple[Booking, ...]:
    at = _rounded(now, _STEP_MIN)
    minute = timedelta(minutes=1)
    times = {
        **dict.fromkeys(CODES_NOW, at),
        CODE_EARLY: at + 20 * minute,
        CODE_TOO_EARLY: at + 120 * minute,
        CODE_TOO_LATE: at - 60 * minute,
        CODE_TOMORROW: at + timedelta(days=1),
    }
    return tuple(
        Booking(f"tax-{code}", start, _BY_CODE, code, NAMES[number % len(NAMES)])
        for number, (code, start) in enumerate(times.items())
    )


def _with_times(now: datetime) -> tuple[Booking, ...]:
    at = _rounded(now, _QUARTER_MIN)
    starts = (at + timedelta(minutes=_QUARTER_MIN * step) for step in range(-4, 9))
    return tuple(
        Booking(f"dvv-{number}", start, _BY_TIME, "", NAMES[number % len(NAMES)])
        for number, start in enumerate(starts)
    )


def _rounded(now: datetime, minutes: int) -> datetime:
    """Return the last whole step of the clock."""
    return now.replace(minute=now.minute - now.minute % minutes, second=0, microsecond=0)


def _write(file: Path, bookings: tuple[Booking, ...]) -> None:
    file.write_text(as_csv(bookings), encoding="utf-8", newline="")
    written = file.stat().st_mtime - _SETTLED_S
    os.utime(file, (written, written))
