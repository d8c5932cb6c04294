"""Colours and how well they stand apart from each other (WCAG 2 relative luminance)."""

import re
from typing import Self

import msgspec

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_LINEAR_BELOW = 0.04045


class Colour(msgspec.Struct, frozen=True):
    """An sRGB colour, each part 0–255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads `#RRGGBB`; ValueError says what was expected."""
        if not _HEX.fullmatch(text):
            message = f"colour {text!r}: write it as #RRGGBB, for example #00357A"
            raise ValueError(message)
        return cls(int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))

    @property
    def rgba(self) -> tuple[float, float, float, float]:
        """The four parts as 0–1, opaque, as Kivy wants them."""
        return (self.red / 255, self.green / 255, self.blue / 255, 1.0)

    def __str__(self) -> str:
        """As `#RRGGBB`."""
        return f"#{self.red:02X}{self.green:02X}{self.blue:02X}"


def _linear(part: int) -> float:
    value = part / 255
    return value / 12.92 if value <= _LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    return 0.2126 * _linear(colour.red) + 0.7152 * _linear(colour.green) + 0.0722 * _linear(colour.blue)


def contrast(one: Colour, other: Colour) -> float:
    """Contrast of two colours, 1 to 21, in either order (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
