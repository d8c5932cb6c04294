"""A ticket as a customer took it. Pure."""

from typing import Literal

import msgspec

from common.wire.message import Reading

Paper = Literal["due", "sent", "printed", "failed"]
"""A ticket's paper: not yet given to the printer, given, out, or known not to have come out."""

REPRINT_MS = 10 * 60 * 1000
"""Paper that a crash has held up is printed within this time; later its customer was helped otherwise."""

LONGEST_DAY_MS = 36 * 60 * 60 * 1000
"""No numbered day is longer, even one that reaches past midnight."""


class Expected(msgspec.Struct, frozen=True):
    """What a customer may expect: how many are ahead and the range of the wait in minutes, where known."""

    ahead: int | None = None
    minutes: tuple[int, int] | None = None


class Ticket(msgspec.Struct, frozen=True):
    """A number, taken at ``taken`` while the leases of the numbered day ``day`` lay at the kiosk.

    ``shown`` is how people see it, where that is not the number itself; ``appointment_ms`` the time of the
    appointment that it is for (wall time in ms, UTC), 0 for none.
    """

    id: str
    day: str
    number: int
    service: str
    language: str
    taken: Reading
    expected: Expected = Expected()
    shown: str = ""
    appointment_ms: int = 0

    @property
    def face(self) -> str:
        """The number as people see it."""
        return self.shown or str(self.number)


def is_another_day(taken: Reading, now: Reading) -> bool:
    """Tell whether a ticket is certainly of an earlier numbered day, by clocks that can be compared."""
    if taken.boot == now.boot:
        return now.clock_ms - taken.clock_ms >= LONGEST_DAY_MS
    return taken.synced and now.synced and now.wall_ms - taken.wall_ms >= LONGEST_DAY_MS


def is_recent(taken: Reading, now: Reading) -> bool:
    """Tell whether a ticket is young enough to be printed after a crash.

    Within one boot the monotonic clock tells; beyond it only the wall clock, which may have gone back.
    """
    if taken.boot == now.boot:
        return now.clock_ms - taken.clock_ms < REPRINT_MS
    return 0 <= now.wall_ms - taken.wall_ms < REPRINT_MS
