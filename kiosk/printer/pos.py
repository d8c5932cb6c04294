"""A receipt printer that speaks ESC/POS, over any line."""

import logging
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import msgspec

from kiosk.printer.confirming import Confirming, Way
from kiosk.printer.cutter import CutterTries
from kiosk.printer.limits import Limits
from kiosk.printer.line import Connection, Line
from kiosk.printer.port import Condition, Outcome, PrinterState, PrintJob, PrintResult
from kiosk.printer.settings import Confirm
from kiosk.printer.talk import Talk

logger = logging.getLogger(__name__)

_NEW_PIECE = b"\x1b\x40\x1d\x56\x42\x00"
_RECOVER = b"\x10\x05\x02"  # DLE ENQ 2: try again after an error that can be mended, buffers cleared
_REMEMBERED_JOBS = 16
_GONE = (Condition.ABSENT, Condition.SILENT)
_UNASKED = PrinterState(Condition.READY)
"""All that can be said of a printer that answers nothing and whose line opens."""


@dataclass(slots=True)
class _Met:
    """A printer's state as it was just told, and the line that is open to it, if it could be opened."""

    state: PrinterState
    connection: Connection | None = None
    talk: Talk | None = None
    is_done: bool = False
    """True once a job on this line has ended well."""


class PosPrinter:
    """Implements `Printer`: asks before it sends, and waits until the printer says that it has printed."""

    def __init__(self, line: Line, confirm: Confirm, limits: Limits) -> None:
        self._line = line
        self._confirm = confirm
        self._limits = limits
        self._confirming = Confirming(confirm, limits, line.bytes_per_s)
        self._given_up: dict[bytes, str] = {}
        self._piece_begun = False
        self._cutter = CutterTries(limits.recover_every_s, limits.recover_tries)
        self._kept: _Met | None = None
        self._why_closed = ""

    def state(self) -> PrinterState:
        """See `Printer.state`."""
        with self._met() as met:
            return met.state

    def print(self, job: PrintJob) -> PrintResult:
        """See `Printer.print`."""
        with self._met(attended=job.attended) as met:
            late = met.state.printed_late
            if job.id in late:
                others = tuple(one for one in late if one != job.id)
                state = msgspec.structs.replace(met.state, printed_late=others)
                return PrintResult(job=job.id, outcome=Outcome.PRINTED, state=state)
            if met.connection is None or met.talk is None or not met.state.ready:
                return _failed(job, met.state)
            result = self._print_on(met.connection, met.talk, job)
            met.state, met.is_done = result.state, result.outcome is not Outcome.FAILED
            return msgspec.structs.replace(result, state=_with_earlier(result.state, late))

    def close(self) -> None:
        """See `Printer.close`."""
        kept, self._kept = self._kept, None
        if kept is not None and kept.connection is not None:
            kept.connection.close(abandon=True)

    @contextmanager
    def _met(self, *, attended: bool = False) -> Generator["_Met"]:
        """Open the line, or take the one that was kept, and ask how the printer is; then close or keep it."""
        met = self._meet(attended=attended)
        try:
            yield met
        finally:
            answers = self._confirm is not Confirm.NONE and met.state.condition not in _GONE
            if answers and self._confirming.is_behind:
                # Nobody may listen on a network when the rest comes out: its answer would be lost.
                self._kept = met
            elif met.connection is not None:
                met.connection.close(abandon=not met.is_done)

    def _meet(self, *, attended: bool) -> "_Met":
        met, self._kept = self._kept, None
        late: tuple[str, ...] = ()
        if met is not None and met.connection is not None and met.talk is not None:
            met.state, met.is_done = self._look(met.talk, attended=attended), False
            if met.state.condition not in _GONE:
                return met
            met.connection.close(abandon=True)
            late = met.state.printed_late
        connection = self._open()
        if connection is None:
            self._cutter.see(Condition.ABSENT)
            return _Met(PrinterState(Condition.ABSENT, printed_late=late))
        talk = Talk(connection)
        state = self._look(talk, attended=attended)
        return _Met(_with_earlier(state, late), connection, talk)

    def _open(self) -> Connection | None:
        try:
            connection = self._line.open(self._limits.open_s)
        except OSError as error:
            # What comes back on this line may be another printer.
            self._confirming.unlearn()
            if self._why_closed != str(error):
                logger.warning("the printer cannot be reached: %s", error)
            self._why_closed = str(error)
            return None
        self._why_closed = ""
        return connection

    def _look(self, talk: Talk, *, attended: bool) -> PrinterState:
        """Ask how the printer is; try a jammed cutter again, and let the rest of an older job come out."""
        if self._confirm is Confirm.NONE:
            return _UNASKED
        state = talk.how_it_is(self._limits.answer_s)
        self._cutter.see(state.condition)
        is_jammed = state.condition is Condition.CUTTER_ERROR
        if is_jammed and self._cutter.may_try(time.monotonic(), attended=attended):
            talk.send_at_once(_RECOVER, self._limits.answer_s)
            state = talk.how_it_is(self._limits.answer_s)
        self._confirming.hear(talk)
        if state.ready and self._confirming.must_sound_out:
            try:
                state = self._confirming.sound_out(talk, state)
            except OSError:
                state = PrinterState(Condition.ABSENT)
        return self._with_late(state, talk)

    def _print_on(self, connection: Connection, talk: Talk, job: PrintJob) -> PrintResult:
        began = time.monotonic()
        process_id = self._confirming.new_process_id()
        new_piece = self._piece_begun or job.new_piece
        data = (_NEW_PIECE if new_piece else b"") + job.data + self._confirming.request(process_id)
        line_s = self._confirming.line_s(data)
        sent = connection.write(data, self._limits.write_s + line_s)
        if sent == 0:
            return _failed(job, self._ask_why(talk))
        if sent < len(data):
            return self._give_up(job, talk, process_id, self._ask_why(talk))
        self._confirming.asked(process_id)
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
        self._confirming.end()
        self._cutter.begin_anew()
        return PrintResult(
            job=job.id, outcome=outcome, state=self._with_late(state, talk), sent_after_s=sent_s
        )

    def _wait(self, talk: Talk, process_id: bytes, line_s: float) -> tuple[Outcome, PrinterState]:
        """Wait until the ticket has come out, or trouble, silence or the end of time say that it has not."""
        limits = self._limits
        now = time.monotonic()
        until = now + line_s + limits.print_s
        silent_at = now + line_s + limits.silence_s
        taken_at = now + line_s + limits.settle_s
        asked_at = now
        trouble_at: float | None = None
        while now < until:
            state = talk.state or PrinterState(Condition.READY)
            if self._confirming.is_confirmed(talk, process_id):
                return Outcome.PRINTED, state
            if self._confirming.way is Way.NEITHER and state.ready and now >= taken_at:
                return Outcome.ACCEPTED, state
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
        # It calls itself ready and does not confirm: it was switched off and on, or is another one.
        self._confirming.unlearn()
        state = talk.state or PrinterState(Condition.SILENT)
        return Outcome.FAILED, state if not state.ready else PrinterState(Condition.SILENT)

    def _give_up(self, job: PrintJob, talk: Talk, process_id: bytes, state: PrinterState) -> PrintResult:
        """End a job that the printer has a part of; it shall forget the rest, lest a new roll bring it."""
        self._piece_begun = True
        if state.condition is not Condition.PAPER_OUT:
            # Else its beginning goes away with the old roll, and what comes late is the end of a ticket only.
            self._given_up[process_id] = job.id
        while len(self._given_up) > _REMEMBERED_JOBS:
            self._given_up.pop(next(iter(self._given_up)))
        forgotten = False
        if state.condition is not Condition.ABSENT:
            with suppress(OSError):
                forgotten = talk.clear(self._limits.answer_s)
        self._confirming.give_up(talk, forgotten=forgotten)
        if process_id in talk.completed:
            self._piece_begun = False
            self._given_up.pop(process_id, None)
            return PrintResult(job=job.id, outcome=Outcome.PRINTED, state=self._with_late(state, talk))
        return PrintResult(
            job=job.id,
            outcome=Outcome.FAILED,
            state=self._with_late(state, talk),
            reason=state.condition,
            paper_may_be_out=True,
            rest_forgotten=forgotten,
        )

    def _ask_why(self, talk: Talk) -> PrinterState:
        """Ask a printer that takes no bytes; one that calls itself ready all the same is offline to us."""
        state = talk.how_it_is(self._limits.answer_s)
        return PrinterState(Condition.OFFLINE, state.paper_near_end) if state.ready else state

    def _with_late(self, state: PrinterState, talk: Talk) -> PrinterState:
        """Add the jobs that were given up and that the printer now says to have printed."""
        late = tuple(self._given_up.pop(done) for done in talk.completed if done in self._given_up)
        if late:
            self._piece_begun = False
        return PrinterState(state.condition, state.paper_near_end, late)


def _with_earlier(state: PrinterState, late: tuple[str, ...]) -> PrinterState:
    """Add jobs that were told as printed late before this state, and by nobody else."""
    return msgspec.structs.replace(state, printed_late=(*late, *state.printed_late))


def _failed(job: PrintJob, state: PrinterState) -> PrintResult:
    """A job of which nothing was sent."""
    return PrintResult(job=job.id, outcome=Outcome.FAILED, state=state, reason=state.condition)
