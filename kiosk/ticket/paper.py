"""The paper and the printer's letters that a ticket is made for."""

import msgspec

CELL_WIDE = 12
CELL_HIGH = 24
"""Font A of a receipt printer, in dots of 1/8 mm."""


class TicketPaper(msgspec.Struct, frozen=True):
    """How wide the print is, and what the printer's own letters can do.

    `code_pages` are tried in this order for each paragraph; what none of them has is printed as an image.
    `profile` is a name in python-escpos' printer database, which tells the numbers of the pages.
    """

    dots: int
    """Printable dots at 203 dpi: 576 on 80 mm paper, 384 on 58 mm."""
    profile: str = "default"
    code_pages: tuple[str, ...] = ("CP437", "CP858", "CP1252")
    draw_figures: bool = True
    """False on a slow line: the number is then made of the printer's own letters, eight times enlarged."""
    leave_two_byte_mode: bool = False

    @property
    def margin(self) -> int:
        """Free dots on each side: 3 mm on 80 mm paper, 1.5 mm on 58 mm."""
        return 24 if self.dots > 400 else 12  # noqa: PLR2004 - between 384 and 576 dots, the two widths there are

    @property
    def text_dots(self) -> int:
        """What text and rules may be wide."""
        return self.dots - 2 * self.margin
