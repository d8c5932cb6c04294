"""Serves one customer after the other: takes what happens to the flow, and does what the flow asks for.

Lives in the window's thread; what other threads have to say comes through ``later``.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from common.runtime.clock import Clock
from kiosk.flow.event import (
    CallAdviser,
    Effect,
    Event,
    HelpAnswered,
    NumberDealt,
    PaperNotOut,
    PaperOut,
    PrintAgain,
    TakeNumber,
    Ticked,
)
from kiosk.flow.state import Visit
from kiosk.flow.step import House, fresh, step
from kiosk.flow.timing import is_untouched
from kiosk.help_line import Answer
from kiosk.surroundings import Lengths, Moment, Surroundings
from kiosk.ticket.office import Take
from kiosk.ticket.ticket import Ticket

logger = logging.getLogger(__name__)


class View(Protocol):
    """What draws a visit."""

    def show(self, visit: Visit, house: House, lengths: Lengths, now: Moment) -> None:
        """Show the visit as it is now; called again and again, also where nothing has changed."""
        ...


class Helpers(Protocol):
    """Those who do what the flow asks for. Nothing of it blocks."""

    def take(self, wish: Take) -> None:
        """Deal a number."""
        ...

    def print(self, ticket: Ticket, *, copy: bool) -> None:
        """Print a ticket."""
        ...

    def call_adviser(self, language: str, answered: Callable[[Answer], None]) -> None:
        """Call an adviser; ``answered`` may come from any thread."""
        ...


class Reception:
    """Keeps the visit. ``later`` runs work in the window's thread, from any thread."""

    def __init__(
        self,
        helpers: Helpers,
        clock: Clock,
        later: Callable[[Callable[[], None]], None],
        *,
        prints: bool,
        site: Callable[[], Surroundings | None],
        lengths: Callable[[], Lengths],
        applied: Callable[[], None],
    ) -> None:
        """``site`` gives the newest that is known; ``applied`` is told when it is in force."""
        self._helpers = helpers
        self._clock = clock
        self._later = later
        self._site = site
        self._lengths = lengths
        self._applied = applied
        self._house = House(None, prints)
        self._visit = fresh(self._house, self._now())
        self._view: View | None = None

    @property
    def visit(self) -> Visit:
        """The customer at the screen."""
        return self._visit

    def open(self, view: View) -> None:
        """Show the first screen."""
        self._view = view
        self.handle(Ticked())

    def handle(self, event: Event) -> None:
        """Let something happen; in the window's thread."""
        now = self._now()
        self._renew(now)
        lengths = self._lengths()
        house = replace(self._house, full=lengths.full)
        self._visit, effects = step(self._visit, event, house, now)
        for effect in effects:
            self._do(effect)
        if self._view is not None:
            self._view.show(self._visit, house, lengths, now)

    def tick(self) -> None:
        """Let time pass; at least once a second."""
        self.handle(Ticked())

    def printed(self, ticket: str) -> None:
        """Take the news of a paper that came out; from any thread."""
        self._later(lambda: self.handle(PaperOut(ticket)))

    def not_printed(self, ticket: str, *, may_be_out: bool) -> None:
        """Take the news of a paper that did not; from any thread."""
        self._later(lambda: self.handle(PaperNotOut(ticket, may_be_out)))

    def _renew(self, now: Moment) -> None:
        """Take over what the hub has changed, while nobody is served."""
        newest = self._site()
        if not is_untouched(self._visit) or newest == self._house.site:
            return
        self._house = House(newest, self._house.prints)
        self._visit = fresh(self._house, now, self._visit.serial)
        self._applied()

    def _do(self, effect: Effect) -> None:
        match effect:
            case TakeNumber(wish, service, language):
                self._helpers.take(Take(service, language, lambda ticket: self._dealt(wish, ticket)))
            case PrintAgain(ticket, copy):
                self._helpers.print(ticket, copy=copy)
            case CallAdviser(call, language):
                self._helpers.call_adviser(language, lambda answer: self._answered(call, answer))

    def _dealt(self, wish: int, ticket: Ticket | None) -> None:
        """Take the office's answer, in its thread: the paper does not wait for the screen."""
        if ticket is not None and self._house.prints:
            self._helpers.print(ticket, copy=False)
        self._later(lambda: self.handle(NumberDealt(wish, ticket)))

    def _answered(self, call: int, answer: Answer) -> None:
        self._later(lambda: self.handle(HelpAnswered(call, answer)))

    def _now(self) -> Moment:
        return Moment(self._clock.monotonic_ms(), self._clock.wall_ms())
