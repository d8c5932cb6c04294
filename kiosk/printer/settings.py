"""The printer's part of a kiosk's box.toml: what it hangs on, and what it is known to do."""

import ipaddress
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from kiosk.ticket.paper import TicketPaper

_LONGEST_TICKET_BITS = 400_000
"""40 kB, and ten bits a byte with start and stop."""
_FAST_BAUD = 38400
_DOTS = {58: 384, 80: 576}
_LATIN_PAGES = ("CP437", "CP858", "CP1252")
_CYRILLIC_PAGES = ("CP866", "CP1251")


class Kind(StrEnum):
    """What the printer hangs on."""

    NETWORK = "network"
    SERIAL = "serial"
    DEVICE = "device"
    ABSENT = "absent"


class Script(StrEnum):
    """A script that a printer's own letters can be trusted with."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"


class Flow(StrEnum):
    """How a printer on a serial line says that its buffer is full.

    By a signal of the line (its cable must carry it: DSR, or CTS), by a byte, or not at all.
    """

    NONE = "none"
    XON_XOFF = "xon-xoff"
    RTS_CTS = "rts-cts"
    DTR_DSR = "dtr-dsr"


class Confirm(StrEnum):
    """How a printer tells that a ticket has come out."""

    AUTO = "auto"
    """Learn which of the two ways this printer knows, before the first ticket."""
    PROCESS_ID = "process-id"
    """GS ( H, answered when printing has ended."""
    STATUS = "status"
    """GS r, answered when everything before it has been worked off; most clones know it."""
    NONE = "none"
    """A printer that answers nothing: its tickets are accepted, never printed."""


class PrinterSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[printer]` of box.toml.

    `host` is an address and not a name, because looking up a name has no time limit. `path` may be a pattern
    (`/dev/usb/lp*`), which finds a printer again that comes back under another path. `profile` is a name of
    python-escpos' printer database; it tells the code pages. `own_letters` are the scripts that this printer
    is known to print right; everything else is printed as an image.

    Raises:
        ValueError: a key that the kind needs is missing (msgspec tells it with its place in the file).
    """

    kind: Kind = Kind.ABSENT
    host: str = ""
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 9100
    path: str = ""
    baud: Annotated[int, msgspec.Meta(ge=1200, le=921600)] = 38400
    flow: Flow = Flow.DTR_DSR
    width_mm: Literal[58, 80] = 80
    profile: str = "default"
    own_letters: Annotated[tuple[Script, ...], msgspec.Meta(min_length=1)] = (Script.LATIN,)
    two_byte_letters: bool = False
    """True for printers that start in a Chinese or Japanese mode, which must be left first."""
    confirm: Confirm = Confirm.AUTO
    print_s: Annotated[float, msgspec.Meta(ge=1, le=60)] = 8.0

    def __post_init__(self) -> None:
        """Check what one key alone cannot tell."""
        if self.kind is Kind.NETWORK:
            try:
                ipaddress.ip_address(self.host)
            except ValueError:
                raise ValueError(f'`host` must be an address such as "10.0.0.9", not "{self.host}"') from None
        if self.kind in (Kind.SERIAL, Kind.DEVICE) and not self.path.startswith("/"):
            raise ValueError(f'`path` must be a whole path such as "/dev/usb/lp*", not "{self.path}"')

    @property
    def silence_s(self) -> float:
        """So long printing one ticket may take before it is a hang (s): sent twice over, and the paper.

        The 15 s are for asking the printer, and 5 of them for a disk that stalls.

        The longest ticket, drawn in two languages, has some 40 kB: 83 s at 4,800 baud, which is no hang.
        """
        line_s = _LONGEST_TICKET_BITS / self.baud if self.kind is Kind.SERIAL else 0.0
        return 15 + 2 * (self.print_s + line_s)

    @property
    def paper(self) -> TicketPaper:
        """What a ticket for this printer is made for; a slow line gets the number as letters, not drawn."""
        latin = _LATIN_PAGES if Script.LATIN in self.own_letters else ()
        cyrillic = _CYRILLIC_PAGES if Script.CYRILLIC in self.own_letters else ()
        return TicketPaper(
            dots=_DOTS[self.width_mm],
            profile=self.profile,
            code_pages=(*latin, *cyrillic),
            draw_figures=self.kind is not Kind.SERIAL or self.baud >= _FAST_BAUD,
            leave_two_byte_mode=self.two_byte_letters,
        )
