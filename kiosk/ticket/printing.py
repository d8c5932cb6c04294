"""The worker that prints tickets: it writes down what the printer gets, and learns whether it came out."""

import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from common.runtime.life import Life
from common.screen.languages.messages import Languages
from kiosk.printer.port import Condition, Outcome, Printer, PrinterState, PrintJob, PrintResult
from kiosk.surroundings import Surroundings
from kiosk.ticket.content import content_of
from kiosk.ticket.encode import TicketEncoder
from kiosk.ticket.layout import lay_out
from kiosk.ticket.office import PaperNews
from kiosk.ticket.picture import UnprintableTextError
from kiosk.ticket.ticket import Ticket

logger = logging.getLogger(__name__)

WORKER = "printer"

POLL_S = 5.0
"""An idle printer is asked this often how it is."""

ENCODER_FAULT = "printer-settings"
"""The box.toml names a printer profile that nobody knows."""

_WAIT_FOR_WINDOW_S = 5.0
_TICK_S = 0.5
_WRITTEN_S = 1.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A ticket to be printed; a copy says so, since another paper of its number may be out."""

    ticket: Ticket
    copy: bool = False


class Watcher(Protocol):
    """Who wants to know of papers; called in the worker's thread."""

    def printed(self, ticket: str) -> None:
        """The ticket has come out, perhaps late."""
        ...

    def not_printed(self, ticket: str, *, may_be_out: bool) -> None:
        """The ticket has not come out, or not whole, or nobody knows."""
        ...


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
    ) -> None:
        """Prepare; ``make_encoder`` (0.6 s) and all of the printer happen in the worker."""
        self._printer = printer
        self._make_encoder = make_encoder
        self._surroundings = surroundings
        self._languages = languages
        self._news = news
        self._watcher = watcher
        self._wishes: queue.SimpleQueue[Wish] = queue.SimpleQueue()
        self._encoder: TicketEncoder | None = None
        self.window_is_up = threading.Event()
        """Set at the first picture: loading the encoder would hold it up by half a second."""
        self.state: PrinterState | None = None
        """What the printer last said of itself."""
        self.fault: str | None = None
        """What keeps tickets from being made, for the device's health."""
        self.sent_after_s: float | None = None
        """How long the printer's line took for the last ticket that it took whole."""

    def print(self, ticket: Ticket, *, copy: bool = False) -> None:
        """Print a ticket as soon as those before it have come out."""
        self._wishes.put(Wish(ticket, copy))

    def condition(self) -> str | None:
        """Return the printer's condition as a word for the device's health."""
        state = self.state
        if state is None:
            return None
        return "paper-near-end" if state.ready and state.paper_near_end else state.condition.value

    def run(self, life: Life) -> None:
        """Print until the process ends (a worker of :class:`Life`)."""
        waited_s = 0.0
        while not self.window_is_up.wait(_TICK_S) and waited_s < _WAIT_FOR_WINDOW_S:
            waited_s += _TICK_S
            life.pulse(WORKER)
        life.pulse(WORKER)
        try:
            self._encoder = self._make_encoder()
        except ValueError as error:
            logger.critical("no ticket can be printed: %s", error)
            self.fault = ENCODER_FAULT
        idle_s = POLL_S
        while not life.stopping.is_set():
            life.pulse(WORKER)
            if idle_s >= POLL_S:
                idle_s = 0.0
                self._learn(self._printer.state())
                life.pulse(WORKER)
            with contextlib.suppress(queue.Empty):
                self._handle(self._wishes.get(timeout=_TICK_S))
                continue
            idle_s += _TICK_S

    def _handle(self, wish: Wish) -> None:
        ticket = wish.ticket
        data = self._encode(wish)
        if data is None:
            self._tell(ticket, printed=False, may_be_out=False)
            return
        self._write_down(ticket)
        result = self._printer.print(PrintJob(data, ticket.id))
        self._learn(result.state)
        self.sent_after_s = result.sent_after_s or self.sent_after_s
        self._log(ticket, result)
        came_out = result.outcome is not Outcome.FAILED
        self._tell(ticket, printed=came_out, may_be_out=result.paper_may_be_out)

    def _encode(self, wish: Wish) -> bytes | None:
        surroundings = self._surroundings()
        if self._encoder is None or surroundings is None:
            return None
        content = content_of(wish.ticket, surroundings, self._languages, copy=wish.copy)
        try:
            return self._encoder.encode(lay_out(content))
        except UnprintableTextError as error:
            logger.error("ticket %s cannot be printed: %s", wish.ticket.face, error)  # noqa: TRY400 - it says all
            return None

    def _write_down(self, ticket: Ticket) -> None:
        """Have on the disk that the printer gets the ticket before it does: a crash must not double it."""
        written = threading.Event()
        self._news(PaperNews(ticket.id, "sent", written.set))
        if not written.wait(_WRITTEN_S):
            logger.error("ticket %s is printed without it being written down", ticket.face)

    def _tell(self, ticket: Ticket, *, printed: bool, may_be_out: bool) -> None:
        self._news(PaperNews(ticket.id, "printed" if printed else "failed"))
        if printed:
            self._watcher.printed(ticket.id)
        else:
            self._watcher.not_printed(ticket.id, may_be_out=may_be_out)

    def _learn(self, state: PrinterState) -> None:
        if self.state is not None and state.condition is not self.state.condition:
            level = logging.INFO if state.condition is Condition.READY else logging.WARNING
            logger.log(level, "the printer is %s", state.condition.value)
        self.state = state
        for ticket in state.printed_late:
            self._news(PaperNews(ticket, "printed"))
            self._watcher.printed(ticket)

    @staticmethod
    def _log(ticket: Ticket, result: PrintResult) -> None:
        if result.outcome is Outcome.FAILED:
            reason = result.reason.value if result.reason else "unknown"
            logger.warning("ticket %s did not come out: %s", ticket.face, reason)
        elif result.sent_after_s is not None:
            logger.info("ticket %s: last byte taken after %.1f ms", ticket.face, result.sent_after_s * 1000)
