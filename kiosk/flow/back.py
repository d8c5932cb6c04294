"""What lies behind each screen: where its customer came from. Pure."""

from kiosk.flow.moves import ticket_again, uncovered
from kiosk.flow.state import (
    Additions,
    AppointmentAnswer,
    AppointmentWays,
    Authorities,
    ChangingPaper,
    CheckingSound,
    ChoosingLanguage,
    ChoosingOwner,
    ChoosingParty,
    ChoosingTime,
    Closed,
    EnteringCode,
    Found,
    Helping,
    Leaving,
    NoNumbers,
    NotAdded,
    OwnQueue,
    Rest,
    Screen,
    ServicePage,
    Services,
    Situations,
    TryingPrinter,
    Visit,
    Words,
)

_OVER_ANOTHER = (
    ChoosingLanguage
    | Words
    | Found
    | AppointmentWays
    | EnteringCode
    | ChoosingOwner
    | ChoosingTime
    | AppointmentAnswer
    | NoNumbers
    | Helping
    | Leaving
)
"""Screens that know themselves what lies under them."""

_BEHIND: dict[type[Screen], Screen] = {
    ChangingPaper: ServicePage(),
    CheckingSound: ServicePage(),
    Services: Authorities(),
    Closed: Authorities(),
    OwnQueue: Authorities(),
    Situations: Authorities(),
    ChoosingParty: Additions(),
}


def behind(visit: Visit) -> Screen:
    """Return the screen behind that of a visit, itself where there is no way back."""
    screen = visit.screen
    match screen:
        case _ if isinstance(screen, _OVER_ANOTHER):
            return uncovered(visit, screen.under)
        case Closed(under=under) | OwnQueue(under=under) if under is not None:
            return under
        case Closed(authority, service) if service is not None:
            return Services(authority)
        case Authorities():
            return Rest() if visit.taken is None else Additions()
        case Additions() | NotAdded():
            return ticket_again(visit, screen)
        case TryingPrinter(wish=None, under=under):
            return under
        case _:
            return _BEHIND.get(type(screen), screen)
