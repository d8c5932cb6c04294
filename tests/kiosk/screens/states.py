"""Every screen of the kiosk in the state that has most on it."""

from common.screen.languages.messages import load_languages
from common.wire.board import ServiceWait
from kiosk.flow.state import (
    Authorities,
    ChoosingLanguage,
    Closed,
    Helping,
    Leaving,
    NoNumbers,
    OutOfUse,
    OwnQueue,
    PrintFailed,
    Rest,
    Screen,
    Services,
    Taking,
    Ticketed,
)
from kiosk.surroundings import Lengths
from tests.kiosk.house import NOW, ticket

LANGUAGES = load_languages()
LENGTHS = Lengths(
    {
        "tax-personal": ServiceWait(waiting=6, minutes=(15, 25)),
        "dvv-certificates": ServiceWait(waiting=2, minutes=(5, 10)),
    }
)
STATES: dict[str, Screen] = {
    "out-of-use": OutOfUse(),
    "rest": Rest(),
    "languages": ChoosingLanguage(Authorities()),
    "authorities": Authorities(),
    "services": Services("dvv"),
    "closed": Closed("land-survey"),
    "closed-for-long": Closed("supervision"),
    "closed-service": Closed("dvv", "dvv-notary"),
    "full": Closed("tax", full=True),
    "full-service": Closed("dvv", "dvv-certificates", full=True),
    "own-queue": OwnQueue("city"),
    "moment": Taking(1, NOW.ms - 3000, Authorities()),
    "ticket-printing": Ticketed(ticket(), "printing"),
    "ticket": Ticketed(ticket(), "out"),
    "ticket-without-paper": Ticketed(ticket(99_999), "none"),
    "print-failed": PrintFailed(ticket(), may_be_out=False),
    "print-unknown": PrintFailed(ticket(), may_be_out=True),
    "no-numbers": NoNumbers(1, Authorities()),
    "help-calling": Helping(1, "calling", Authorities()),
    "help-called": Helping(1, "called", Authorities()),
    "help-not-reached": Helping(1, "not-reached", Authorities()),
    "time-out": Leaving(Authorities(), NOW.ms + 17_000),
}
