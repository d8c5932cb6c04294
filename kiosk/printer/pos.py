"""A receipt printer that speaks ESC/POS, over any line."""

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from kiosk.printer.line import Connection, Line
from kiosk.printer.port import Condition, Outcome, PrinterState, PrintJob, PrintResult
from kiosk.printer.status import SAFE_ID_LETTERS
from kiosk.printer.talk import Talk

_ASK_PROCESS_ID = b"\x1d\x28\x48\x06\x00\x30\x30"
_ASK_WORKED_OFF = b"\x1d\x72\x01"
_NEW_PIECE = b"\x1b\x40\x1d\x56\x42\x00"
_ID_LETTERS = 4
_REMEMBERED_JOBS = 16
_UNASKED = PrinterState(Condition.READY)
"""All that can be said of a printer that answers nothing and whose line opens."""


class Confirm(StrEnum):
    """How a printer tells that a ticket has come out."""

    AUTO = "auto"
    """Ask both ways and learn which one this printer knows."""
    PROCESS_ID = "process-id"
    """GS ( H, answered when printing has ended."""
    STATUS = "status"
    """GS r, answered when everything before it has been worked off; most clones know it."""
    NONE = "none"
    """A printer that answers nothing: its tickets are accepted, never printed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long each step may take, in seconds; the time on a slow line comes on top."""

    open_s: float = 1.0
    answer_s: float = 0.6
    write_s: float = 2.0
    print_s: float = 8.0
    silence_s: float = 2.0
    """Nothing heard for so long while printing, although asked: the printer has gone silent."""
    poll_s: float = 0.25
    last_word_s: float = 0.3
    """After trouble showed, a ticket that was just ready may still say so."""
    settle_s: float = 3.0
    """A printer that has worked off a ticket and gives no process id for so long does not know them."""


class PosPrinter:
    """Implements `Printer`: asks before it sends, and waits until the printer says that it has printed."""

    def __init__(self, line: Line, confirm: Confirm, limits: Limits) -> None:
        self._line = line
        self._confirm = confirm
        self._limits = limits
        self._knows_process_id = self._told_beforehand()
        self._next_id = secrets.randbelow(len(SAFE_ID_LETTERS) ** _ID_LETTERS)
        self._given_up: dict[bytes, str] = {}
        self._piece_begun = False

    def state(self) -> PrinterState:
        """See `Printer.state`."""
        connection = self._open()
        if connection is None:
            return PrinterState(Condition.ABSENT)
        talk = Talk(connection)
        try:
            if self._confirm is Confirm.NONE:
                return _UNASKED
            return self._with_late(self._ask(talk), talk)
        finally:
            connection.close(abandon=True)

    def print(self, job: PrintJob) -> PrintResult:
        """See `Printer.print`."""
        connection = self._open()
        if connection is None:
            return _failed(job, PrinterState(Condition.ABSENT))
        abandon = True
        try:
            result = self._print_on(connection, Talk(connection), job)
            abandon = result.outcome is Outcome.FAILED
        finally:
            connection.close(abandon=abandon)
        return result

    def _open(self) -> Connection | None:
        try:
            return self._line.open(self._limits.open_s)
        except OSError:
            # What comes back on this line may be another printer.
            self._knows_process_id = self._told_beforehand()
            return None

    def _told_beforehand(self) -> bool | None:
        return {Confirm.PROCESS_ID: True, Confirm.STATUS: False}.get(self._confirm)

    def _print_on(self, connection: Connection, talk: Talk, job: PrintJob) -> PrintResult:
        began = time.monotonic()
        if self._confirm is not Confirm.NONE:
            before = self._with_late(self._ask(talk), talk)
            if not before.ready:
                return _failed(job, before)
        process_id = self._new_process_id()
        data = (_NEW_PIECE if self._piece_begun else b"") + job.data + self._request(process_id)
        line_s = len(data) / self._line.bytes_per_s if self._line.bytes_per_s else 0.0
        sent = connection.write(data, self._limits.write_s + line_s)
        if sent == 0:
            return _failed(job, self._ask_why(talk))
        if sent < len(data):
            return self._give_up(job, talk, process_id, self._ask_why(talk))
        sent_s = time.monotonic() - began
        try:
            if self._confirm is Confirm.NONE:
                talk.listen_until(time.monotonic() + line_s)
                return PrintResult(job=job.id, outcome=Outcome.ACCEPTED, state=_UNASKED, sent_after_s=sent_s)
            outcome, state = self._wait(talk, process_id, line_s)
        except OSError:
            outcome, state = Outcome.FAILED, PrinterState(Condition.ABSENT)
        if outcome is Outcome.FAILED:
            return self._give_up(job, talk, process_id, state)
        self._piece_begun = False
        return PrintResult(
            job=job.id, outcome=outcome, state=self._with_late(state, talk), sent_after_s=sent_s
        )

    def _wait(self, talk: Talk, process_id: bytes, line_s: float) -> tuple[Outcome, PrinterState]:
        """Wait until the ticket has come out, or trouble, silence or the end of time say that it has not."""
        limits = self._limits
        now = time.monotonic()
        until = now + line_s + limits.print_s
        silent_at = now + line_s + limits.silence_s
        asked_at = now
        trouble_at: float | None = None
        worked_off_at: float | None = None
        while now < until:
            state = talk.state or PrinterState(Condition.READY)
            if process_id in talk.completed:
                self._knows_process_id = True
                return Outcome.PRINTED, state
            if talk.worked_off and worked_off_at is None:
                worked_off_at = now
            if worked_off_at is not None and self._worked_off_is_enough(now - worked_off_at, state):
                return Outcome.PRINTED, state
            if state.condition in (Condition.READY, Condition.HOT):
                trouble_at = None
            else:
                trouble_at = now if trouble_at is None else trouble_at
                if now >= trouble_at + limits.last_word_s:
                    return Outcome.FAILED, state
            if now >= max(silent_at, talk.heard_at + limits.silence_s):
                return Outcome.FAILED, PrinterState(Condition.SILENT)
            if now >= asked_at + (limits.answer_s if talk.question_open else limits.poll_s):
                talk.begin_question(limits.answer_s)
                asked_at = now
            talk.listen(limits.poll_s / 4)
            now = time.monotonic()
        state = talk.state or PrinterState(Condition.SILENT)
        if state.ready and not self._knows_process_id and not talk.worked_off:
            return Outcome.ACCEPTED, state
        self._knows_process_id = self._told_beforehand()
        return Outcome.FAILED, state if not state.ready else PrinterState(Condition.SILENT)

    def _worked_off_is_enough(self, since_s: float, state: PrinterState) -> bool:
        if self._knows_process_id is None and since_s >= self._limits.settle_s and state.ready:
            self._knows_process_id = False
        return self._knows_process_id is False

    def _give_up(self, job: PrintJob, talk: Talk, process_id: bytes, state: PrinterState) -> PrintResult:
        """End a job that the printer has a part of; it shall forget the rest, lest a new roll bring it."""
        self._piece_begun = True
        self._given_up[process_id] = job.id
        while len(self._given_up) > _REMEMBERED_JOBS:
            self._given_up.pop(next(iter(self._given_up)))
        forgotten = False
        if state.condition is not Condition.ABSENT:
            with suppress(OSError):
                forgotten = talk.clear(self._limits.answer_s)
        if process_id in talk.completed:
            self._piece_begun = False
            del self._given_up[process_id]
            return PrintResult(job=job.id, outcome=Outcome.PRINTED, state=self._with_late(state, talk))
        return PrintResult(
            job=job.id,
            outcome=Outcome.FAILED,
            state=self._with_late(state, talk),
            reason=state.condition,
            paper_may_be_out=True,
            rest_forgotten=forgotten,
        )

    def _ask(self, talk: Talk) -> PrinterState:
        """Ask, once more after a half answer; what lies on the line from before is taken in first."""
        try:
            for _ in range(2):
                talk.drain()
                state = talk.ask(self._limits.answer_s)
                if state is not None:
                    return state
        except OSError:
            return PrinterState(Condition.ABSENT)
        return PrinterState(Condition.SILENT)

    def _ask_why(self, talk: Talk) -> PrinterState:
        """Ask a printer that takes no bytes; one that calls itself ready all the same is offline to us."""
        state = self._ask(talk)
        return PrinterState(Condition.OFFLINE, state.paper_near_end) if state.ready else state

    def _with_late(self, state: PrinterState, talk: Talk) -> PrinterState:
        """Add the jobs that were given up and that the printer now says to have printed."""
        late = tuple(self._given_up.pop(done) for done in talk.completed if done in self._given_up)
        if late:
            self._piece_begun = False
        return PrinterState(state.condition, state.paper_near_end, late)

    def _request(self, process_id: bytes) -> bytes:
        if self._confirm is Confirm.NONE:
            return b""
        by_id = _ASK_PROCESS_ID + process_id if self._knows_process_id is not False else b""
        by_status = _ASK_WORKED_OFF if self._knows_process_id is not True else b""
        return by_id + by_status

    def _new_process_id(self) -> bytes:
        self._next_id += 1
        rest = self._next_id
        letters = bytearray()
        for _ in range(_ID_LETTERS):
            rest, letter = divmod(rest, len(SAFE_ID_LETTERS))
            letters.append(SAFE_ID_LETTERS[letter])
        return bytes(letters)


def _failed(job: PrintJob, state: PrinterState) -> PrintResult:
    """A job of which nothing was sent."""
    return PrintResult(job=job.id, outcome=Outcome.FAILED, state=state, reason=state.condition)
