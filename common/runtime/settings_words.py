"""The plain English in which a mistake of a settings file is told."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping

import msgspec

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SHOWN_LENGTH = 40


class Mistake(msgspec.Struct, frozen=True):
    """One mistake: the key as it stands in the file, what is wrong, and what would be right (or empty)."""

    key: str
    problem: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.key}: {self.problem}" + (f" ({self.hint})" if self.hint else "")


def below(key: str, name: str | int) -> str:
    """Return the key of a part: ``places``, ``room-5`` give ``places.room-5``; an index ``walls[0]``."""
    if isinstance(name, int):
        return f"{key}[{name}]"
    shown = name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)
    return f"{key}.{shown}" if key else shown


def near(word: object, choices: Iterable[object]) -> str:
    """Return the choice that was probably meant, or an empty text."""
    by_letters = {str(choice).lower(): str(choice) for choice in choices}
    import difflib  # noqa: PLC0415 - for mistakes alone

    found = difflib.get_close_matches(str(word).lower(), by_letters, n=1, cutoff=0.7)
    return by_letters[found[0]] if found else ""


def hint_of(word: object, choices: Iterable[object]) -> str:
    """Say what may stand here: the nearest choice first, then all of them."""
    known = [str(choice) for choice in choices]
    meant = near(word, known)
    everything = f"one of: {', '.join(known)}" if known else ""
    return f"did you mean {meant}? {everything}" if meant else everything


def value_in_words(value: object) -> str:
    """Return what stands in the file, by its sort and shortened: ``the text "5"``, ``the number 5``."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            cut = value if len(value) <= _SHOWN_LENGTH else value[: _SHOWN_LENGTH - 1] + "…"
            return f"the text {json.dumps(cut, ensure_ascii=False)}"
        case int():
            # str() refuses more than 4,300 digits; three bits are at most one digit.
            return (
                f"the number {value}"
                if value.bit_length() <= 3 * _SHOWN_LENGTH
                else "a number beyond all bounds"
            )
        case float():
            return f"the number {value}"
        case Mapping():
            return "a table"
        case list() | tuple():
            return "a list"
        case dt.date() | dt.time():
            return f"the date or time {value.isoformat()}"
        case _:
            return f"a {type(value).__name__}"
