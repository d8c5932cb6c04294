"""Which letters a font has: looked up in its table, which is read when first asked and never spread out."""

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Callable

Lookup = Callable[[int], int]
"""The number of the glyph of a code point; 0 for none."""

_BEYOND_FORMAT_4 = 0x10000


def read_charmap(data: bytes) -> Lookup:
    """The lookup of a `cmap` table.

    Formats 4 and 12 hold Unicode in every font of today; where a font has both, the wider one counts.
    Raises struct.error or IndexError for a damaged table.
    """
    (count,) = struct.unpack_from(">H", data, 2)
    narrow: Lookup | None = None
    for index in range(count):
        _, _, offset = struct.unpack_from(">HHL", data, 4 + 8 * index)
        (kind,) = struct.unpack_from(">H", data, offset)
        match kind:
            case 12:
                return _format_12(data, offset)
            case 4:
                narrow = narrow or _format_4(data, offset)
            case _:
                pass
    return narrow or (lambda _: 0)


def _format_4(data: bytes, at: int) -> Lookup:
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    segments = doubled // 2
    ends = struct.unpack_from(f">{segments}H", data, at + 14)
    starts = struct.unpack_from(f">{segments}H", data, at + 16 + doubled)
    deltas = struct.unpack_from(f">{segments}H", data, at + 16 + 2 * doubled)
    ranges_at = at + 16 + 3 * doubled
    ranges = struct.unpack_from(f">{segments}H", data, ranges_at)

    def glyph(code: int) -> int:
        index = bisect_left(ends, code)
        if code >= _BEYOND_FORMAT_4 - 1 or index == segments or starts[index] > code:
            return 0
        if ranges[index] == 0:
            return (code + deltas[index]) & 0xFFFF
        place = ranges_at + 2 * index + ranges[index] + 2 * (code - starts[index])
        (found,) = struct.unpack_from(">H", data, place)
        return (found + deltas[index]) & 0xFFFF if found else 0

    return glyph


def _format_12(data: bytes, at: int) -> Lookup:
    (groups,) = struct.unpack_from(">L", data, at + 12)
    numbers = struct.unpack_from(f">{3 * groups}L", data, at + 16)
    starts, ends, glyphs = numbers[0::3], numbers[1::3], numbers[2::3]

    def glyph(code: int) -> int:
        index = bisect_right(starts, code) - 1
        return glyphs[index] + code - starts[index] if index >= 0 and code <= ends[index] else 0

    return glyph
