"""How a visit moves from screen to screen: what all transitions share. Pure."""

from msgspec.structs import replace

from kiosk.flow.event import Effect
from kiosk.flow.house import House
from kiosk.flow.state import ClosedByStaff, Leaving, OutOfUse, Rest, Screen, Ticketed, Visit
from kiosk.surroundings import Moment

FALLBACK_LANGUAGE = "fi"

Outcome = tuple[Visit, tuple[Effect, ...]]


def fresh(house: House, now: Moment, serial: int = 0) -> Visit:
    """Return the screen as everybody finds it."""
    if house.site is None:
        return Visit(OutOfUse(), FALLBACK_LANGUAGE, now.ms, serial=serial)
    screen = ClosedByStaff() if house.closed else Rest()
    return Visit(screen, house.site.config.languages[0], now.ms, serial=serial)


def go(visit: Visit, screen: Screen, now: Moment) -> Visit:
    """Return the visit on another screen; somebody has just done something."""
    return replace(visit, screen=screen, touched_ms=now.ms)


def above(screen: Screen) -> Screen:
    """Return the screen without a warning on it: whoever does something goes on."""
    return screen.under if isinstance(screen, Leaving) else screen


def ticket_again(visit: Visit, otherwise: Screen) -> Screen:
    """Return the screen of the visit's ticket, or ``otherwise`` where it has none yet."""
    if visit.taken is None:
        return otherwise
    return visit.taken.failure or Ticketed(visit.taken.ticket, visit.taken.paper)


def keep_kiosks_own(before: Visit, after: Visit) -> Visit:
    """Return a new visit with what is the kiosk's and no customer's."""
    return replace(
        after,
        plugged=before.plugged,
        unknown_ms=before.unknown_ms,
        unknown_scans_ms=before.unknown_scans_ms,
    )
