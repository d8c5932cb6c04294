"""Turns a ticket's blocks into ESC/POS bytes: the printer's own letters where it has them, else images."""

import unicodedata
from typing import Any, Protocol, assert_never

from kiosk.ticket.layout import Align, Block, Code, Cut, Figures, Gap, Pointer, Rule, Text
from kiosk.ticket.paper import CELL_HIGH, CELL_WIDE, TicketPaper
from kiosk.ticket.picture import (
    Fonts,
    Raster,
    UnprintableTextError,
    draw_arrow,
    draw_figures,
    draw_rule,
    draw_text,
)
from kiosk.ticket.wrap import wrap

_LEAVE_TWO_BYTE_MODE = b"\x1c\x2e"
_LEADING = 6
_DRAWN_WIDE, _DRAWN_HIGH, _DRAWN_PLAIN = 58, 2 * CELL_HIGH, CELL_HIGH + CELL_HIGH // 2
"""Lines of drawn letters, in dots, where the printer's own are wide and high, high alone, or plain."""
_FIGURE_DOTS = 176
_LARGEST = 8
_ARROW_DOTS = 64
_CODE_DOTS = 232
_LARGEST_CODE_DOT = 8
_CODE_BYTES = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213)
"""What QR versions 1-10 hold at error correction M (ISO/IEC 18004, table 7)."""
_QR_LEVEL_M = 1
_SAME_IN_PRINT = str.maketrans(
    {
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u2019": "'",
        "\u2018": "'",
        "\u201d": '"',
        "\u201c": '"',
        "\u2026": "...",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
"""Marks that read the same where a code page lacks the finer one; letters are never exchanged."""


class _Maker(Protocol):
    """What is used of python-escpos' `Dummy`, which ships no types."""

    @property
    def output(self) -> bytes: ...
    def clear(self) -> None: ...
    def hw(self, hw: str) -> None: ...
    def set(
        self,
        *,
        align: str,
        bold: bool = False,
        custom_size: bool = False,
        width: int = 1,
        height: int = 1,
    ) -> None: ...
    def charcode(self, code: str) -> None: ...
    def text(self, txt: str) -> None: ...
    def qr(self, content: str, ec: int, size: int, *, native: bool) -> None: ...
    def cut(self, *, feed: bool) -> None: ...


class _Pages(Protocol):
    """What is used of python-escpos' code page tables."""

    def can_encode(self, encoding: str, char: str) -> bool: ...


class TicketEncoder:
    """Makes the bytes for one printer's paper; keeps nothing from one ticket to the next.

    Making it loads python-escpos (0.6 s), so that belongs in the printer's worker.

    Raises:
        ValueError: python-escpos knows no such profile, or the profile has none of the code pages.
    """

    def __init__(self, paper: TicketPaper, fonts: Fonts) -> None:
        from escpos.capabilities import CAPABILITIES  # noqa: PLC0415 - 0.6 s, and only where one prints
        from escpos.printer import Dummy  # noqa: PLC0415 - as above

        if paper.profile not in CAPABILITIES["profiles"]:
            raise ValueError(f'no printer profile "{paper.profile}"; python-escpos lists the names')
        self._paper = paper
        self._fonts = fonts
        maker: Any = Dummy(profile=paper.profile)
        self._maker: _Maker = maker
        self._pages: _Pages = maker.magic.encoder
        known = maker.profile.get_code_pages()
        self._code_pages = tuple(page for page in paper.code_pages if page in known)
        if not self._code_pages:
            raise ValueError(f'profile "{paper.profile}" has none of {", ".join(paper.code_pages)}')

    def encode(self, blocks: tuple[Block, ...]) -> bytes:
        """Return the whole ticket.

        Raises:
            UnprintableTextError: a text has a letter that neither the printer nor a font has.
        """
        self._maker.clear()
        self._maker.hw("INIT")
        start = self._maker.output + (_LEAVE_TWO_BYTE_MODE if self._paper.leave_two_byte_mode else b"")
        return start + b"".join(self._block(block) for block in blocks)

    def own_page(self, text: str) -> tuple[str, str] | None:
        """Return the code page with every letter, and the text as it will stand; None for an image."""
        whole = unicodedata.normalize("NFC", text)
        for candidate in (whole, whole.translate(_SAME_IN_PRINT)):
            for page in self._code_pages:
                if all(letter.isprintable() and self._pages.can_encode(page, letter) for letter in candidate):
                    return page, candidate
        return None

    def _block(self, block: Block) -> bytes:
        match block:
            case Text():
                return self._text(block)
            case Figures():
                return self._figures(block)
            case Pointer():
                coarse = 1 if self._paper.draw_figures else 2
                return self._drawn(draw_arrow(block.direction, _ARROW_DOTS, scale=coarse))
            case Rule():
                return self._drawn(draw_rule(self._paper.text_dots))
            case Gap():
                return _feed(block.dots)
            case Code():
                return self._code(block)
            case Cut():
                self._maker.clear()
                self._maker.cut(feed=False)
                return self._maker.output
            case _:
                assert_never(block)

    def _text(self, block: Text) -> bytes:
        own = self.own_page(block.text)
        if own is None:
            return self._text_as_image(block)
        page, text = own
        columns = self._paper.text_dots // CELL_WIDE
        wide = block.wide
        # A long word stands smaller rather than broken.
        while wide > 1 and max(map(len, text.split()), default=0) > columns // wide:
            wide -= 1
        lines = wrap(text, len, columns // wide)
        self._maker.clear()
        self._maker.charcode(page)
        self._maker.set(
            align=block.align.value, bold=block.bold, custom_size=True, width=wide, height=block.high
        )
        self._maker.text("".join(f"{line}\n" for line in lines))
        return _line_height(CELL_HIGH * block.high + _LEADING) + self._maker.output

    def _text_as_image(self, block: Text) -> bytes:
        # The printer's narrow letters of double height carry as much as drawn ones of this height.
        height = _DRAWN_WIDE if block.wide > 1 else _DRAWN_HIGH if block.high > 1 else _DRAWN_PLAIN
        lines = draw_text(
            block.text,
            self._fonts,
            width=self._paper.text_dots,
            height=height,
            bold=block.bold,
            mirrored=block.mirrored,
        )
        return b"".join(self._drawn(line, block.align) for line in lines)

    def _figures(self, block: Figures) -> bytes:
        width = self._paper.text_dots
        own = self.own_page(block.text)
        if self._paper.draw_figures or own is None:
            try:
                return self._drawn(draw_figures(block.text, self._fonts, width, _FIGURE_DOTS))
            except UnprintableTextError:
                # Without a font installed a number of the printer's own letters is far better than none.
                if own is None:
                    raise
        page, text = own
        size = max(1, min(_LARGEST, width // (CELL_WIDE * len(text))))
        self._maker.clear()
        self._maker.charcode(page)
        self._maker.set(align="center", bold=True, custom_size=True, width=size, height=size)
        self._maker.text(f"{text}\n")
        return _line_height(CELL_HIGH * size) + self._maker.output

    def _drawn(self, raster: Raster, align: Align = Align.CENTRE) -> bytes:
        self._maker.clear()
        self._maker.set(align=align.value)
        density = 3 if raster.scale > 1 else 0
        head = b"\x1d\x76\x30" + bytes((density,)) + _low_high(raster.width_bytes) + _low_high(raster.height)
        return self._maker.output + head + raster.data

    def _code(self, block: Code) -> bytes:
        size = len(block.data.encode())
        version = next((n for n, most in enumerate(_CODE_BYTES, 1) if size <= most), len(_CODE_BYTES) + 1)
        dot = max(3, min(_LARGEST_CODE_DOT, _CODE_DOTS // (17 + 4 * version)))
        self._maker.clear()
        self._maker.set(align="center")
        self._maker.qr(block.data, _QR_LEVEL_M, dot, native=True)
        return self._maker.output


def _feed(dots: int) -> bytes:
    return b"\x1b\x4a" + bytes((dots,))


def _line_height(dots: int) -> bytes:
    return b"\x1b\x33" + bytes((min(255, dots),))


def _low_high(number: int) -> bytes:
    return number.to_bytes(2, "little")
