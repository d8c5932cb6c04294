"""From the first tap to an authority or a service. Pure."""

from msgspec.structs import replace

from kiosk.choices.offers import find_service
from kiosk.flow.appointments import first_way
from kiosk.flow.event import AuthorityChosen, Event, LanguageChosen, Press, ServiceChosen
from kiosk.flow.house import House
from kiosk.flow.moves import Outcome, go, uncovered
from kiosk.flow.numbers import to_authority, to_service
from kiosk.flow.state import (
    Authorities,
    ChoosingLanguage,
    ClosedByStaff,
    OutOfUse,
    Rest,
    Screen,
    Services,
    Visit,
)
from kiosk.surroundings import Moment


def first_screen(house: House, now: Moment) -> Screen:
    """Return what comes after the language: what the kiosk checks people in for."""
    only_appointments = house.site is not None and house.site.config.offers == "appointments"
    return first_way(house, now, Rest()) if only_appointments else Authorities()


def choose_language(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    """Take a language on the screen at rest, or on the list of all of them."""
    screen = visit.screen
    if event is Press.LANGUAGES and isinstance(screen, Rest):
        return go(visit, ChoosingLanguage(screen), now), ()
    if not isinstance(event, LanguageChosen):
        return visit, ()
    under = screen.under if isinstance(screen, ChoosingLanguage) else screen
    changed = go(visit, first_screen(house, now) if isinstance(under, Rest) else uncovered(visit, under), now)
    if house.site is None or event.code not in house.site.config.languages:
        return changed, ()
    return replace(changed, language=event.code), ()


def choose(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    """Take an authority or one of its services."""
    match visit.screen, event:
        case Authorities(), AuthorityChosen(authority):
            return to_authority(visit, authority, house, now, Authorities())
        case Services(authority), ServiceChosen(service) if _is_of(service, authority, house):
            return to_service(visit, service, house, now, visit.screen)
        case _:
            return visit, ()


def _is_of(service: str, authority: str, house: House) -> bool:
    found = None if house.site is None else find_service(house.site.catalogue, service)
    return found is not None and found.authority == authority


def is_resting(screen: Screen) -> bool:
    """Tell whether nobody has begun anything."""
    return isinstance(screen, Rest | OutOfUse | ClosedByStaff)
