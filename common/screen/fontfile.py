"""Reads from a font file what layout must know: the height of capitals, and which letters it has."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

from common.screen.charmap import Lookup, read_charmap

_COLLECTION = b"ttcf"
_SAYS_CAPITALS = 2
"""The version of the table OS/2 that sCapHeight came with."""


class FontUnreadableError(ValueError):
    """The file is no font that we can read; the message names it."""


class FontFile:
    """One face of a family in one static weight. Its letters are read when they are first asked for."""

    def __init__(self, path: Path, tables: dict[bytes, tuple[int, int]], em: int, capital: int) -> None:
        """`tables` are places and lengths in the file; `em` and `capital` are in the font's own unit."""
        self.path = path
        self.capital_ratio = capital / em
        """Height of a capital H as a part of the font size; 0 where the font does not say it."""
        self._tables = tables
        self._em = em
        self._lookup: Lookup | None = None
        self._known: dict[str, int] = {}

    def __repr__(self) -> str:
        """The file's name."""
        return f"FontFile({self.path.name})"

    def has(self, letter: str) -> bool:
        """Whether there is a glyph for a letter. Raises FontUnreadableError for a damaged file."""
        return self._glyph(letter) != 0

    def missing(self, text: str) -> frozenset[str]:
        """Visible characters of a text that this font cannot draw."""
        return frozenset(letter for letter in text if is_drawn(letter) and not self.has(letter))

    def height_ratio(self, letter: str) -> float | None:
        """Height of a letter above the base line as a part of the font size; None where it is not told.

        Fonts with TrueType outlines (all of Noto's) tell it in `glyf`; others do not.
        """
        if not {b"glyf", b"loca", b"head"} <= self._tables.keys():
            return None
        try:
            glyph = self._glyph(letter)
            (long_places,) = struct.unpack(">h", self._read(b"head", 50, 2))
            size, kind, unit = (4, ">L", 1) if long_places else (2, ">H", 2)
            (place,) = struct.unpack(kind, self._read(b"loca", glyph * size, size))
            (top,) = struct.unpack(">h", self._read(b"glyf", place * unit + 8, 2))
        except struct.error as mistake:
            raise self._unreadable(mistake) from mistake
        return top / self._em

    def _glyph(self, letter: str) -> int:
        known = self._known.get(letter)
        if known is None:
            try:
                if self._lookup is None:
                    self._lookup = read_charmap(self._read(b"cmap"))
                known = self._lookup(ord(letter))
            except (struct.error, IndexError, KeyError) as mistake:
                raise self._unreadable(mistake) from mistake
            self._known[letter] = known
        return known

    def _read(self, table: bytes, start: int = 0, length: int | None = None) -> bytes:
        place, whole = self._tables[table]
        with self.path.open("rb") as file:
            file.seek(place + start)
            return file.read(whole if length is None else length)

    def _unreadable(self, mistake: Exception) -> FontUnreadableError:
        return FontUnreadableError(f"{self.path}: not a readable font ({mistake})")


@cache
def is_drawn(letter: str) -> bool:
    """Whether a character leaves a mark: no space, and none of the signs that only steer (soft hyphen)."""
    return not letter.isspace() and unicodedata.category(letter) not in {"Cc", "Cf"}


def read_font(path: Path, *, capitals: bool = False) -> FontFile:
    """Reads the head of a font file, of a collection (.ttc) its first face; `capitals` must then be told.

    Raises FontUnreadableError for a damaged one, and OSError for none.
    """
    with path.open("rb") as file:
        try:
            start = file.read(16)
            if start.startswith(_COLLECTION):
                (at,) = struct.unpack_from(">L", start, 12)
                file.seek(at)
                start = file.read(12)
            else:
                at = 0
            (count,) = struct.unpack_from(">H", start, 4)
            file.seek(at + 12)
            tables = _tables(file.read(16 * count), count)
            file.seek(tables[b"head"][0] + 18)
            (em,) = struct.unpack(">H", file.read(2))
            file.seek(tables[b"OS/2"][0])
            metrics = file.read(90)
            (version,) = struct.unpack_from(">H", metrics)
            (capital,) = struct.unpack_from(">h", metrics, 88) if version >= _SAYS_CAPITALS else (0,)
            _ = tables[b"cmap"]  # a font without is none
        except (struct.error, KeyError) as mistake:
            raise FontUnreadableError(f"{path}: not a readable font ({mistake})") from mistake
    if em == 0:
        raise FontUnreadableError(f"{path}: not a readable font (its unit is 0)")
    if capitals and capital <= 0:
        raise FontUnreadableError(f"{path}: the font does not say how high its capitals are")
    return FontFile(path, tables, em, max(0, capital))


def _tables(directory: bytes, count: int) -> dict[bytes, tuple[int, int]]:
    found: dict[bytes, tuple[int, int]] = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", directory, 16 * index)
        found[tag] = (offset, length)
    return found
