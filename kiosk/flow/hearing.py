"""What others have done meanwhile: a number was dealt, a paper came out, a call was answered. Pure."""

from msgspec.structs import replace

from kiosk.flow.event import AdditionKept, HelpAnswered, News, NumberDealt, PaperNotOut, PaperOut
from kiosk.flow.house import House
from kiosk.flow.moves import above, lowest, ticket_again, told, with_lowest
from kiosk.flow.state import (
    Adding,
    ChangingPaper,
    CheckingSound,
    ChoosingLanguage,
    Helping,
    NoNumbers,
    NotAdded,
    PrintFailed,
    Restarting,
    ServicePage,
    StaffCode,
    Taken,
    Taking,
    Ticketed,
    TryingPrinter,
    Visit,
)
from kiosk.surroundings import Moment

_NOT_INTERRUPTED = Adding | Helping | ChoosingLanguage
"""A paper's failure waits until its customer has left these."""

_OF_STAFF = StaffCode | ServicePage | ChangingPaper | TryingPrinter | CheckingSound | Restarting
"""Whoever is here needs to be told of no customer's call."""


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
    under = lowest(visit.screen)
    if event.ticket is None:
        if not isinstance(under, Taking):
            return visit
        return replace(visit, screen=with_lowest(visit.screen, NoNumbers(event.wish, under.under)))
    ticketed = Ticketed(event.ticket, "printing" if house.prints else "none")
    return replace(
        visit,
        screen=with_lowest(visit.screen, ticketed),
        taken=Taken(event.ticket, ticketed.paper),
        failures=tuple(replace(one, before=None) for one in visit.failures),  # it led to asking for this one
        printing=(*visit.printing, event.ticket) if house.prints else visit.printing,
    )


def _paper_out(visit: Visit, event: PaperOut) -> Visit:
    visit = told(_without_printing(visit, event.ticket), event.ticket)
    taken, under = visit.taken, lowest(visit.screen)
    if taken is not None and taken.ticket.id == event.ticket:
        visit = replace(visit, taken=replace(taken, paper="out"))
    if isinstance(under, Ticketed | PrintFailed) and under.ticket.id == event.ticket:
        return replace(visit, screen=with_lowest(visit.screen, Ticketed(under.ticket, "out")))
    return visit


def _paper_not_out(visit: Visit, event: PaperNotOut) -> Visit:
    """Keep a failure until its customer has gone on from it, and show it as soon as that disturbs nothing."""
    ticket = next((one for one in visit.printing if one.id == event.ticket), None)
    if ticket is None:
        return visit
    visit = _without_printing(visit, event.ticket)
    taken, under = visit.taken, lowest(visit.screen)
    if taken is not None and taken.ticket.id == event.ticket:
        visit = replace(visit, taken=replace(taken, paper="none"))
    failed = PrintFailed(ticket, event.may_be_out, reason=event.reason)
    if isinstance(under, Ticketed) and under.ticket.id == event.ticket:
        screen = with_lowest(visit.screen, failed)
    elif isinstance(under, Ticketed | PrintFailed) or isinstance(above(visit.screen), _NOT_INTERRUPTED):
        screen = visit.screen
    else:
        failed = replace(failed, before=above(visit.screen))
        screen = failed
    return replace(visit, screen=screen, failures=(*visit.failures, failed))


def _added(visit: Visit, event: AdditionKept) -> Visit:
    adding, taken, under = visit.adding, visit.taken, lowest(visit.screen)
    if adding is None or taken is None or adding.wish != event.wish:
        return visit
    visit = replace(visit, adding=None, taken=_with(taken, adding) if event.kept else taken)
    if not isinstance(under, Adding | NotAdded) or under.wish != event.wish:
        return visit
    shown = ticket_again(visit, under) if event.kept else NotAdded(event.wish)
    return replace(visit, screen=with_lowest(visit.screen, shown))


def _with(taken: Taken, added: Adding) -> Taken:
    services = taken.services if added.service is None else (*taken.services, added.service)
    return replace(
        taken,
        services=services,
        party=added.party or taken.party,
        needs_help=taken.needs_help if added.needs_help is None else added.needs_help,
    )


def _answered(visit: Visit, event: HelpAnswered) -> Visit:
    """Tell what became of a call; that it reached nobody also whoever has gone on and believes it did."""
    if visit.call != event.call:
        return visit
    visit, screen = replace(visit, call=0), above(visit.screen)
    if isinstance(screen, Helping) and screen.call == event.call:
        return replace(visit, screen=replace(screen, stage=event.answer))
    if event.answer == "not-reached" and not isinstance(screen, _OF_STAFF):
        return replace(visit, screen=Helping(event.call, event.answer, screen))
    return visit


def _without_printing(visit: Visit, ticket: str) -> Visit:
    return replace(visit, printing=tuple(one for one in visit.printing if one.id != ticket))
