"""What a box's file says of its panic buttons: ``[lines.<point>]``."""

from typing import Annotated, Literal

import msgspec

from deviceagent.lines.port import PinSpec, Pull
from deviceagent.lines.supervised import Contact

Pin = Annotated[
    int, msgspec.Meta(ge=2, le=27, description="the BCM number of a pin on the 40-pin header, 2-27")
]
"""A pin by its BCM number; 0 and 1 belong to the board's own identification."""

Hardware = Literal["gpio", "absent"]
"""Whether the pins are there; ``absent`` keeps the point known, and shows it as a fault."""


class LineSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One panic button: the pins of its contacts.

    Both contacts of a change-over button make a supervised line (cut and short are seen); a single contact
    knows only rest and pressed. ``pull`` is the resistor inside the board; with ``up`` a closed contact leads
    to ground.
    """

    normally_open: Pin | None = None
    normally_closed: Pin | None = None
    pull: Literal["up", "down"] = "up"
    hardware: Hardware = "gpio"

    def __post_init__(self) -> None:
        """Refuse a line without a pin or with one pin for both contacts."""
        if self.normally_open is None and self.normally_closed is None:
            raise ValueError("name the pin of normally_open, of normally_closed, or of both")
        if self.normally_open == self.normally_closed:
            raise ValueError("normally_open and normally_closed need two different pins")

    @property
    def supervised(self) -> bool:
        """Whether a cut and a short of the cable can be told from rest and press."""
        return self.normally_open is not None and self.normally_closed is not None

    @property
    def contacts(self) -> dict[Contact, PinSpec]:
        """The contacts and their pins."""
        pull = Pull(self.pull)
        pins = {Contact.NORMALLY_OPEN: self.normally_open, Contact.NORMALLY_CLOSED: self.normally_closed}
        return {contact: PinSpec(pin, pull) for contact, pin in pins.items() if pin is not None}
