"""What commands read from their command lines; what is written otherwise is refused in words that help."""

import argparse
import datetime as dt
from collections.abc import Callable


def read_day(text: str) -> dt.date:
    """Return a date such as ``2026-11-23``.

    Raises:
        argparse.ArgumentTypeError: it is written otherwise, or there is no such day.
    """
    try:
        day = dt.date.fromisoformat(text)
        if day.isoformat() == text:  # not 20261123, say
            return day
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is no day; write year, month and day, for example 2026-11-23")


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """Return what reads a whole number of ``least`` or more, and ``most`` or less.

    Raises:
        argparse.ArgumentTypeError: from what is returned, where it is none.
    """
    wanted = f"{least} or more" if most is None else f"{least} to {most}"

    def read(text: str) -> int:
        number = int(text) if text.isascii() and text.removeprefix("-").isdigit() else None
        if number is None or number < least or (most is not None and number > most):
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of {wanted}")
        return number

    return read
