"""Where a customer is: one screen at a time, in a language and a look of their own. Pure."""

from dataclasses import dataclass, field
from typing import Literal

from common.screen.theme import Look
from kiosk.ticket.ticket import Ticket


@dataclass(frozen=True, slots=True)
class OutOfUse:
    """The kiosk does not know its site yet."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Nobody is here, or somebody has just come."""


@dataclass(frozen=True, slots=True)
class ChoosingLanguage:
    """All languages; a choice leads back to ``under``."""

    under: "Screen"


@dataclass(frozen=True, slots=True)
class Authorities:
    """Whom to see."""


@dataclass(frozen=True, slots=True)
class Services:
    """What it is about, at one authority."""

    authority: str


@dataclass(frozen=True, slots=True)
class Closed:
    """An authority, or one service of it, is not here now.

    ``full``: it is here, but the people ahead will take until it closes.
    """

    authority: str
    service: str | None = None
    full: bool = False


@dataclass(frozen=True, slots=True)
class OwnQueue:
    """An authority has a queue of its own: where that is."""

    authority: str


@dataclass(frozen=True, slots=True)
class Taking:
    """A number is being dealt. ``wish`` names the wish within this process."""

    wish: int
    since_ms: int
    under: "Authorities | Services"


@dataclass(frozen=True, slots=True)
class Ticketed:
    """The ticket; ``paper`` is ``none`` on a kiosk that has no printer."""

    ticket: Ticket
    paper: Literal["printing", "out", "none"]


@dataclass(frozen=True, slots=True)
class PrintFailed:
    """The ticket did not come out, or nobody knows (``may_be_out``).

    ``before`` is what the customer had gone on to when it was known.
    """

    ticket: Ticket
    may_be_out: bool
    before: "Authorities | Services | None" = None


@dataclass(frozen=True, slots=True)
class NoNumbers:
    """No number can be dealt; should it come late after all, ``wish`` tells that it is this one's."""

    wish: int
    under: "Authorities | Services"


@dataclass(frozen=True, slots=True)
class Helping:
    """An adviser was called from ``under``."""

    call: int
    stage: Literal["calling", "called", "not-reached"]
    under: "Screen"


@dataclass(frozen=True, slots=True)
class Leaving:
    """The screen ends soon (``ends_ms``, monotonic), unless somebody goes on with ``under``."""

    under: "Screen"
    ends_ms: int


Screen = (
    OutOfUse
    | Rest
    | ChoosingLanguage
    | Authorities
    | Services
    | Closed
    | OwnQueue
    | Taking
    | Ticketed
    | PrintFailed
    | NoNumbers
    | Helping
    | Leaving
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One customer at the screen. Everything they changed is here, and ends with them.

    ``touched_ms`` is when somebody last did something (monotonic); ``serial`` counts wishes and calls;
    ``printing`` are tickets of this visit of which it is not known yet whether they come out.
    """

    screen: Screen
    language: str
    touched_ms: int
    look: Look = field(default_factory=Look)
    serial: int = 0
    printing: tuple[Ticket, ...] = ()


def screens_of(screen: Screen) -> tuple[Screen, ...]:
    """Return a screen and all that lie under it, the uppermost first."""
    found = [screen]
    while isinstance(found[-1], ChoosingLanguage | Taking | NoNumbers | Helping | Leaving):
        found.append(found[-1].under)
    return tuple(found)
