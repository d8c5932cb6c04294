"""The printer's own letters: code pages, and glyphs in the cells of fonts A and B."""

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CODE_PAGES = {
    0: "cp437", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 13: "cp857", 14: "cp737", 15: "iso8859-7",
    16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858", 33: "cp775", 34: "cp855", 36: "cp862", 37: "cp864",
    39: "iso8859-2", 40: "iso8859-15", 45: "cp1250", 46: "cp1251", 47: "cp1253", 48: "cp1254", 51: "cp1257",
}  # fmt: skip
"""Epson's numbers (ESC t); Python's codecs have the same letters from 20h."""
CELLS = {0: (12, 24), 1: (9, 17)}
"""Fonts A and B (ESC M), in dots."""
_FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf")
_BOLD = Path("/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf")
_SIZES = {0: 20, 1: 14}
_BASELINES = {0: 19, 1: 13}


def decode(data: bytes, page: int) -> str:
    """Return the letters that these bytes are on a code page; a place without a letter becomes U+FFFD."""
    return data.decode(CODE_PAGES.get(page, "cp437"), errors="replace")


@cache
def _font(font: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_BOLD if bold else _FONT), _SIZES[font])


@cache
def glyph(letter: str, font: int, wide: int, high: int, *, bold: bool) -> Image.Image:
    """Return one cell, black (1) on white (0), enlarged dot by dot as the printer does."""
    cell = Image.new("L", CELLS[font])
    draw = ImageDraw.Draw(cell)
    draw.text((0, _BASELINES[font]), letter, fill=255, font=_font(font, bold=bold), anchor="ls")
    return enlarge(cell.convert("1", dither=Image.Dither.NONE), wide, high)


def enlarge(image: Image.Image, wide: int, high: int) -> Image.Image:
    """Return the image with every dot so many times as wide and high."""
    size = (image.width * wide, image.height * high)
    return image.resize(size, Image.Resampling.NEAREST)  # pyright: ignore[reportUnknownMemberType] - Pillow's types name numpy, which is not here
