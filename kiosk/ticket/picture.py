"""Draws what a printer's own letters cannot: the large figures, an arrow, a rule, a foreign script."""

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from common.screen.arrows import arrow
from common.screen.fontfile import FontUnreadableError, is_drawn
from common.screen.fonts import FontSet, FontsMissingError, find_fonts
from common.screen.raster import mask
from common.screen.text.order import direction_of, has_right_to_left
from common.screen.text.runs import Run, runs_of
from common.screen.theme import Weight
from common.wire.message import Direction
from kiosk.ticket.wrap import wrap

logger = logging.getLogger(__name__)

_EM_PER_LINE = 0.72
"""Font size of drawn text as a part of the line's height: capitals of 3.1 mm in a line of 6 mm."""
_BASE_LINE = 0.76
"""Where the base line stands in a line, from its top."""
_TRIED_SIZE = 256
_RIGHT_TO_LEFT_MARK = "\u200f"


class UnprintableTextError(ValueError):
    """A text has letters that neither the printer nor any font here has."""

    def __init__(self, text: str) -> None:
        super().__init__(f'no font has every letter of "{text}": install fonts-inter and fonts-noto-core')
        self.text = text


@dataclass(frozen=True, slots=True)
class Fonts:
    """The family of our screens with all that stands in for its missing letters; none where it is absent."""

    family: FontSet | None

    def runs(self, text: str, weight: Weight, *, mirrored: bool) -> tuple[FontSet, tuple[Run, ...]]:
        """Return the runs of a line from the left, each of one font and one direction.

        Raises:
            UnprintableTextError: a letter is in no font.
        """
        family = self.family
        if family is None or any(
            is_drawn(letter) and family.face_for(letter, weight) is None for letter in text
        ):
            raise UnprintableTextError(text)
        return family, runs_of(text, family, weight, mirrored=mirrored)


def debian_fonts() -> Fonts:
    """Return Debian's Inter, or Noto Sans, and the installed fonts of other scripts.

    Without any, a printer's own letters carry the ticket.
    """
    try:
        return Fonts(find_fonts())
    except (FontsMissingError, FontUnreadableError) as error:
        logger.error("tickets have the printer's own letters alone: %s", error)  # noqa: TRY400 - it says all
        return Fonts(None)


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

    Raises:
        UnprintableTextError: no font has all of it.
    """
    family, _ = fonts.runs(text, Weight.BOLD, mirrored=False)
    path = family.face(Weight.BOLD).path
    left, top, right, bottom = _font(path, _TRIED_SIZE).getbbox(text)
    scale = min(width / (right - left), height / (bottom - top)) / 2
    font = _font(path, int(_TRIED_SIZE * scale))
    left, top, right, bottom = map(int, font.getbbox(text))
    image = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(image).text((-left, -top), text, fill=255, font=font)
    return _raster(image, scale=2)


def draw_arrow(direction: Direction, side: int, *, scale: int = 1) -> Raster:
    """Draw the arrow of a direction as on our screens, of `side` dots, in steps of `scale` dots."""
    return _raster(mask(arrow(direction), side // scale), scale)


def draw_rule(width: int, height: int = 3) -> Raster:
    """Draw a line; the width is taken down to whole bytes."""
    return Raster(width // 8, height, b"\xff" * (width // 8) * height)


def draw_text(
    text: str, fonts: Fonts, *, width: int, height: int, bold: bool, mirrored: bool = False
) -> tuple[Raster, ...]:
    """Draw a paragraph, one raster a line, for lines of at least `height` dots; words wrap at `width` dots.

    Where `mirrored`, a text with letters that run from the right runs from there as a whole.

    Raises:
        UnprintableTextError: a letter is in no font.
    """
    weight = Weight.BOLD if bold else Weight.REGULAR
    size = round(height * _EM_PER_LINE)

    def set_line(line: str) -> "_Line":
        _, runs = fonts.runs(line, weight, mirrored=mirrored)
        return _Line(tuple((run, _font(run.font.path, round(size * run.scale))) for run in runs))

    lines = wrap(text, lambda piece: set_line(piece).width, width)
    from_the_right = mirrored and has_right_to_left(text)
    return tuple(
        _raster(set_line(_kept_mirrored(line) if from_the_right else line).draw(height)) for line in lines
    )


def _kept_mirrored(line: str) -> str:
    """Let a line of foreign words alone, such as a name and its comma, run as its paragraph does."""
    foreign = not has_right_to_left(line) and any(direction_of(letter) == "L" for letter in line)
    return f"{_RIGHT_TO_LEFT_MARK}{line}{_RIGHT_TO_LEFT_MARK}" if foreign else line


@dataclass(frozen=True, slots=True)
class _Line:
    """Runs beside each other, from the left, each with its font in the right size."""

    runs: tuple[tuple[Run, ImageFont.FreeTypeFont], ...]

    @property
    def width(self) -> float:
        return sum(_advance(run, font) for run, font in self.runs)

    def draw(self, height: int) -> Image.Image:
        """Draw on one base line, with room above and below for the tallest letters, which no line may cut."""
        boxes = [font.getbbox(run.text, anchor="ls", direction=_way(run)) for run, font in self.runs]
        base = max(round(height * _BASE_LINE), *(1 - int(box[1]) for box in boxes))
        rows = max(height, *(base + int(box[3]) + 1 for box in boxes))
        image = Image.new("L", (max(1, int(self.width) + 2), rows))
        pen = ImageDraw.Draw(image)
        left = 1.0
        for run, font in self.runs:
            pen.text((left, base), run.text, fill=255, font=font, anchor="ls", direction=_way(run))
            left += _advance(run, font)
        return image


def _way(run: Run) -> str:
    return "rtl" if run.rtl else "ltr"


def _advance(run: Run, font: ImageFont.FreeTypeFont) -> float:
    return font.getlength(run.text, direction=_way(run))
