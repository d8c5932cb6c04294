"""What the reception asks of others: what is known at this moment, and what is to be done."""

from collections.abc import Callable
from typing import Protocol

from common.wire.site import StaffCode
from kiosk.help_line import Answer
from kiosk.printer.port import Condition, PrinterState
from kiosk.surroundings import Bookings, Lengths, Surroundings
from kiosk.ticket.news import Add, Take
from kiosk.ticket.ticket import Ticket


class Knows(Protocol):
    """Answers at once, from what it has heard."""

    @property
    def prints(self) -> bool:
        """Whether the kiosk has a printer at all."""
        ...

    @property
    def scans(self) -> bool:
        """Whether a code can be shown to the kiosk."""
        ...

    @property
    def closed(self) -> bool:
        """Whether a person has closed the kiosk for customers."""
        ...

    def surroundings(self) -> Surroundings | None:
        """Return the newest that is known of the site."""
        ...

    def lengths(self) -> Lengths:
        """Return how long the queues are."""
        ...

    def bookings(self) -> Bookings:
        """Return the appointments."""
        ...

    def printer(self) -> PrinterState | None:
        """Return what the printer has last said of itself."""
        ...


class Helpers(Protocol):
    """Those who do what the flow asks for. Nothing of it blocks."""

    def take(self, wish: Take) -> None:
        """Deal a number."""
        ...

    def add(self, wish: Add) -> None:
        """Write down what else belongs to a visit."""
        ...

    def print(self, ticket: Ticket, *, copy: bool) -> None:
        """Print a ticket."""
        ...

    def call_adviser(self, language: str, answered: Callable[[Answer], None]) -> None:
        """Call an adviser; ``answered`` may come from any thread."""
        ...

    def check_code(self, code: str, known: StaffCode | None, answered: Callable[[bool, int], None]) -> None:
        """Look at a code of the service page; from any thread come whether it is right, and a pause in ms."""
        ...

    def print_trial(self, ended: Callable[[bool, Condition | None], None]) -> None:
        """Print a trial; from any thread come whether it came out, and what was wrong with the printer."""
        ...

    def check_sound(self, language: str, played: Callable[[bool], None]) -> None:
        """Play a trial sound; whether it could be played comes from any thread."""
        ...

    def set_closed(self, closed: bool) -> None:  # noqa: FBT001 - reads as a sentence
        """Close the kiosk for customers, or open it."""
        ...

    def restart(self) -> None:
        """End the program, which then starts again."""
        ...
