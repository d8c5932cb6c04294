"""The scanner's part of a kiosk's box.toml."""

from enum import StrEnum
from typing import Annotated

import msgspec


class Kind(StrEnum):
    """How a scanner speaks."""

    SERIAL = "serial"
    """On a serial line, also one inside USB: the better way, since it cannot be taken for anything else."""
    KEYBOARD = "keyboard"
    """It types what it reads, as fast as no hand does, and then Enter or Tab."""
    ABSENT = "absent"


class ScannerSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[scanner]` of box.toml.

    `path` is a whole path or a pattern (`/dev/serial/by-id/usb-*Scanner*`), which finds the scanner again
    that comes back under another path. One that types needs none; with one (`/dev/input/by-id/…`) it is known
    whether it is plugged in. It must be set to a United States keyboard, as scanners are when they are new.

    Raises:
        ValueError: a key that the kind needs is missing (msgspec tells it with its place in the file).
    """

    kind: Kind = Kind.ABSENT
    path: str = ""
    baud: Annotated[int, msgspec.Meta(ge=1200, le=921600)] = 9600

    def __post_init__(self) -> None:
        """Check what one key alone cannot tell."""
        if (self.path or self.kind is Kind.SERIAL) and not self.path.startswith("/"):
            raise ValueError(f'`path` must be a whole path such as "/dev/serial/by-id/…", not "{self.path}"')
