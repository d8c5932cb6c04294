"""Scripts that need a font of their own, or whose letters change with their neighbours."""

from bisect import bisect_right

import msgspec


class Script(msgspec.Struct, frozen=True):
    """A script of Unicode that the family of our screens does not have."""

    tag: str
    """Its name in ISO 15924, by which HarfBuzz knows how letters join."""
    noto: str
    """Its name in the files of Noto, `NotoSans<name>-Regular.ttf`."""
    letter: str = ""
    """A tall letter, where the height of capitals says nothing about the script's size."""
    letter_per_capital: float = 0.0
    """How high that letter stands beside a Latin capital."""


# The body of Arabic letters is low (0.40 em in Noto Sans Arabic, 0.55 in Inter): with an alef as high as a
# capital they look small, with equal bodies (1.35 times) huge. 1.13 stands between, chosen by pictures.
ARABIC = Script("Arab", "Arabic", "\u0627", 1.13)
_CJK = "CJK"

# First and last code point of the blocks that a queue's texts can come from, in order.
_BLOCKS: tuple[tuple[int, int, Script], ...] = (
    (0x0530, 0x058F, Script("Armn", "Armenian")),
    (0x0590, 0x05FF, Script("Hebr", "Hebrew")),
    (0x0600, 0x06FF, ARABIC),
    (0x0700, 0x074F, Script("Syrc", "Syriac")),
    (0x0750, 0x077F, ARABIC),
    (0x0780, 0x07BF, Script("Thaa", "Thaana")),
    (0x07C0, 0x07FF, Script("Nkoo", "NKo")),
    (0x0870, 0x08FF, ARABIC),
    (0x0900, 0x097F, Script("Deva", "Devanagari")),
    (0x0980, 0x09FF, Script("Beng", "Bengali")),
    (0x0A00, 0x0A7F, Script("Guru", "Gurmukhi")),
    (0x0A80, 0x0AFF, Script("Gujr", "Gujarati")),
    (0x0B00, 0x0B7F, Script("Orya", "Oriya")),
    (0x0B80, 0x0BFF, Script("Taml", "Tamil")),
    (0x0C00, 0x0C7F, Script("Telu", "Telugu")),
    (0x0C80, 0x0CFF, Script("Knda", "Kannada")),
    (0x0D00, 0x0D7F, Script("Mlym", "Malayalam")),
    (0x0D80, 0x0DFF, Script("Sinh", "Sinhala")),
    (0x0E00, 0x0E7F, Script("Thai", "Thai")),
    (0x0E80, 0x0EFF, Script("Laoo", "Lao")),
    (0x0F00, 0x0FFF, Script("Tibt", "Tibetan")),
    (0x1000, 0x109F, Script("Mymr", "Myanmar")),
    (0x10A0, 0x10FF, Script("Geor", "Georgian")),
    (0x1100, 0x11FF, Script("Hang", _CJK)),
    (0x1200, 0x139F, Script("Ethi", "Ethiopic")),
    (0x1780, 0x17FF, Script("Khmr", "Khmer")),
    (0x1800, 0x18AF, Script("Mong", "Mongolian")),
    (0x2D30, 0x2D7F, Script("Tfng", "Tifinagh")),
    (0x2D80, 0x2DDF, Script("Ethi", "Ethiopic")),
    (0x2E80, 0x303F, Script("Hani", _CJK)),
    (0x3040, 0x309F, Script("Hira", _CJK)),
    (0x30A0, 0x30FF, Script("Kana", _CJK)),
    (0x3400, 0x9FFF, Script("Hani", _CJK)),
    (0xAC00, 0xD7AF, Script("Hang", _CJK)),
    (0xF900, 0xFAFF, Script("Hani", _CJK)),
    (0xFB1D, 0xFB4F, Script("Hebr", "Hebrew")),
    (0xFB50, 0xFDFF, ARABIC),
    (0xFE70, 0xFEFF, ARABIC),
    (0xFF00, 0xFFEF, Script("Hani", _CJK)),
    (0x1E900, 0x1E95F, Script("Adlm", "Adlam")),
    (0x20000, 0x323AF, Script("Hani", _CJK)),
)
_STARTS = [first for first, _, _ in _BLOCKS]


def script_of(letter: str) -> Script | None:
    """The script of a letter; None for Latin, Cyrillic, Greek and for signs that all scripts share."""
    code = ord(letter)
    index = bisect_right(_STARTS, code) - 1
    if index < 0 or code > _BLOCKS[index][1]:
        return None
    return _BLOCKS[index][2]
