"""Where a customer is: one screen at a time, in a language and a look of their own. Pure.

All are structs of msgspec: thirty dataclasses would take the first picture 10 ms, these take 2.
"""

from typing import Literal

import msgspec

from common.screen.theme import Look
from common.wire.arrivals import Match
from kiosk.printer.port import Condition
from kiosk.ticket.ticket import Ticket


class OutOfUse(msgspec.Struct, frozen=True):
    """The kiosk does not know its site yet."""


class ClosedByStaff(msgspec.Struct, frozen=True):
    """A person has closed the kiosk at its service page."""


class Rest(msgspec.Struct, frozen=True):
    """Nobody is here, or somebody has just come."""


class ChoosingLanguage(msgspec.Struct, frozen=True):
    """All languages; a choice leads back to ``under``."""

    under: "Screen"


class Authorities(msgspec.Struct, frozen=True):
    """Whom to see."""


class Services(msgspec.Struct, frozen=True):
    """What it is about, at one authority."""

    authority: str


class Situations(msgspec.Struct, frozen=True):
    """Situations of life, and everyday words, for who does not know whom to see."""


class Words(msgspec.Struct, frozen=True):
    """Everyday words that begin with ``prefix`` (folded), or the letters that can come next.

    ``under`` is where the customer came from, which may be a shorter beginning.
    """

    prefix: str = ""
    under: "Screen" = Situations()


class Found(msgspec.Struct, frozen=True):
    """The services that a situation (its id) or a word leads to."""

    services: tuple[str, ...]
    under: "Screen"
    situation: str | None = None
    word: str = ""


class AppointmentWays(msgspec.Struct, frozen=True):
    """Whether the appointment has a code, or is known by its time.

    ``under`` is where the customer came from, here as on the screens that follow.
    """

    under: "Screen" = Rest()


class EnteringCode(msgspec.Struct, frozen=True):
    """The code, as far as it is typed. ``letters``: the keys are letters and not figures."""

    typed: str = ""
    letters: bool = False
    under: "Screen" = AppointmentWays()

    def __repr__(self) -> str:
        """Keep the code out of every log."""
        return f"EnteringCode(letters={self.letters}, under={self.under})"


class ChoosingOwner(msgspec.Struct, frozen=True):
    """With whom the appointment is, among those whose appointments are known by their time."""

    under: "Screen" = AppointmentWays()


class ChoosingTime(msgspec.Struct, frozen=True):
    """At what time the appointment with an authority is."""

    authority: str
    under: "Screen" = ChoosingOwner()


class AppointmentAnswer(msgspec.Struct, frozen=True):
    """Why an appointment does not count now; those that do lead to a ticket.

    ``match`` is what the book says; ``under`` is where it was asked. ``paused``: the book was not asked,
    since too many codes that it does not know were tried.
    """

    match: Match
    under: "Screen"
    paused: bool = False


class Closed(msgspec.Struct, frozen=True):
    """An authority, or one service of it, is not here now.

    ``full``: it is here, but the people ahead will take until it closes. ``under`` is where it was chosen.
    """

    authority: str
    service: str | None = None
    full: bool = False
    under: "Screen | None" = None


class OwnQueue(msgspec.Struct, frozen=True):
    """An authority has a queue of its own: where that is. ``under`` is where it was chosen."""

    authority: str
    under: "Screen | None" = None


class Taking(msgspec.Struct, frozen=True):
    """A number is being dealt. ``wish`` names the wish within this process."""

    wish: int
    since_ms: int
    under: "Screen"


Paper = Literal["printing", "out", "none"]
"""Where a ticket's paper is; ``none`` on a kiosk that has no printer, or after it was given up."""


class Ticketed(msgspec.Struct, frozen=True):
    """The ticket."""

    ticket: Ticket
    paper: Paper


class NotAdded(msgspec.Struct, frozen=True):
    """An addition could not be written down; the number holds. A late answer to ``wish`` still counts."""

    wish: int


class PrintFailed(msgspec.Struct, frozen=True):
    """The ticket did not come out, or nobody knows (``may_be_out``).

    ``before`` is what the customer had gone on to when it was known; ``reason`` is the printer's condition.
    """

    ticket: Ticket
    may_be_out: bool
    before: "Screen | None" = None
    reason: Condition | None = None


class Additions(msgspec.Struct, frozen=True):
    """What else can belong to this visit: another service, a party, help on the way."""


class ChoosingParty(msgspec.Struct, frozen=True):
    """How many have come together."""


class Adding(msgspec.Struct, frozen=True):
    """An addition is being written down: one service, a party, or help on the way."""

    wish: int
    since_ms: int
    service: str | None = None
    party: int | None = None
    needs_help: bool | None = None


class NoNumbers(msgspec.Struct, frozen=True):
    """No number can be dealt; should it come late after all, ``wish`` tells that it is this one's."""

    wish: int
    under: "Screen"


class StaffCode(msgspec.Struct, frozen=True):
    """The code of the service page, as far as it is typed. ``wish`` is being looked at; ``None``: none is."""

    typed: str = ""
    wish: int | None = None
    wrong: bool = False
    locked_until_ms: int = 0

    def __repr__(self) -> str:
        """Return it without the code, which belongs in no log."""
        return f"StaffCode({len(self.typed)} typed, wish={self.wish}, wrong={self.wrong})"


class ServicePage(msgspec.Struct, frozen=True):
    """What staff can do at a kiosk."""


class ChangingPaper(msgspec.Struct, frozen=True):
    """New paper, step by step. ``opened``: the cover has been seen open since."""

    opened: bool = False


class TryingPrinter(msgspec.Struct, frozen=True):
    """A trial print: ``wish`` is under way; ``None``: none is."""

    wish: int | None = None
    result: Literal["", "printed", "failed"] = ""
    reason: Condition | None = None
    under: "ServicePage | ChangingPaper" = ServicePage()


class CheckingSound(msgspec.Struct, frozen=True):
    """A trial sound: ``wish`` is under way; ``None``: none is."""

    wish: int | None = None
    result: Literal["", "played", "silent"] = ""


class Restarting(msgspec.Struct, frozen=True):
    """The program ends and starts again."""


class Helping(msgspec.Struct, frozen=True):
    """An adviser was called from ``under``."""

    call: int
    stage: Literal["calling", "called", "not-reached"]
    under: "Screen"


class Leaving(msgspec.Struct, frozen=True):
    """The screen ends soon (``ends_ms``, monotonic), unless somebody goes on with ``under``."""

    under: "Screen"
    ends_ms: int


Screen = (
    OutOfUse
    | ClosedByStaff
    | Rest
    | ChoosingLanguage
    | Authorities
    | Services
    | Situations
    | Words
    | Found
    | AppointmentWays
    | EnteringCode
    | ChoosingOwner
    | ChoosingTime
    | AppointmentAnswer
    | Closed
    | OwnQueue
    | Taking
    | Ticketed
    | PrintFailed
    | Additions
    | ChoosingParty
    | Adding
    | NotAdded
    | NoNumbers
    | StaffCode
    | ServicePage
    | ChangingPaper
    | TryingPrinter
    | CheckingSound
    | Restarting
    | Helping
    | Leaving
)


class Sound(msgspec.Struct, frozen=True):
    """How the kiosk speaks to this customer: at all, into a headset, and how many steps louder."""

    on: bool = False
    headset: bool = False
    louder: int = 0


class Taken(msgspec.Struct, frozen=True):
    """The ticket of this visit, and what was added to it since."""

    ticket: Ticket
    paper: Paper
    services: tuple[str, ...] = ()
    party: int = 1
    needs_help: bool = False


class Visit(msgspec.Struct, frozen=True):
    """One customer at the screen. Everything they changed is here, and ends with them.

    ``touched_ms`` is when somebody last did something (monotonic); ``serial`` counts wishes and calls;
    ``wish`` is one for a number, ``adding`` an addition, and ``call`` one for an adviser, that have no answer
    yet; 0 and ``None``: there is none. ``printing`` are this visit's tickets of which it is not known yet
    whether they come out, and ``failures`` those that did not, until their customer has gone on from them.

    The kiosk's own, which outlast a customer: ``plugged`` is whether a headset is plugged in, ``unknown_ms``
    and ``unknown_scans_ms`` (monotonic) when codes that nobody knows were typed or shown here lately.
    """

    screen: Screen
    language: str
    touched_ms: int
    look: Look = Look()
    sound: Sound = Sound()
    serial: int = 0
    printing: tuple[Ticket, ...] = ()
    failures: tuple[PrintFailed, ...] = ()
    taken: Taken | None = None
    wish: int = 0
    adding: Adding | None = None
    call: int = 0
    plugged: bool = False
    unknown_ms: tuple[int, ...] = ()
    unknown_scans_ms: tuple[int, ...] = ()


def screens_of(screen: Screen) -> tuple[Screen, ...]:
    """Return a screen and all that lie under it, the uppermost first."""
    found = [screen]
    while isinstance(found[-1], ChoosingLanguage | Taking | NoNumbers | Helping | Leaving):
        found.append(found[-1].under)
    return tuple(found)
