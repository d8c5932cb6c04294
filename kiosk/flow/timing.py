"""When a screen ends by itself, never without a warning (EN 301 549 and WCAG 2.2.1). Pure."""

from common.screen.theme import Look
from kiosk.flow.state import Helping, Leaving, OutOfUse, Rest, Screen, Taking, Ticketed, Visit
from kiosk.surroundings import Surroundings

WARNING_MS = 20_000
"""So long there is to go on with one press, as often as somebody likes (WCAG 2.2.1: ten times at least)."""

TAKING_MS = 4000
"""A number that is not dealt by then is not waited for any longer; as a rule it takes a few ms."""

PRINTING_MS = 60_000
"""A printer tells its end far sooner; nobody is warned away from a ticket that has not come out."""

LEAST_S = 10
"""A configuration cannot hurry anybody more than this."""

_MS = 1000


def limit_ms(screen: Screen, site: Surroundings | None) -> int | None:
    """Return how long a screen may stand untouched before the warning; ``None`` for one that does not end."""
    match screen:
        case OutOfUse() | Taking() | Leaving() | Helping(stage="calling"):
            return None
        case Ticketed(paper="printing"):
            return PRINTING_MS
        case Ticketed():
            wanted_s = 20 if site is None else site.config.ticket_timeout_s
        case _:
            wanted_s = 45 if site is None else site.config.idle_timeout_s
    return max(LEAST_S, wanted_s) * _MS


def is_untouched(visit: Visit) -> bool:
    """Tell whether the screen rests as it does for everybody."""
    return isinstance(visit.screen, Rest | OutOfUse) and visit.look == Look()


def seconds_left(leaving: Leaving, now_ms: int) -> int:
    """Return the whole seconds until a screen ends, rounded up, at least 1."""
    return max(1, -(-(leaving.ends_ms - now_ms) // _MS))
