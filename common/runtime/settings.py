"""Reads a TOML file into a msgspec Struct and tells every mistake in it at once, each with its key."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from common.runtime.settings_walk import NOTHING, Walk
from common.runtime.settings_words import Mistake

__all__ = ["Examined", "Mistake", "SettingsError", "convert", "examine", "load", "read_toml"]

T = TypeVar("T")

SIZE_LIMIT = 1_000_000
"""Bytes. The largest example site has 30 kB; what is larger by far is some other file."""

_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_DECLARED_TWICE = re.compile(r"^Cannot declare \((.*?),?\) twice$")


class SettingsError(ValueError):
    """A settings file that cannot be used; ``str()`` gives its mistakes, one a line.

    ``unreadable`` tells that the file itself could not be opened, so that nothing is known of what it says.
    """

    def __init__(
        self, mistakes: Sequence[Mistake], path: Path | None = None, *, unreadable: bool = False
    ) -> None:
        self.mistakes = tuple(mistakes)
        self.path = path
        self.unreadable = unreadable
        start = f"{path}: " if path else ""
        super().__init__("\n".join(f"{start}{mistake}" for mistake in self.mistakes))


class Examined(msgspec.Struct, Generic[T], frozen=True):
    """What could be made of some data.

    With no mistakes ``value`` is right. With mistakes it is a stand-in, for further checks only: what was
    wrong has its default, or an empty value of its type. It is None where not even that could be made.
    """

    value: T | None
    mistakes: tuple[Mistake, ...]


def examine(data: Mapping[str, Any], kind: type[T]) -> Examined[T]:
    """Convert ``data`` to the Struct ``kind`` as far as possible, and collect every mistake.

    Raises:
        TypeError: ``kind`` has a field of a type that settings do not support; a mistake of the program.
    """
    walk = Walk()
    value = walk.struct_of(kind, data)
    return Examined(None if value is NOTHING else value, tuple(walk.mistakes))


def convert(data: Mapping[str, Any], kind: type[T]) -> T:
    """Convert ``data`` to the Struct ``kind``.

    Raises:
        SettingsError: with every mistake, not only the first.
    """
    return _right(examine(data, kind), None)


def load(path: Path, kind: type[T]) -> T:
    """Read the TOML file ``path`` into the Struct ``kind``.

    Raises:
        SettingsError: the file cannot be read, is not TOML (with line and column), or has mistakes (all
            of them).
    """
    return _right(examine(read_toml(path), kind), path)


def read_toml(path: Path) -> dict[str, Any]:
    """Return what the TOML file says, unchecked.

    Raises:
        SettingsError: the file cannot be read, is too large, not UTF-8, or not TOML.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}"
        raise SettingsError([Mistake("the file", problem)], path, unreadable=True) from error
    if len(raw) > SIZE_LIMIT:
        raise SettingsError([Mistake("the file", f"has more than {SIZE_LIMIT:,} bytes")], path)
    try:
        # An editor on Windows may put a byte order mark first, which TOML does not know.
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        mistake = Mistake(f"line {line}", "is not UTF-8 text", "save the file with the encoding UTF-8")
    except tomllib.TOMLDecodeError as error:
        mistake = _not_toml(str(error))
    except RecursionError:
        mistake = Mistake("the file", "has lists or tables that lie too deep in each other")
    raise SettingsError([mistake], path)


def _right(examined: Examined[T], path: Path | None) -> T:
    if examined.mistakes or examined.value is None:
        raise SettingsError(examined.mistakes, path)
    return examined.value


def _not_toml(sentence: str) -> Mistake:
    """Say in plain words what tomllib found; it stops at the first, so there may be more behind it."""
    position = _POSITION.search(sentence)
    what = sentence[: position.start()] if position else sentence
    where = "the end of the file"
    if position and position[1]:
        where = f"line {position[1]}, column {position[2]}"
    rest = "the rest is looked at when this is right"
    if twice := _DECLARED_TWICE.match(what):
        table = ".".join(part.strip(" '\"") for part in twice[1].split(","))
        return Mistake(where, f"the table [{table}] stands here a second time", f"keep one; {rest}")
    if what.startswith("Cannot overwrite"):
        return Mistake(where, "the same key stands here a second time", f"keep one; {rest}")
    return Mistake(where, f"is not TOML: {what[:1].lower()}{what[1:]}", rest)
