"""A call for an adviser, from whatever screen. Pure."""

from msgspec.structs import replace

from kiosk.flow.event import CallAdviser
from kiosk.flow.moves import Outcome, above, go
from kiosk.flow.state import Adding, Helping, Taking, Visit
from kiosk.surroundings import Moment


def call_help(visit: Visit, now: Moment) -> Outcome:
    """Call an adviser, or once more where the last call reached nobody."""
    screen = above(visit.screen)
    if isinstance(screen, Taking | Adding):
        return visit, ()
    if isinstance(screen, Helping):
        if screen.stage != "not-reached":
            return go(visit, screen, now), ()
        screen = screen.under
    call = visit.serial + 1
    called = replace(go(visit, Helping(call, "calling", screen), now), serial=call, call=call)
    return called, (CallAdviser(call, visit.language),)
