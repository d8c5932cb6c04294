"""What happens at the screen, and what is to be done because of it. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from kiosk.ticket.ticket import Ticket


class Press(StrEnum):
    """A press that needs no more words than its name."""

    BACK = "back"
    LANGUAGES = "languages"
    DONE = "done"
    ANOTHER = "another"
    """Also to somebody else: the language stays."""
    GO_ON = "go-on"
    PRINT_AGAIN = "print-again"
    REMEMBERED = "remembered"
    HELP = "help"
    SIZE = "size"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """A language by its code."""

    code: str


@dataclass(frozen=True, slots=True)
class AuthorityChosen:
    """An authority by its id."""

    authority: str


@dataclass(frozen=True, slots=True)
class ServiceChosen:
    """A service by its id."""

    service: str


@dataclass(frozen=True, slots=True)
class Touched:
    """A finger came down somewhere: somebody is here."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time has passed, or the site has changed."""


@dataclass(frozen=True, slots=True)
class NumberDealt:
    """The answer to a wish: a durable ticket, or none."""

    wish: int
    ticket: Ticket | None


@dataclass(frozen=True, slots=True)
class PaperOut:
    """A ticket's paper has come out."""

    ticket: str


@dataclass(frozen=True, slots=True)
class PaperNotOut:
    """A ticket's paper has not come out, or nobody knows."""

    ticket: str
    may_be_out: bool


@dataclass(frozen=True, slots=True)
class HelpAnswered:
    """Whether a call has reached anybody."""

    call: int
    answer: Literal["called", "not-reached"]


Event = (
    Press
    | LanguageChosen
    | AuthorityChosen
    | ServiceChosen
    | Touched
    | Ticked
    | NumberDealt
    | PaperOut
    | PaperNotOut
    | HelpAnswered
)


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """Deal a number."""

    wish: int
    service: str
    language: str


@dataclass(frozen=True, slots=True)
class PrintAgain:
    """Print a ticket once more; a copy is marked as one."""

    ticket: Ticket
    copy: bool


@dataclass(frozen=True, slots=True)
class CallAdviser:
    """Call an adviser who speaks a language."""

    call: int
    language: str


Effect = TakeNumber | PrintAgain | CallAdviser
