"""What is said to the ticket office, by the screen, the printer and the network."""

from collections.abc import Callable
from dataclasses import dataclass

from common.wire.appointments import Entry
from common.wire.board import Waits
from common.wire.life import HubStatus, OwnerBeat
from common.wire.tickets import Ack, Addition, Numbers
from kiosk.ticket.ticket import Paper, Ticket


@dataclass(frozen=True, slots=True)
class Take:
    """A customer chose a service. ``done`` gets the durable ticket, or ``None`` where none can be dealt.

    After ``until_ms`` (monotonic) none is dealt: by then the screen has sent the customer to an adviser.
    """

    service: str
    language: str
    done: Callable[[Ticket | None], None]
    appointment: Entry | None = None
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Add:
    """Something more belongs to the visit of a ticket. ``done`` gets whether that is durable."""

    addition: Addition
    done: Callable[[bool], None]


@dataclass(frozen=True, slots=True)
class PaperNews:
    """How far the paper of a ticket has come; ``done`` gets whether that is written down."""

    ticket: str
    paper: Paper
    done: Callable[[bool], None] | None = None


@dataclass(frozen=True, slots=True)
class LineUp:
    """The line to the broker is up again."""


Heard = Numbers | Ack | HubStatus | OwnerBeat | Waits
News = Take | Add | PaperNews | LineUp | Heard


def give_up(news: News | None) -> None:
    """Let who waits for the office know that it cannot do what was asked."""
    match news:
        case Take():
            news.done(None)
        case Add():
            news.done(False)  # noqa: FBT003 - the one argument of a callback
        case PaperNews() if news.done is not None:
            news.done(False)  # noqa: FBT003 - as above
        case _:
            pass
