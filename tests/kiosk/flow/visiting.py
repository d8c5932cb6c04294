"""Let things happen to a visit, one after the other."""

from kiosk.flow.event import AuthorityChosen, Effect, Event, LanguageChosen, NumberDealt, PaperOut
from kiosk.flow.house import House
from kiosk.flow.moves import fresh
from kiosk.flow.state import Paper, Visit
from kiosk.flow.step import step
from kiosk.surroundings import Moment
from tests.kiosk.house import NOW, SITE, ticket

HOUSE = House(SITE)
IDLE_MS = SITE.config.idle_timeout_s * 1000


def later(ms: int) -> Moment:
    return Moment(NOW.ms + ms, NOW.wall_ms + ms)


def go(
    *events: Event, visit: Visit | None = None, house: House = HOUSE, now: Moment = NOW
) -> tuple[Visit, list[Effect]]:
    """Let events happen at one moment, to a visit or a new one, and return all of their effects."""
    visit = visit or fresh(house, now)
    effects: list[Effect] = []
    for event in events:
        visit, more = step(visit, event, house, now)
        effects += more
    return visit, effects


def taken(paper: Paper = "out", *events: Event) -> Visit:
    """Return a visit whose ticket 214 was dealt, and its paper is out, or under way."""
    visit, _ = go(LanguageChosen("en"), AuthorityChosen("tax"), NumberDealt(1, ticket()))
    if paper == "out":
        visit, _ = go(PaperOut(ticket().id), visit=visit)
    return go(*events, visit=visit)[0]
