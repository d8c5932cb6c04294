"""From a choice to a number, or to a place in the visit that has one already. Pure."""

from msgspec.structs import replace

from common.wire.appointments import Entry
from kiosk.choices.offers import authority_offer, find_service, service_offers
from kiosk.choices.openings import OpenUntil
from kiosk.flow.event import AddToVisit, TakeNumber
from kiosk.flow.house import House
from kiosk.flow.moves import Outcome, go, ticket_again
from kiosk.flow.state import (
    Adding,
    Closed,
    NoNumbers,
    NotAdded,
    OwnQueue,
    Screen,
    Services,
    Taking,
    Visit,
)
from kiosk.surroundings import Moment


def to_authority(visit: Visit, authority: str, house: House, now: Moment, under: Screen) -> Outcome:
    """Go where an authority leads: to its services, its number, its own queue, or when it is next here."""
    offer = None if house.site is None else authority_offer(house.site.catalogue, authority, now.wall_ms)
    if offer is None:
        return go(visit, visit.screen, now), ()
    match offer.kind:
        case "closed":
            return go(visit, Closed(authority), now), ()
        case "own-queue":
            return go(visit, OwnQueue(authority), now), ()
        case "services":
            return go(visit, Services(authority), now), ()
        case "ticket" if offer.service is not None and offer.service.id in house.full:
            return go(visit, Closed(authority, full=True), now), ()
        case "ticket":
            return take(visit, offer.service.id if offer.service else "", under, now)


def to_service(visit: Visit, service: str, house: House, now: Moment, under: Screen) -> Outcome:
    """Go where a chosen service leads: to its number, or to when it is next here."""
    found = None if house.site is None else find_service(house.site.catalogue, service)
    if house.site is None or found is None:
        return go(visit, visit.screen, now), ()
    over = None if isinstance(under, Services) else under
    offers = service_offers(house.site.catalogue, found.authority, {}, now.wall_ms)
    offer = next((one for one in offers if one.service.id == service), None)
    owner = authority_offer(house.site.catalogue, found.authority, now.wall_ms)
    if offer is None or owner is None:
        return go(visit, visit.screen, now), ()
    if owner.kind == "own-queue":
        return go(visit, OwnQueue(found.authority, over), now), ()
    if not isinstance(offer.presence, OpenUntil):
        return go(visit, Closed(found.authority, service, under=over), now), ()
    if service in house.full:
        return go(visit, Closed(found.authority, service, full=True, under=over), now), ()
    return take(visit, service, under, now)


def take(visit: Visit, service: str, under: Screen, now: Moment, appointment: Entry | None = None) -> Outcome:
    """Ask for a number; a visit that has one already waits for the service with it.

    An appointment has a number of its own, since it is placed by its time.
    """
    if visit.taken is not None and appointment is None:
        return add(visit, now, service=service)
    if visit.wish:  # the first one may still come: a second would be another number of the same person
        return go(visit, NoNumbers(visit.wish, under), now), ()
    wish = visit.serial + 1
    taking = replace(go(visit, Taking(wish, now.ms, under), now), serial=wish, wish=wish)
    return taking, (TakeNumber(wish, service, visit.language, appointment),)


def add(
    visit: Visit,
    now: Moment,
    *,
    service: str | None = None,
    party: int | None = None,
    needs_help: bool | None = None,
) -> Outcome:
    """Ask that something be added to the visit; what it has already is not added again."""
    taken = visit.taken
    if taken is None:
        return visit, ()
    if service in (taken.ticket.service, *taken.services) or party == taken.party:
        return go(visit, ticket_again(visit, visit.screen), now), ()
    if visit.adding is not None:
        return go(visit, NotAdded(visit.adding.wish), now), ()
    wish = visit.serial + 1
    adding = Adding(wish, now.ms, service, party, needs_help)
    asked = AddToVisit(wish, taken.ticket.id, service, party, needs_help)
    return replace(go(visit, adding, now), serial=wish, adding=adding), (asked,)
