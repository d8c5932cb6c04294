"""Sets commands into bands of dots, as the printer's firmware does; no paper, no time."""

from dataclasses import dataclass, replace

import qrcode
from PIL import Image

from simulator.printer.letters import CELLS, decode, enlarge, glyph
from simulator.printer.stream import Command

_DEFAULT_SPACING = 30
_LEFT, _CENTRE = 0, 1
_QR_LEVELS = {
    48: qrcode.ERROR_CORRECT_L,
    49: qrcode.ERROR_CORRECT_M,
    50: qrcode.ERROR_CORRECT_Q,
    51: qrcode.ERROR_CORRECT_H,
}


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of dots to print one after the other, with the text they show (None for empty paper)."""

    image: Image.Image
    text: str | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    page: int = 0
    align: int = _LEFT
    font: int = 0
    bold: bool = False
    wide: int = 1
    high: int = 1
    spacing: int = _DEFAULT_SPACING


@dataclass(frozen=True, slots=True)
class _Cell:
    letter: str
    style: _Style

    @property
    def size(self) -> tuple[int, int]:
        wide, high = CELLS[self.style.font]
        return wide * self.style.wide, high * self.style.high


class Typesetter:
    """Keeps style, the line that has begun, and a stored image and code."""

    def __init__(self, dots: int) -> None:
        """Args: `dots` is the printable width."""
        self._dots = dots
        self.reset()

    def reset(self) -> None:
        """ESC @: everything as after switching on."""
        self._style = _Style()
        self._line: list[_Cell] = []
        self._stored: Image.Image | None = None
        self._code = b""
        self._code_dot = 3
        self._code_level = 48

    def set(self, command: Command) -> list[Band]:
        """Return the bands that a command prints; commands that print nothing or are unknown give none."""
        data = command.data
        match command.name:
            case "text":
                return self._letters(data)
            case "LF":
                return self._end_line()
            case "ESC @":
                self.reset()
            case "ESC d":
                return [*self._end_line(), *self._blank(self._style.spacing * max(0, data[0] - 1))]
            case "ESC J":
                return [*self._flush(), *self._blank(data[0])]
            case "GS v":
                return [*self._flush(), self._raster(data)]
            case "GS (":
                return self._with_head(data)
            case _:
                self._restyle(command.name, data)
        return []

    def _restyle(self, name: str, data: bytes) -> None:
        style = self._style
        match name:
            case "ESC t":
                style = replace(style, page=data[0])
            case "ESC a" if data[0] % 48 in (0, 1, 2):
                style = replace(style, align=data[0] % 48)
            case "ESC E":
                style = replace(style, bold=bool(data[0] & 1))
            case "ESC M" if data[0] % 48 in CELLS:
                style = replace(style, font=data[0] % 48)
            case "ESC !":
                style = replace(
                    style,
                    font=data[0] & 1,
                    bold=bool(data[0] & 0x08),
                    high=2 if data[0] & 0x10 else 1,
                    wide=2 if data[0] & 0x20 else 1,
                )
            case "GS !":
                style = replace(style, wide=(data[0] >> 4 & 7) + 1, high=(data[0] & 7) + 1)
            case "ESC 2":
                style = replace(style, spacing=_DEFAULT_SPACING)
            case "ESC 3":
                style = replace(style, spacing=data[0])
            case _:
                return
        self._style = style

    def _letters(self, data: bytes) -> list[Band]:
        bands: list[Band] = []
        for letter in decode(data, self._style.page):
            cell = _Cell(letter, self._style)
            if self._line and sum(c.size[0] for c in self._line) + cell.size[0] > self._dots:
                bands += self._end_line()
            self._line.append(cell)
        return bands

    def _flush(self) -> list[Band]:
        return self._end_line() if self._line else []

    def _end_line(self) -> list[Band]:
        line, self._line = self._line, []
        if not line:
            return self._blank(self._style.spacing)
        height = max(cell.size[1] for cell in line)
        content = Image.new("1", (sum(cell.size[0] for cell in line), height))
        at = 0
        for cell in line:
            style = cell.style
            picture = glyph(cell.letter, style.font, style.wide, style.high, bold=style.bold)
            content.paste(picture, (at, height - cell.size[1]))
            at += cell.size[0]
        band = self._placed(content, "".join(cell.letter for cell in line))
        return [band, *self._blank(self._style.spacing - height)]

    def _placed(self, content: Image.Image, text: str) -> Band:
        band = Image.new("1", (self._dots, content.height))
        left = (self._dots - content.width) * self._style.align // 2
        band.paste(content, (left, 0))
        return Band(band, text)

    def _blank(self, rows: int) -> list[Band]:
        return [Band(Image.new("1", (self._dots, rows)))] if rows > 0 else []

    def _raster(self, data: bytes) -> Band:
        # After "GS v": the digit 0, the density, the width in bytes and the height, two bytes each.
        wide, high = int.from_bytes(data[2:4], "little") * 8, int.from_bytes(data[4:6], "little")
        content = Image.frombytes("1", (wide, high), data[6:]) if wide and high else Image.new("1", (1, 1))
        scale = (2 if data[1] & 1 else 1, 2 if data[1] & 2 else 1)
        return self._picture(content, scale)

    def _picture(self, content: Image.Image, scale: tuple[int, int]) -> Band:
        large = enlarge(content, *scale)
        return self._placed(large, f"[image {large.width}x{large.height}]")

    def _with_head(self, data: bytes) -> list[Band]:
        letter, body = chr(data[0]), data[3:]
        if letter == "k" and body[:1] == b"1":
            return self._qr(body[1], body[2:])
        if letter == "L" and body[:1] == b"0":
            return self._graphics(body[1], body[2:])
        return []

    def _graphics(self, function: int, data: bytes) -> list[Band]:
        if function == 112 and len(data) >= 8:  # noqa: PLR2004 - store raster, and the length of its head
            size = (int.from_bytes(data[4:6], "little"), int.from_bytes(data[6:8], "little"))
            padded = ((size[0] + 7) // 8) * size[1]
            content = Image.frombytes("1", size, data[8 : 8 + padded].ljust(padded, b"\0"))
            self._stored = enlarge(content, max(1, data[1]), max(1, data[2]))
        elif function in (2, 50) and self._stored is not None:
            stored, self._stored = self._stored, None
            return [*self._flush(), self._picture(stored, (1, 1))]
        return []

    def _qr(self, function: int, data: bytes) -> list[Band]:
        if function == 67 and data:  # noqa: PLR2004 - size of a module
            self._code_dot = data[0]
        elif function == 69 and data:  # noqa: PLR2004 - error correction
            self._code_level = data[0]
        elif function == 80:  # noqa: PLR2004 - store
            self._code = data[1:]
        elif function == 81:  # noqa: PLR2004 - print
            code = qrcode.QRCode(
                error_correction=_QR_LEVELS.get(self._code_level, qrcode.ERROR_CORRECT_L),
                box_size=1,
                border=0,
            )
            code.add_data(self._code)
            code.make(fit=True)
            rows = code.get_matrix()
            dots = bytes(255 if dot else 0 for row in rows for dot in row)
            content = Image.frombytes("L", (len(rows), len(rows)), dots).convert(
                "1", dither=Image.Dither.NONE
            )
            text = f"[QR {self._code.decode('utf-8', errors='replace')}]"
            placed = self._placed(enlarge(content, self._code_dot, self._code_dot), text)
            return [*self._flush(), placed]
        return []
