"""The worker that prints tickets: it writes down what the printer gets, and learns whether it came out."""

import contextlib
import logging
import queue
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from common.runtime.clock import Clock, SystemClock
from common.runtime.life import Life
from common.screen.languages.messages import Languages
from kiosk.printer.port import Condition, Outcome, Printer, PrinterState, PrintJob, PrintResult
from kiosk.surroundings import Moment, Surroundings
from kiosk.ticket.content import content_of
from kiosk.ticket.encode import TicketEncoder
from kiosk.ticket.layout import Block, Text, lay_out
from kiosk.ticket.news import PaperNews
from kiosk.ticket.picture import UnprintableTextError
from kiosk.ticket.ticket import Ticket
from kiosk.ticket.trial import trial_blocks

logger = logging.getLogger(__name__)

WORKER = "printer"

POLL_S = 5.0
"""An idle printer is asked this often how it is."""

PATIENCE_S = 600.0
"""As long as a ticket counts as recent after a crash: later its customer was helped otherwise."""

ILL_POLL_S = 1.0
"""One that cannot print is asked more often, and each is asked so soon after a ticket."""

ENCODER_FAULT = "printer-settings"
"""The box.toml names a printer profile that nobody knows, or the printer database cannot be read."""

_WRITTEN_S = 5.0
"""A card that stalls for longer than this counts as one that refuses."""
_MOST_TRIES = 3
"""So often a ticket that a crash has left is tried, where the printer fails in its middle, or the disk."""
_MAKE_AGAIN_S = 60.0
_MS = 1000
_TRIAL_ID = "trial"
_LATE_KEPT = 64
_SLOW_TO_ASK = (Condition.ABSENT, Condition.SILENT)
"""Asking these takes a second or two; a customer gets the answer that is known."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A ticket to be printed; a copy says so, since another paper of its number may be out.

    One that nobody at the screen can ask for again waits until ``until_s`` (monotonic) for the printer;
    ``tries`` is how often it was tried in vain.
    """

    ticket: Ticket
    copy: bool = False
    until_s: float | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class _Trial:
    done: Callable[[PrintResult | None], None]


class Watcher(Protocol):
    """Who wants to know of papers; called in the worker's thread."""

    def printed(self, ticket: str) -> None:
        """The ticket has come out, perhaps late."""
        ...

    def not_printed(self, ticket: str, *, may_be_out: bool, reason: Condition | None) -> None:
        """The ticket has not come out, or not whole, or nobody knows.

        ``reason`` is what is wrong with the printer; ``None`` where it is not the printer.
        """
        ...


def _nobody() -> None:
    """Stand in for who wants to know of a change."""


class Printing:
    """One worker with one printer. :meth:`print` is for any thread and never blocks."""

    def __init__(
        self,
        printer: Printer,
        make_encoder: Callable[[], TicketEncoder],
        surroundings: Callable[[], Surroundings | None],
        languages: Languages,
        news: Callable[[PaperNews], None],
        watcher: Watcher,
        *,
        kiosk: str = "",
        clock: Clock | None = None,
    ) -> None:
        """Prepare; ``make_encoder`` (0.6 s) and all of the printer happen in the worker.

        ``kiosk`` and ``clock`` tell on a trial where and when it was printed.
        """
        self._printer = printer
        self._make_encoder = make_encoder
        self._surroundings = surroundings
        self._languages = languages
        self._news = news
        self._watcher = watcher
        self._kiosk = kiosk
        self._clock = clock or SystemClock()
        self.changed: Callable[[], None] = _nobody
        """Called in the worker as soon as :meth:`condition` or :attr:`able` says something else."""
        self._wishes: queue.SimpleQueue[Wish | _Trial | None] = queue.SimpleQueue()
        self._held: list[Wish] = []
        self._late: deque[str] = deque(maxlen=_LATE_KEPT)
        self._encoder: TicketEncoder | None = None
        self._prepare_again_s: float | None = None
        self.state: PrinterState | None = None
        """What the printer last said of itself."""
        self.fault: str | None = None
        """What keeps tickets from being made, for the device's health."""
        self.sent_after_s: float | None = None
        """How long the printer's line took for the last ticket that it took whole."""

    def print(self, ticket: Ticket, *, copy: bool = False, patient: bool = False) -> None:
        """Print a ticket as soon as those before it have come out.

        Where the printer cannot, that is the answer, at once. A ``patient`` ticket, whose customer a crash
        has left standing there, waits for it up to :data:`PATIENCE_S`.
        """
        until_s = self._now_s() + PATIENCE_S if patient else None
        self._wishes.put(Wish(ticket, copy, until_s))

    def test_print(self, done: Callable[[PrintResult | None], None]) -> None:
        """Print a trial. ``done`` is called in the worker; ``None`` says that no print could be made."""
        self._wishes.put(_Trial(done))

    @property
    def able(self) -> bool:
        """Whether a ticket given now would come out, as far as is known."""
        return self.fault is None and (self.state is None or self.state.ready)

    def condition(self) -> str | None:
        """Return the printer's condition as a word for the device's health."""
        state = self.state
        if state is None:
            return None
        return "paper-near-end" if state.ready and state.paper_near_end else state.condition.value

    def run(self, life: Life) -> None:
        """Print until the process ends (a worker of :class:`Life`)."""
        life.wake_at_end(lambda: self._wishes.put(None))
        try:
            self._serve(life)
        finally:
            self._printer.close()

    def _serve(self, life: Life) -> None:
        self._prepare()
        ask_at_s = time.monotonic()
        while not life.stopping.is_set():
            life.pulse(WORKER)
            if time.monotonic() >= ask_at_s:
                self._look_after(life)
                ask_at_s = time.monotonic() + (POLL_S if self.able else ILL_POLL_S)
            with contextlib.suppress(queue.Empty):
                wish = self._wishes.get(timeout=max(0.0, ask_at_s - time.monotonic()))
                life.pulse(WORKER)
                if isinstance(wish, Wish):
                    self._handle(wish)
                elif wish is not None:
                    wish.done(self._try_out())
                ask_at_s = min(ask_at_s, time.monotonic() + ILL_POLL_S)

    def _look_after(self, life: Life) -> None:
        """Ask the printer how it is, and take up what waits for it or for the disk."""
        self._learn(self._printer.state())
        life.pulse(WORKER)
        if self._prepare_again_s is not None and self._now_s() >= self._prepare_again_s:
            self._prepare()
        self._handle_held(life)

    def _prepare(self) -> None:
        """Make the encoder, without which there are no tickets; a disk that refuses is tried again."""
        able = self.able
        try:
            self._encoder = self._make_encoder()
        except (ValueError, OSError) as error:
            if self.fault is None:
                logger.critical("no ticket can be printed: %s", error)
            self.fault = ENCODER_FAULT
            self._prepare_again_s = None if isinstance(error, ValueError) else self._now_s() + _MAKE_AGAIN_S
        else:
            self.fault, self._prepare_again_s = None, None
        if self.able != able:
            self.changed()

    def _handle_held(self, life: Life) -> None:
        """Take up those that waited for the printer, and give up those that have waited too long."""
        now_s = self._now_s()
        over = [wish for wish in self._held if wish.until_s is None or now_s >= wish.until_s]
        held, self._held = [wish for wish in self._held if wish not in over], []
        for wish in over:
            self._tell(wish, printed=False, reason=self.state.condition if self.state else None)
        for wish in held:
            life.pulse(WORKER)
            self._handle(wish)

    def _handle(self, wish: Wish) -> None:
        ticket = wish.ticket
        if wish.copy and ticket.id in self._late:
            logger.info("ticket %s has come out late, and is not printed again", ticket.face)
            self._tell(wish, printed=True)
            return
        if wish.until_s is not None and not self.able:
            self._held.append(wish)
            return
        if self.state is not None and self.state.condition in _SLOW_TO_ASK:
            self._tell(wish, printed=False, reason=self.state.condition)
            return
        data = self._encode(wish)
        if data is None:
            self._tell(wish, printed=False)
            return
        if not self._write_down(ticket):
            if not self._held_again(wish, copy=wish.copy):
                self._tell(wish, printed=False)
            return
        result = self._printer.print(PrintJob(data, ticket.id, new_piece=wish.copy))
        self._learn(result.state)
        self.sent_after_s = result.sent_after_s or self.sent_after_s
        self._log(ticket, result)
        came_out = result.outcome is not Outcome.FAILED
        if not came_out and self._held_again(wish, copy=wish.copy or result.paper_may_be_out):
            return
        self._tell(wish, printed=came_out, may_be_out=result.paper_may_be_out, reason=result.reason)

    def _held_again(self, wish: Wish, *, copy: bool) -> bool:
        """Keep a ticket that a crash has left for another try; ``False`` for others, and after the last."""
        if wish.until_s is None or wish.tries + 1 >= _MOST_TRIES:
            return False
        self._held.append(replace(wish, copy=copy, tries=wish.tries + 1))
        return True

    def _encode(self, wish: Wish) -> bytes | None:
        surroundings = self._surroundings()
        if surroundings is None:
            return None
        return self._bytes_of(lay_out(content_of(wish.ticket, surroundings, self._languages, copy=wish.copy)))

    def _bytes_of(self, blocks: tuple[Block, ...]) -> bytes | None:
        """Return the bytes, without a text that no font here has: better that than no ticket."""
        if self._encoder is None:
            return None
        while True:
            try:
                return self._encoder.encode(blocks)
            except UnprintableTextError as error:
                logger.error("a text is left out of a ticket: %s", error)  # noqa: TRY400 - it says all
                left = tuple(one for one in blocks if not (isinstance(one, Text) and one.text == error.text))
                if left == blocks:
                    return None
                blocks = left

    def _try_out(self) -> PrintResult | None:
        surroundings = self._surroundings()
        now = Moment(self._clock.monotonic_ms(), self._clock.wall_ms())
        data = self._bytes_of(trial_blocks(self._kiosk, surroundings, self._languages, now, self.state))
        if data is None:
            return None
        result = self._printer.print(PrintJob(data, _TRIAL_ID, new_piece=True, attended=True))
        self._learn(result.state)
        return result

    def _write_down(self, ticket: Ticket) -> bool:
        """Have on the disk that the printer gets the ticket before it does: a crash must not double it.

        Where that is not possible nothing is sent, and the screen has the number.
        """
        answer: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._news(PaperNews(ticket.id, "sent", answer.put))
        with contextlib.suppress(queue.Empty):
            if answer.get(timeout=_WRITTEN_S):
                return True
        logger.error("ticket %s is not printed: the disk does not take that it is", ticket.face)
        return False

    def _tell(
        self, wish: Wish, *, printed: bool, may_be_out: bool = False, reason: Condition | None = None
    ) -> None:
        ticket = wish.ticket
        self._news(PaperNews(ticket.id, "printed" if printed else "failed"))
        if printed:
            self._watcher.printed(ticket.id)
        else:
            # Nothing of a copy may have been sent, and an earlier paper may be out all the same: the next
            # one, too, must say that it is a copy.
            self._watcher.not_printed(ticket.id, may_be_out=may_be_out or wish.copy, reason=reason)

    def _now_s(self) -> float:
        return self._clock.monotonic_ms() / _MS

    def _learn(self, state: PrinterState) -> None:
        if self.state is not None and state.condition is not self.state.condition:
            level = logging.INFO if state.condition is Condition.READY else logging.WARNING
            logger.log(level, "the printer is %s", state.condition.value)
        before = (self.condition(), self.able)
        self.state = state
        if (self.condition(), self.able) != before:
            self.changed()
        for ticket in state.printed_late:
            if ticket == _TRIAL_ID:
                continue
            self._late.append(ticket)
            self._news(PaperNews(ticket, "printed"))
            self._watcher.printed(ticket)

    @staticmethod
    def _log(ticket: Ticket, result: PrintResult) -> None:
        if result.outcome is Outcome.FAILED:
            reason = result.reason.value if result.reason else "unknown"
            logger.warning("ticket %s did not come out: %s", ticket.face, reason)
        elif result.sent_after_s is not None:
            logger.info("ticket %s: last byte taken after %.1f ms", ticket.face, result.sent_after_s * 1000)
