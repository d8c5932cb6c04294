"""What the kiosk is and knows while it serves one customer. Pure."""

import msgspec

from common.wire.appointments import AppointmentBook
from kiosk.printer.port import Condition
from kiosk.surroundings import Surroundings


class House(msgspec.Struct, frozen=True):
    """The kiosk's site (``None``: not known yet), and whether it prints at all.

    ``full`` are the services that give no number any more, since the people ahead take until closing.
    ``closed``: a person has closed the kiosk. ``book`` are the appointments that the hub has told, and
    ``kept`` the ids of those that somebody has checked in for. ``scans``: a code can be shown to it.
    ``printer`` is the printer's condition as far as it has told, ``paper_near_end`` what it says of its roll.
    """

    site: Surroundings | None
    prints: bool = True
    full: frozenset[str] = frozenset()
    closed: bool = False
    book: AppointmentBook | None = None
    kept: frozenset[str] = frozenset()
    scans: bool = False
    printer: Condition | None = None
    paper_near_end: bool = False

    @property
    def serves(self) -> bool:
        """Whether customers are served at all."""
        return self.site is not None and not self.closed

    @property
    def asks_for_code(self) -> bool:
        """Whether the service page opens by a code alone: who does not know the site knows no code."""
        return self.site is not None

    @property
    def can_print(self) -> bool:
        """Whether a ticket given to the printer now would come out, as far as is known."""
        return self.prints and self.printer in (None, Condition.READY)
