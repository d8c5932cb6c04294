"""The end of a visit: the ticket, what is added to it, and paper that did not come out. Pure."""

from msgspec.structs import replace

from kiosk.flow.event import Event, PartyChosen, Press, PrintAgain
from kiosk.flow.house import House
from kiosk.flow.moves import Outcome, fresh, go, ticket_again
from kiosk.flow.numbers import add
from kiosk.flow.state import (
    Additions,
    Authorities,
    ChoosingParty,
    Closed,
    NotAdded,
    OwnQueue,
    PrintFailed,
    Ticketed,
    Visit,
)
from kiosk.surroundings import Moment


def end(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    """Choose how a visit goes on from its end: it is over, or something more belongs to it."""
    match visit.screen, event:
        case ((OwnQueue() | Closed()), Press.ANOTHER):
            return go(visit, Authorities(), now), ()
        case Ticketed(paper=paper), Press.DONE:  # whoever left a ticket that fails could not be told
            return (visit if paper == "printing" else fresh(house, now, visit.serial)), ()
        case OwnQueue(), Press.DONE:
            back = ticket_again(visit, visit.screen)
            done = fresh(house, now, visit.serial) if back is visit.screen else go(visit, back, now)
            return done, ()
        case ((Ticketed() | PrintFailed()), Press.MORE) if visit.taken is not None:
            return go(_seen(visit), Additions(), now), ()
        case PrintFailed(before=before), Press.REMEMBERED:
            return (go(_seen(visit), before, now) if before else fresh(house, now, visit.serial)), ()
        case PrintFailed(ticket, may_be_out), Press.PRINT_AGAIN:
            return _print_again(visit, PrintAgain(ticket, may_be_out), now)
        case _:
            return visit, ()


def more(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    """Take what else belongs to a visit that has its ticket."""
    site = house.site
    if site is None or visit.taken is None:
        return visit, ()
    match visit.screen, event:
        case NotAdded(), Press.GO_ON:
            return go(visit, ticket_again(visit, visit.screen), now), ()
        case Additions(), Press.ANOTHER if site.config.offers != "appointments":
            return go(visit, Authorities(), now), ()
        case Additions(), Press.PARTY if site.config.party_most > 1:
            return go(visit, ChoosingParty(), now), ()
        case Additions(), Press.WAY if site.config.shows_way:
            return add(visit, now, needs_help=not visit.taken.needs_help)
        case ChoosingParty(), PartyChosen(count) if 1 <= count <= site.config.party_most:
            return add(visit, now, party=count)
        case _:
            return visit, ()


def _seen(visit: Visit) -> Visit:
    """Return the visit with the failure of its paper told: it is not told again."""
    taken = visit.taken
    return visit if taken is None else replace(visit, taken=replace(taken, failure=None))


def _print_again(visit: Visit, asked: PrintAgain, now: Moment) -> Outcome:
    again = replace(
        go(_seen(visit), Ticketed(asked.ticket, "printing"), now), printing=(*visit.printing, asked.ticket)
    )
    if again.taken is not None and again.taken.ticket.id == asked.ticket.id:
        again = replace(again, taken=replace(again.taken, paper="printing"))
    return again, (asked,)
