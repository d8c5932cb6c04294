"""Reads from a font file what layout must know: the height of capitals, and which letters it has."""

import struct
from dataclasses import dataclass
from pathlib import Path


class FontUnreadableError(ValueError):
    """The file is no font that we can read; the message names it."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face of a family in one static weight."""

    path: Path
    capital_ratio: float
    """Height of a capital H as a part of the font size."""
    letters: frozenset[int]
    """Code points that have a glyph."""

    def missing(self, text: str) -> frozenset[str]:
        """Visible characters of a text that this font cannot draw."""
        return frozenset(c for c in text if not c.isspace() and c != "\u00ad" and ord(c) not in self.letters)


def read_font(path: Path) -> FontFile:
    """Reads one font file; raises FontUnreadableError for a damaged one, and OSError for none."""
    data = path.read_bytes()
    try:
        tables = _tables(data)
        (em,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
        (version,) = struct.unpack_from(">H", data, tables[b"OS/2"])
        (capital,) = struct.unpack_from(">h", data, tables[b"OS/2"] + 88)
        letters = frozenset(_characters(data, tables[b"cmap"]))
    except (struct.error, KeyError) as mistake:
        message = f"{path}: not a readable font ({mistake})"
        raise FontUnreadableError(message) from mistake
    if version < 2 or em == 0 or capital <= 0:  # noqa: PLR2004  sCapHeight came with version 2 of the table
        message = f"{path}: the font does not say how high its capitals are"
        raise FontUnreadableError(message)
    return FontFile(path, capital / em, letters)


def _tables(data: bytes) -> dict[bytes, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    found: dict[bytes, int] = {}
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        found[tag] = offset
    return found


def _characters(data: bytes, cmap: int) -> set[int]:
    """Code points of the subtables in formats 4 and 12, which hold Unicode in every font of today."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    found: set[int] = set()
    for index in range(count):
        _, _, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * index)
        (kind,) = struct.unpack_from(">H", data, cmap + offset)
        if kind == 4:  # noqa: PLR2004  the number of the format
            found |= _format_4(data, cmap + offset)
        elif kind == 12:  # noqa: PLR2004  the number of the format
            found |= _format_12(data, cmap + offset)
    return found


def _format_4(data: bytes, at: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    segments = doubled // 2
    ends = struct.unpack_from(f">{segments}H", data, at + 14)
    starts = struct.unpack_from(f">{segments}H", data, at + 16 + doubled)
    deltas = struct.unpack_from(f">{segments}H", data, at + 16 + 2 * doubled)
    ranges_at = at + 16 + 3 * doubled
    ranges = struct.unpack_from(f">{segments}H", data, ranges_at)
    found: set[int] = set()
    for index, (start, end, delta, shift) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            if shift == 0:
                glyph = (code + delta) & 0xFFFF
            else:
                (glyph,) = struct.unpack_from(">H", data, ranges_at + 2 * index + shift + 2 * (code - start))
            if glyph:
                found.add(code)
    return found


def _format_12(data: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">L", data, at + 12)
    found: set[int] = set()
    for index in range(groups):
        start, end, glyph = struct.unpack_from(">LLL", data, at + 16 + 12 * index)
        found.update(range(start if glyph else start + 1, end + 1))
    return found
