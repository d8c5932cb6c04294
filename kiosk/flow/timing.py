"""When a screen ends by itself, never without a warning (EN 301 549 and WCAG 2.2.1). Pure."""

from common.screen.theme import Look
from kiosk.flow.state import (
    Adding,
    ChangingPaper,
    CheckingSound,
    ClosedByStaff,
    Helping,
    Leaving,
    OutOfUse,
    PrintFailed,
    Rest,
    Restarting,
    Screen,
    ServicePage,
    Sound,
    StaffCode,
    Taking,
    Ticketed,
    TryingPrinter,
    Visit,
)
from kiosk.surroundings import Surroundings

WARNING_MS = 20_000
"""So long there is to go on with one press, as often as somebody likes (WCAG 2.2.1: ten times at least)."""

TAKING_MS = 4000
"""A number that is not dealt by then is not waited for any longer; as a rule it takes a few ms."""

PRINTING_MS = 600_000
"""The printer's worker always tells, on the slowest line (1,200 baud) after six minutes; nobody is warned
away from a ticket that may still fail, since nobody could be told then."""

REMEMBERING_MS = 180_000
"""A number without paper stands until its customer confirms it; nobody is hurried who looks for a pen."""

SERVICE_MS = 180_000
"""Staff look for a roll meanwhile; a service page that was forgotten must not stay open."""

LEAST_S = 10
"""A configuration cannot hurry anybody more than this."""

_MS = 1000


def limit_ms(screen: Screen, site: Surroundings | None) -> int | None:
    """Return how long a screen may stand untouched before the warning; ``None`` for one that does not end."""
    match screen:
        case OutOfUse() | Taking() | Adding() | Leaving() | Restarting() | Helping(stage="calling"):
            return None
        case PrintFailed() | Ticketed(paper="none"):
            return REMEMBERING_MS
        case StaffCode() | ServicePage() | ChangingPaper() | TryingPrinter() | CheckingSound():
            return SERVICE_MS
        case Ticketed(paper="printing"):
            return PRINTING_MS
        case Ticketed():
            wanted_s = 20 if site is None else site.config.ticket_timeout_s
        case _:
            wanted_s = 45 if site is None else site.config.idle_timeout_s
    return max(LEAST_S, wanted_s) * _MS


def is_untouched(visit: Visit) -> bool:
    """Tell whether the screen rests as it does for everybody.

    At rest with a number still owed, or a call not answered, somebody may stand there: only the time-out
    makes the screen everybody's.
    """
    resting = isinstance(visit.screen, Rest | OutOfUse | ClosedByStaff)
    owed = (visit.wish or visit.call) and isinstance(visit.screen, Rest)
    return resting and not owed and visit.look == Look() and visit.sound == Sound()


def seconds_left(leaving: Leaving, now_ms: int) -> int:
    """Return the whole seconds until a screen ends, rounded up, at least 1."""
    return max(1, -(-(leaving.ends_ms - now_ms) // _MS))
