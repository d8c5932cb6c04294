"""The search by situations of life and everyday words: all of it data of the site. Pure."""

from kiosk.choices.situations import services_of, situations_of
from kiosk.choices.words import find_word, words_of
from kiosk.flow.calling import call_help
from kiosk.flow.event import Event, PrefixChosen, Press, ServiceChosen, SituationChosen, WordChosen
from kiosk.flow.house import House
from kiosk.flow.moves import Outcome, go
from kiosk.flow.numbers import to_service
from kiosk.flow.state import Authorities, Found, OwnQueue, Situations, Visit, Words
from kiosk.surroundings import Moment, Surroundings


def find(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    """Take a step of the search; where the site has nothing to search, an adviser is called."""
    site, screen = house.site, visit.screen
    if site is None:
        return visit, ()
    match screen, event:
        case Authorities(), Press.FIND:
            return _begin(visit, site, now)
        case Situations(), SituationChosen(situation):
            services = services_of(site.catalogue, situation)
            return (go(visit, Found(services, screen, situation), now) if services else visit), ()
        case Situations(), Press.WORDS if words_of(site.catalogue, visit.language):
            return go(visit, Words(under=screen), now), ()
        case Words(prefix), PrefixChosen(longer) if longer != prefix and longer.startswith(prefix):
            return go(visit, Words(longer, screen), now), ()
        case Words(), WordChosen(word):
            return _found(visit, word, site, now), ()
        case Found(services), ServiceChosen(service) if service in services:
            return to_service(visit, service, house, now, screen)
        case _:
            return visit, ()


def _begin(visit: Visit, site: Surroundings, now: Moment) -> Outcome:
    if situations_of(site.catalogue):
        return go(visit, Situations(), now), ()
    if words_of(site.catalogue, visit.language):
        return go(visit, Words(under=visit.screen), now), ()
    return call_help(visit, now)


def _found(visit: Visit, text: str, site: Surroundings, now: Moment) -> Visit:
    """Show what a word leads to, also where it is one service: the customer sees it before the ticket."""
    word = find_word(site.catalogue, visit.language, text)
    if word is None:
        return visit
    if word.services:
        return go(visit, Found(word.services, visit.screen, word=word.text), now)
    # Only an authority with a queue of its own is found without a service.
    return go(visit, OwnQueue(word.authority or "", visit.screen), now)
