"""What the kiosk wants of a scanner, whatever it hangs on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from common.runtime.life import Life

WORKER = "scanner"

SCANNER_ABSENT = "scanner-absent"
"""The word of the device's health for a scanner that is not there, or not any more."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One showing of a code: 1 to 256 bytes of text without control characters, as the scanner read it.

    Whether it is a code is decided by :func:`common.wire.appointments.normal_code` alone. It is left out of
    the ``repr``, so that no log can hold it by mistake.
    """

    text: str = field(repr=False)


Hear = Callable[[Scan], None]
"""Takes a scan; called in the scanner's own thread, and must not block."""


class Scanner(Protocol):
    """A scanner, with a worker of its own."""

    @property
    def fault(self) -> str | None:
        """:data:`SCANNER_ABSENT` where a scanner is configured and not there."""
        ...

    def run(self, life: Life) -> None:
        """Read until the process ends (a worker of :class:`Life`)."""
        ...
