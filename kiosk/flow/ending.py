"""The end of a visit: the ticket, what is added to it, and paper that did not come out. Pure."""

from msgspec.structs import replace

from kiosk.flow.event import Event, PartyChosen, Press, PrintAgain
from kiosk.flow.house import House
from kiosk.flow.moves import Outcome, done, go, leave, ticket_again, told_on
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
    seen = told_on(visit, visit.screen)
    match visit.screen, event:
        case ((OwnQueue() | Closed()), Press.ANOTHER):
            return go(visit, Authorities(), now), ()
        case Ticketed(), Press.DONE:
            return leave(visit, house, now), ()
        case OwnQueue(), Press.DONE:
            return done(visit, house, now), ()
        case ((Ticketed() | PrintFailed()), Press.MORE) if visit.taken is not None:
            return go(seen, Additions(), now), ()
        case PrintFailed(before=before), Press.REMEMBERED:
            return (go(seen, before, now) if before else leave(seen, house, now)), ()
        case PrintFailed(ticket, may_be_out), Press.PRINT_AGAIN:
            return _print_again(seen, PrintAgain(ticket, may_be_out), now)
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


def _print_again(visit: Visit, asked: PrintAgain, now: Moment) -> Outcome:
    printing = (*visit.printing, asked.ticket)
    again = replace(go(visit, Ticketed(asked.ticket, "printing"), now), printing=printing)
    if again.taken is not None and again.taken.ticket.id == asked.ticket.id:
        again = replace(again, taken=replace(again.taken, paper="printing"))
    return again, (asked,)
