"""What the kiosk asks of a ticket printer, and what a printer answers."""

from enum import StrEnum
from typing import Protocol

import msgspec


class Condition(StrEnum):
    """What a printer is able to do now, the most helpful reason first when several hold."""

    READY = "ready"
    COVER_OPEN = "cover-open"
    CUTTER_ERROR = "cutter-error"
    ERROR = "error"
    """An error that only switching off and on, or service, takes away."""
    HOT = "hot"
    """The head cools down; the printer goes on by itself."""
    PAPER_OUT = "paper-out"
    OFFLINE = "offline"
    """The printer says that it does not print, and gives no reason."""
    SILENT = "silent"
    """The line is there and nobody answers on it."""
    ABSENT = "absent"
    """No printer is configured, or its line cannot be opened."""


class PrinterState(msgspec.Struct, frozen=True):
    """A printer's condition at the moment it was asked.

    `printed_late` names the jobs that had been given up and that the printer has since said to have
    printed. Each is told once.
    """

    condition: Condition
    paper_near_end: bool = False
    printed_late: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """True when a ticket given now would come out."""
        return self.condition is Condition.READY


class Outcome(StrEnum):
    """How a print ended."""

    PRINTED = "printed"
    """The printer itself said that the ticket has come out."""
    ACCEPTED = "accepted"
    """Every byte was taken, and this printer has no way to tell more."""
    FAILED = "failed"


class PrintJob(msgspec.Struct, frozen=True):
    """A whole ticket as ESC/POS bytes, its cut included, with an id that the result carries.

    `new_piece` cuts first: paper of a ticket from before a crash may still hang in the printer. `attended` is
    for a trial: whoever asked for it stands there, so a jammed cutter may be tried once more.
    """

    data: bytes
    id: str
    new_piece: bool = False
    attended: bool = False


class PrintResult(msgspec.Struct, frozen=True):
    """The end of one job.

    `reason` is set when it failed. `paper_may_be_out` is False only where no byte of the ticket was sent,
    so printing again cannot double it. `rest_forgotten` is True when the printer confirmed that it has
    dropped what it had not printed; otherwise a new roll may bring the rest of the ticket, and the printer is
    let finish it before it gets another job. `sent_after_s` is the time from the call until the printer's
    line had taken the last byte, None where it did not.
    """

    job: str
    outcome: Outcome
    state: PrinterState
    reason: Condition | None = None
    paper_may_be_out: bool = False
    rest_forgotten: bool = False
    sent_after_s: float | None = None


class Printer(Protocol):
    """A ticket printer, used by one worker thread.

    All calls return within the limits the printer was made with, and never raise for trouble of the
    hardware or of the line: they return it.
    """

    def print(self, job: PrintJob) -> PrintResult:
        """Print one ticket, once; a failed job is never tried again by the printer itself.

        A job that failed before and that has come out late after all is not sent again: it is printed.
        """
        ...

    def state(self) -> PrinterState:
        """Ask the printer how it is."""
        ...

    def close(self) -> None:
        """Let go of a line that is kept open while the printer may still finish a job."""
        ...
