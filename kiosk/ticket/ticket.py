"""A ticket as a customer took it. Pure."""

from dataclasses import dataclass
from typing import Literal

from common.wire.message import Reading

Paper = Literal["due", "sent", "printed", "failed"]
"""A ticket's paper: not yet given to the printer, given, out, or known not to have come out."""

REPRINT_MS = 10 * 60 * 1000
"""Paper that a crash has held up is printed within this time; later its customer was helped otherwise."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a customer may expect: how many are ahead and the range of the wait in minutes, where known."""

    ahead: int | None = None
    minutes: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A number of the numbered day ``day``, taken at ``taken``."""

    id: str
    day: str
    number: int
    service: str
    language: str
    taken: Reading
    expected: Expected = Expected()


def is_recent(taken: Reading, now: Reading) -> bool:
    """Tell whether a ticket is young enough to be printed after a crash.

    Within one boot the monotonic clock tells; beyond it only the wall clock, which may have gone back.
    """
    if taken.boot == now.boot:
        return now.clock_ms - taken.clock_ms < REPRINT_MS
    return 0 <= now.wall_ms - taken.wall_ms < REPRINT_MS
