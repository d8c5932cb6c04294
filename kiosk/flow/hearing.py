"""What others have done meanwhile: a number was dealt, a paper came out, a call was answered. Pure."""

from msgspec.structs import replace

from kiosk.flow.event import AdditionKept, HelpAnswered, News, NumberDealt, PaperNotOut, PaperOut
from kiosk.flow.house import House
from kiosk.flow.moves import above, ticket_again
from kiosk.flow.state import (
    Adding,
    ChoosingLanguage,
    Helping,
    Leaving,
    NoNumbers,
    NotAdded,
    PrintFailed,
    Rest,
    Screen,
    Taken,
    Taking,
    Ticketed,
    Visit,
)
from kiosk.surroundings import Moment


def hear(visit: Visit, event: News, house: House, now: Moment) -> Visit:
    """Take news in: what the visit has come to, and what is to be seen of it, also under another screen."""
    match event:
        case NumberDealt(wish):
            after = _dealt(visit, event, house) if wish == visit.wish else visit
        case PaperOut():
            after = _paper_out(visit, event)
        case PaperNotOut():
            after = _paper_not_out(visit, event)
        case AdditionKept():
            after = _added(visit, event)
        case HelpAnswered():
            after = _answered(visit, event)
    if after.screen == visit.screen:
        return after
    # Something new is to be seen: whoever was being warned gets the time to see it.
    return replace(after, screen=above(after.screen), touched_ms=now.ms)


def _dealt(visit: Visit, event: NumberDealt, house: House) -> Visit:
    """Show a number wherever its customer is by now: it is theirs, however late it comes."""
    visit = replace(visit, wish=0)
    lowest = _lowest(visit.screen)
    if event.ticket is None:
        if not isinstance(lowest, Taking):
            return visit
        return replace(visit, screen=_with_lowest(visit.screen, NoNumbers(event.wish, lowest.under)))
    ticketed = Ticketed(event.ticket, "printing" if house.prints else "none")
    return replace(
        visit,
        screen=_with_lowest(visit.screen, ticketed),
        taken=Taken(event.ticket, ticketed.paper),
        printing=(*visit.printing, event.ticket) if house.prints else visit.printing,
    )


def _paper_out(visit: Visit, event: PaperOut) -> Visit:
    visit = _without_printing(visit, event.ticket)
    taken, lowest = visit.taken, _lowest(visit.screen)
    if taken is not None and taken.ticket.id == event.ticket:
        visit = replace(visit, taken=replace(taken, paper="out", failure=None))
    if isinstance(lowest, Ticketed | PrintFailed) and lowest.ticket.id == event.ticket:
        return replace(visit, screen=_with_lowest(visit.screen, Ticketed(lowest.ticket, "out")))
    return visit


def _paper_not_out(visit: Visit, event: PaperNotOut) -> Visit:
    lost = next((ticket for ticket in visit.printing if ticket.id == event.ticket), None)
    visit = _without_printing(visit, event.ticket)
    taken, lowest = visit.taken, _lowest(visit.screen)
    if taken is not None and taken.ticket.id == event.ticket:
        taken = replace(taken, paper="none")
        visit = replace(visit, taken=taken)
    if isinstance(lowest, Ticketed) and lowest.paper == "printing" and lowest.ticket.id == event.ticket:
        failed = PrintFailed(lowest.ticket, event.may_be_out, reason=event.reason)
        return replace(visit, screen=_with_lowest(visit.screen, failed))
    if lost is None or isinstance(lowest, Ticketed | PrintFailed | Rest):
        return visit
    failed = PrintFailed(lost, event.may_be_out, reason=event.reason)
    # Its customer has gone on: what can be left is interrupted, what cannot leads to the failure afterwards.
    if isinstance(above(visit.screen), Adding | Helping | ChoosingLanguage) and taken is not None:
        return replace(visit, taken=replace(taken, failure=failed))
    return replace(visit, screen=replace(failed, before=above(visit.screen)))


def _added(visit: Visit, event: AdditionKept) -> Visit:
    adding, taken, lowest = visit.adding, visit.taken, _lowest(visit.screen)
    if adding is None or taken is None or adding.wish != event.wish:
        return visit
    visit = replace(visit, adding=None, taken=_with(taken, adding) if event.kept else taken)
    if not isinstance(lowest, Adding | NotAdded) or lowest.wish != event.wish:
        return visit
    shown = ticket_again(visit, lowest) if event.kept else NotAdded(event.wish)
    return replace(visit, screen=_with_lowest(visit.screen, shown))


def _with(taken: Taken, added: Adding) -> Taken:
    services = taken.services if added.service is None else (*taken.services, added.service)
    return replace(
        taken,
        services=services,
        party=added.party or taken.party,
        needs_help=taken.needs_help if added.needs_help is None else added.needs_help,
    )


def _answered(visit: Visit, event: HelpAnswered) -> Visit:
    screen = above(visit.screen)
    if isinstance(screen, Helping) and screen.stage == "calling" and screen.call == event.call:
        return replace(visit, screen=replace(screen, stage=event.answer))
    return visit


def _without_printing(visit: Visit, ticket: str) -> Visit:
    return replace(visit, printing=tuple(one for one in visit.printing if one.id != ticket))


def _lowest(screen: Screen) -> Screen:
    """Return the screen under a call, a choice of language or a warning."""
    while isinstance(screen, Helping | Leaving | ChoosingLanguage):
        screen = screen.under
    return screen


def _with_lowest(screen: Screen, lowest: Screen) -> Screen:
    """Return the screen with another one under a call, a choice of language or a warning."""
    if isinstance(screen, Helping | Leaving | ChoosingLanguage):
        return replace(screen, under=_with_lowest(screen.under, lowest))
    return lowest
