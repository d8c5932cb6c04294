"""How a visit moves from screen to screen: what all transitions share. Pure."""

from msgspec.structs import replace

from kiosk.flow.event import Effect
from kiosk.flow.house import House
from kiosk.flow.state import (
    Adding,
    ChoosingLanguage,
    ClosedByStaff,
    Helping,
    Leaving,
    OutOfUse,
    PrintFailed,
    Rest,
    Screen,
    Taking,
    Ticketed,
    Visit,
)
from kiosk.surroundings import FALLBACK_LANGUAGE, Moment

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
    """Return the screen of the visit's ticket, ``otherwise`` where it has none; a failure comes first."""
    if visit.failures:
        return visit.failures[0]
    return otherwise if visit.taken is None else Ticketed(visit.taken.ticket, visit.taken.paper)


def owed(visit: Visit) -> Ticketed | PrintFailed | None:
    """Return what a customer has to see before the visit may end: a paper that failed, or still may."""
    if visit.failures:
        return visit.failures[0]
    return Ticketed(visit.printing[0], "printing") if visit.printing else None


def leave(visit: Visit, house: House, now: Moment) -> Visit:
    """End the visit of somebody who says so, who sees first what is :func:`owed`.

    A call for an adviser goes on: that it reached nobody is still told, and in the language of who called.
    """
    due = owed(visit)
    if due is not None:
        return go(visit, due, now)
    over = fresh(house, now, visit.serial)
    return replace(over, call=visit.call, language=visit.language) if visit.call else over


def uncovered(visit: Visit, under: Screen) -> Screen:
    """Return what is seen when a screen over another goes away; a failure that waited for it comes first."""
    if isinstance(under, Ticketed):
        return ticket_again(visit, under)
    if visit.failures and not isinstance(under, PrintFailed | Taking | Adding):
        return replace(visit.failures[0], before=under)
    return under


def done(visit: Visit, house: House, now: Moment) -> Visit:
    """Go back to the visit's ticket from an answer that gives no other one, or end a visit that has none."""
    back = ticket_again(visit, visit.screen)
    return leave(visit, house, now) if back is visit.screen else go(visit, back, now)


def told(visit: Visit, ticket: str) -> Visit:
    """Return the visit with a ticket's failure taken back, or seen by its customer: it is not told again."""
    return replace(visit, failures=tuple(one for one in visit.failures if one.ticket.id != ticket))


def told_on(visit: Visit, screen: Screen) -> Visit:
    """Return the visit of somebody who goes on from a screen: a failure that stood on it is told."""
    return told(visit, screen.ticket.id) if isinstance(screen, PrintFailed) else visit


def lowest(screen: Screen) -> Screen:
    """Return the screen under a call, a choice of language or a warning."""
    while isinstance(screen, Helping | Leaving | ChoosingLanguage):
        screen = screen.under
    return screen


def with_lowest(screen: Screen, under: Screen) -> Screen:
    """Return the screen with another one under a call, a choice of language or a warning."""
    if isinstance(screen, Helping | Leaving | ChoosingLanguage):
        return replace(screen, under=with_lowest(screen.under, under))
    return under


def keep_kiosks_own(before: Visit, after: Visit) -> Visit:
    """Return a new visit with what is the kiosk's and no customer's."""
    return replace(
        after,
        plugged=before.plugged,
        unknown_ms=before.unknown_ms,
        unknown_scans_ms=before.unknown_scans_ms,
    )
