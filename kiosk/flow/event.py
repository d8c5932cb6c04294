"""What happens at the screen, and what is to be done because of it. Pure.

Structs of msgspec: thirty dataclasses would take the first picture 10 ms, these take 2.
"""

from enum import StrEnum
from typing import Literal

import msgspec

from common.wire.appointments import Entry
from kiosk.printer.port import Condition
from kiosk.ticket.ticket import Ticket


class Press(StrEnum):
    """A press that needs no more words than its name."""

    BACK = "back"
    START_OVER = "start-over"
    LANGUAGES = "languages"
    DONE = "done"
    ANOTHER = "another"
    """Also to somebody else: the language stays, and after a ticket the visit."""
    GO_ON = "go-on"
    PRINT_AGAIN = "print-again"
    REMEMBERED = "remembered"
    HELP = "help"
    SIZE = "size"
    CONTRAST = "contrast"
    LOW = "low"
    SOUND = "sound"
    """On the screen: speech on, louder in steps, and off again."""
    SPEAK = "speak"
    """A tactile key: speech on or off."""
    LOUDER = "louder"
    """A tactile key: one step louder, from the loudest back to the first."""
    VOLUME_UP = "volume-up"
    VOLUME_DOWN = "volume-down"
    FIND = "find"
    """Situations of life, for who does not know whom to see."""
    WORDS = "words"
    """Everyday words, letter by letter."""
    APPOINTMENT = "appointment"
    BY_CODE = "by-code"
    BY_TIME = "by-time"
    ERASE = "erase"
    LETTERS = "letters"
    """From the figures of a code's keys to its letters, and back."""
    ENTER = "enter"
    """The code is typed whole."""
    ORDINARY = "ordinary"
    """An ordinary number instead of an appointment that does not count any more."""
    MORE = "more"
    """What else belongs to this visit."""
    PARTY = "party"
    WAY = "way"
    """Somebody is to go along to the room."""
    STAFF = "staff"
    """The way to the service page, which asks for its code."""
    PAPER = "paper"
    """On the service page: change the paper, step by step."""
    PRINTER = "printer"
    TRIAL = "trial"
    """Print a trial."""
    SOUND_CHECK = "sound-check"
    CLOSE_KIOSK = "close-kiosk"
    OPEN_KIOSK = "open-kiosk"
    RESTART = "restart"


class LanguageChosen(msgspec.Struct, frozen=True):
    """A language by its code."""

    code: str


class AuthorityChosen(msgspec.Struct, frozen=True):
    """An authority by its id."""

    authority: str


class ServiceChosen(msgspec.Struct, frozen=True):
    """A service by its id."""

    service: str


class SituationChosen(msgspec.Struct, frozen=True):
    """A situation of life by its id."""

    situation: str


class PrefixChosen(msgspec.Struct, frozen=True):
    """The beginning of an everyday word, as far as it is chosen."""

    prefix: str


class WordChosen(msgspec.Struct, frozen=True):
    """An everyday word, whole."""

    word: str


class Typed(msgspec.Struct, frozen=True):
    """One letter or figure of a code."""

    letter: str

    def __repr__(self) -> str:
        """Keep the code out of every log."""
        return "Typed()"


class CodeScanned(msgspec.Struct, frozen=True):
    """What was shown to the scanner, as it came."""

    text: str

    def __repr__(self) -> str:
        """Keep the code out of every log."""
        return "CodeScanned()"


class TimeChosen(msgspec.Struct, frozen=True):
    """The time of an appointment (wall time in ms, UTC), and its service where several have that time."""

    at_ms: int
    service: str | None = None


class PartyChosen(msgspec.Struct, frozen=True):
    """How many have come together."""

    count: int


class HeadsetChanged(msgspec.Struct, frozen=True):
    """A headset was plugged in, or pulled out."""

    present: bool


class Touched(msgspec.Struct, frozen=True):
    """A finger came down somewhere: somebody is here."""


class Ticked(msgspec.Struct, frozen=True):
    """Time has passed, or the site has changed."""


class NumberDealt(msgspec.Struct, frozen=True):
    """The answer to a wish: a durable ticket, or none."""

    wish: int
    ticket: Ticket | None


class PaperOut(msgspec.Struct, frozen=True):
    """A ticket's paper has come out."""

    ticket: str


class PaperNotOut(msgspec.Struct, frozen=True):
    """A ticket's paper has not come out, or nobody knows; ``reason`` is the printer's condition."""

    ticket: str
    may_be_out: bool
    reason: Condition | None = None


class AdditionKept(msgspec.Struct, frozen=True):
    """The answer to an addition: durable, or the disk refused it."""

    wish: int
    kept: bool


class CodeChecked(msgspec.Struct, frozen=True):
    """The answer to a code of the service page; after too many wrong ones none is looked at until a time.

    ``locked_ms``: so long from now (ms), 0 where the next one is looked at.
    """

    wish: int
    right: bool
    locked_ms: int = 0


class TrialEnded(msgspec.Struct, frozen=True):
    """How a trial print ended: ``reason`` is what was wrong with the printer, where that is known."""

    wish: int
    printed: bool
    reason: Condition | None = None


class SoundChecked(msgspec.Struct, frozen=True):
    """Whether a trial sound could be played."""

    wish: int
    played: bool


class HelpAnswered(msgspec.Struct, frozen=True):
    """Whether a call has reached anybody."""

    call: int
    answer: Literal["called", "not-reached"]


News = NumberDealt | PaperOut | PaperNotOut | AdditionKept | HelpAnswered
"""What others have done meanwhile for a customer."""

StaffNews = CodeChecked | TrialEnded | SoundChecked
"""What has come of something on the service page."""

Event = (
    Press
    | LanguageChosen
    | AuthorityChosen
    | ServiceChosen
    | SituationChosen
    | PrefixChosen
    | WordChosen
    | Typed
    | CodeScanned
    | TimeChosen
    | PartyChosen
    | HeadsetChanged
    | Touched
    | Ticked
    | News
    | StaffNews
)


class TakeNumber(msgspec.Struct, frozen=True):
    """Deal a number; ``appointment`` is the entry of the book that it is for."""

    wish: int
    service: str
    language: str
    appointment: Entry | None = None


class AddToVisit(msgspec.Struct, frozen=True):
    """Write down what else belongs to the visit of a ticket; what is ``None`` stays as it is."""

    wish: int
    ticket: str
    service: str | None = None
    party: int | None = None
    needs_help: bool | None = None


class PrintAgain(msgspec.Struct, frozen=True):
    """Print a ticket once more; a copy is marked as one."""

    ticket: Ticket
    copy: bool


class CallAdviser(msgspec.Struct, frozen=True):
    """Call an adviser who speaks a language."""

    call: int
    language: str


class CheckCode(msgspec.Struct, frozen=True):
    """Look whether a code opens the service page."""

    wish: int
    code: str

    def __repr__(self) -> str:
        """Return it without the code, which belongs in no log."""
        return f"CheckCode(wish={self.wish})"


class PrintTrial(msgspec.Struct, frozen=True):
    """Print a trial."""

    wish: int


class CheckSound(msgspec.Struct, frozen=True):
    """Play a trial sound and say a sentence."""

    wish: int
    language: str


class SetClosed(msgspec.Struct, frozen=True):
    """Close the kiosk for customers, or open it again; it stays so over a restart."""

    closed: bool


class Restart(msgspec.Struct, frozen=True):
    """End the program, which then starts again."""


StaffEffect = CheckCode | PrintTrial | CheckSound | SetClosed | Restart
Effect = TakeNumber | AddToVisit | PrintAgain | CallAdviser | StaffEffect
