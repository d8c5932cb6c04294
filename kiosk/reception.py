"""Serves one customer after the other: takes what happens to the flow, and does what the flow asks for.

Lives in the window's thread; what other threads have to say comes through ``later``.
"""

from collections.abc import Callable
from typing import Protocol

from msgspec.structs import replace

from common.runtime.clock import Clock
from kiosk.errands import Errands
from kiosk.flow.event import Event, PaperNotOut, PaperOut, Ticked
from kiosk.flow.house import House
from kiosk.flow.moves import fresh, keep_kiosks_own
from kiosk.flow.state import Visit
from kiosk.flow.step import step
from kiosk.flow.timing import is_untouched
from kiosk.helpers import Helpers, Knows
from kiosk.printer.port import Condition
from kiosk.surroundings import Lengths, Moment

REST_MS = 30_000
"""Where nobody is here, a tick looks around so often, and as a minute begins; news come by themselves."""

_MINUTE_MS = 60_000


class View(Protocol):
    """What draws a visit."""

    def show(self, visit: Visit, house: House, lengths: Lengths, now: Moment) -> None:
        """Show the visit as it is now; called again and again, also where nothing has changed."""
        ...


class Reception:
    """Keeps the visit. ``later`` runs work in the window's thread, from any thread."""

    def __init__(
        self,
        helpers: Helpers,
        knows: Knows,
        clock: Clock,
        later: Callable[[Callable[[], None]], None],
        applied: Callable[[], None],
    ) -> None:
        """``applied`` is told when the newest that is known of the site is in force."""
        self._knows = knows
        self._clock = clock
        self._later = later
        self._applied = applied
        self._errands = Errands(helpers, self._say, clock, prints=knows.prints)
        self._house = House(None, knows.prints)
        self._visit = fresh(self._house, self._now())
        self._view: View | None = None
        self._look_at_ms = 0
        self._looked_minute = 0

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
        lengths = self._knows.lengths()
        house = self._look_around(lengths)
        rested = isinstance(event, Ticked) and is_untouched(self._visit)
        self._visit, effects = step(self._visit, event, house, now)
        # After whatever else happened there is one more look: only one at rest takes over what is new.
        self._look_at_ms = now.ms + (REST_MS if rested and is_untouched(self._visit) else 0)
        self._looked_minute = now.wall_ms // _MINUTE_MS
        code = None if house.site is None else house.site.config.staff_code
        for effect in effects:
            self._errands.do(effect, code)
        if self._view is not None:
            self._view.show(self._visit, house, lengths, now)

    def _look_around(self, lengths: Lengths) -> House:
        bookings, printer = self._knows.bookings(), self._knows.printer()
        return replace(
            self._house,
            full=lengths.full,
            closed=self._knows.closed,
            book=bookings.book,
            kept=bookings.kept,
            scans=self._knows.scans,
            printer=None if printer is None else printer.condition,
            paper_near_end=printer is not None and printer.paper_near_end,
        )

    def tick(self) -> None:
        """Let time pass; at least once a second. It costs nothing as a rule where nobody is here."""
        minute = self._clock.wall_ms() // _MINUTE_MS
        if minute != self._looked_minute or self._clock.monotonic_ms() >= self._look_at_ms:
            self.look()

    def look(self) -> None:
        """Take up what is new of the site, the kiosk or the time."""
        self.handle(Ticked())

    def printed(self, ticket: str) -> None:
        """Take the news of a paper that came out; from any thread."""
        self._say(PaperOut(ticket))

    def not_printed(self, ticket: str, *, may_be_out: bool, reason: Condition | None = None) -> None:
        """Take the news of a paper that did not; from any thread."""
        self._say(PaperNotOut(ticket, may_be_out, reason))

    def _renew(self, now: Moment) -> None:
        """Take over what the hub has changed, while nobody is served."""
        newest = self._knows.surroundings()
        if not is_untouched(self._visit) or newest == self._house.site:
            return
        self._house = House(newest, self._house.prints)
        self._visit = keep_kiosks_own(self._visit, fresh(self._house, now, self._visit.serial))
        self._applied()

    def _say(self, event: Event) -> None:
        """Let something happen soon; from any thread."""
        self._later(lambda: self.handle(event))

    def _now(self) -> Moment:
        return Moment(self._clock.monotonic_ms(), self._clock.wall_ms())
