"""Draws what a printer's own letters cannot: the large figures, an arrow, a rule, a foreign script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kiosk.ticket.wrap import wrap

_MISSING = "\uffff"
_RIGHT_TO_LEFT = range(0x0590, 0x0900)
_PROBE_SIZE = 32
_MIN_ADVANCE = 1


class UnprintableTextError(ValueError):
    """A text has letters that neither the printer nor any font here has."""

    def __init__(self, text: str) -> None:
        super().__init__(f'no font has every letter of "{text}": install fonts-inter and fonts-noto-core')
        self.text = text


@dataclass(frozen=True, slots=True)
class Fonts:
    """Font files in order of preference; each weight is tried in turn for the first that has every letter."""

    regular: tuple[Path, ...]
    bold: tuple[Path, ...]
    figures: tuple[Path, ...]


_DEBIAN = Path("/usr/share/fonts")


def debian_fonts(root: Path = _DEBIAN) -> Fonts:
    """Return those of Debian's Inter, Noto and DejaVu that are installed."""
    noto = ("truetype/noto/NotoSans-{}.ttf", "truetype/noto/NotoSansArabic-{}.ttf")

    def present(names: Iterable[str]) -> tuple[Path, ...]:
        return tuple(path for name in names if (path := root / name).is_file())

    return Fonts(
        regular=present(
            (
                "opentype/inter/Inter-Medium.otf",
                *(n.format("Regular") for n in noto),
                "truetype/dejavu/DejaVuSans.ttf",
            )
        ),
        bold=present(
            (
                "opentype/inter/Inter-Bold.otf",
                *(n.format("Bold") for n in noto),
                "truetype/dejavu/DejaVuSans-Bold.ttf",
            )
        ),
        figures=present(
            ("opentype/inter/Inter-Bold.otf", noto[0].format("Bold"), "truetype/dejavu/DejaVuSans-Bold.ttf")
        ),
    )


@dataclass(frozen=True, slots=True)
class Raster:
    """Black dots, a set bit each, rows padded to whole bytes; printed `scale` times as large."""

    width_bytes: int
    height: int
    data: bytes
    scale: int = 1


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.RAQM)


def _probe(path: Path, letter: str) -> bytes:
    image = Image.new("L", (2 * _PROBE_SIZE, 2 * _PROBE_SIZE))
    ImageDraw.Draw(image).text((_PROBE_SIZE // 2, 0), letter, fill=255, font=_font(path, _PROBE_SIZE))
    return image.tobytes()


@cache
def _has(path: Path, letter: str) -> bool:
    return letter.isspace() or _probe(path, letter) != _probe(path, _MISSING)


def _font_for(text: str, paths: Sequence[Path], size: int) -> ImageFont.FreeTypeFont:
    for path in paths:
        if all(_has(path, letter) for letter in text):
            return _font(path, size)
    raise UnprintableTextError(text)


def _direction(text: str) -> str:
    return "rtl" if any(ord(letter) in _RIGHT_TO_LEFT for letter in text) else "ltr"


def _raster(image: Image.Image, scale: int = 1) -> Raster:
    black = image.convert("1", dither=Image.Dither.NONE)
    return Raster((black.width + 7) // 8, black.height, _defused(black.tobytes()), scale)


def _defused(data: bytes) -> bytes:
    """Set one more dot where the picture happens to spell a real-time command (DLE EOT, ENQ or DC4).

    Printers look for those in everything that comes in, pictures included.
    """
    return (
        data.replace(b"\x10\x04", b"\x10\x0c")
        .replace(b"\x10\x05", b"\x10\x0d")
        .replace(b"\x10\x14", b"\x10\x1c")
    )


def draw_figures(text: str, fonts: Fonts, width: int, height: int) -> Raster:
    """Draw the number `height` dots high, or lower where it would be wider than `width`, at half density.

    Half density keeps three figures at about 2 kB; at 20 mm of height its steps of 0.25 mm do not show.
    """
    font = _font_for(text, fonts.figures, 256)
    left, top, right, bottom = font.getbbox(text)
    scale = min(width / (right - left), height / (bottom - top)) / 2
    font = _font_for(text, fonts.figures, int(256 * scale))
    left, top, right, bottom = map(int, font.getbbox(text))
    image = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(image).text((-left, -top), text, fill=255, font=font)
    return _raster(image, scale=2)


def draw_arrow(arrow: str, fonts: Fonts, height: int) -> Raster:
    """Draw an arrow in a square of `height` dots."""
    font = _font_for(arrow, fonts.bold, height)
    left, top, right, bottom = map(int, font.getbbox(arrow))
    image = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(image).text((-left, -top), arrow, fill=255, font=font)
    return _raster(image)


def draw_rule(width: int, height: int = 3) -> Raster:
    """Draw a line; the width is taken down to whole bytes."""
    return Raster(width // 8, height, b"\xff" * (width // 8) * height)


def draw_text(text: str, fonts: Fonts, *, width: int, height: int, bold: bool) -> tuple[Raster, ...]:
    """Draw a paragraph, one raster a line, for a line of `height` dots; words wrap at `width` dots.

    Raises:
        UnprintableTextError: no font has all letters.
    """
    font = _font_for(text, fonts.bold if bold else fonts.regular, round(height * 0.72))
    direction = _direction(text)

    def measure(piece: str) -> float:
        return font.getlength(piece, direction=direction)

    rasters: list[Raster] = []
    for line in wrap(text, measure, width):
        image = Image.new("L", (max(_MIN_ADVANCE, int(measure(line)) + 2), height))
        place = (1, (height + font.getmetrics()[0] - font.getmetrics()[1]) // 2)
        ImageDraw.Draw(image).text(place, line, fill=255, font=font, anchor="ls", direction=direction)
        rasters.append(_raster(image))
    return tuple(rasters)
