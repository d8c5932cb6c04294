"""How a printer confirms that a ticket has come out, and what it has not confirmed yet."""

import secrets
import time
from enum import Enum, auto

from kiosk.printer.limits import Limits
from kiosk.printer.port import Condition, PrinterState
from kiosk.printer.settings import Confirm
from kiosk.printer.status import SAFE_ID_LETTERS
from kiosk.printer.talk import Talk
from kiosk.printer.unanswered import Unanswered

_ASK_PROCESS_ID = b"\x1d\x28\x48\x06\x00\x30\x30"
_ASK_WORKED_OFF = b"\x1d\x72\x01"
_FORGET_LINE = b"\x1b\x40"
_ID_LETTERS = 4


class Way(Enum):
    """What is known of how this printer confirms."""

    UNKNOWN = auto()
    PROCESS_ID = auto()
    STATUS = auto()
    NEITHER = auto()
    """It says how it is, and never that it has printed."""


class Confirming:
    """One printer's way to confirm, learned before the first ticket, and the jobs that it may still finish.

    An answer to `GS r` does not say to which job it belongs. So nothing is sent while an older answer may
    come: :meth:`sound_out` lets the printer finish first.
    """

    def __init__(self, confirm: Confirm, limits: Limits, bytes_per_s: float | None) -> None:
        self._confirm = confirm
        self._limits = limits
        self._bytes_per_s = bytes_per_s
        self._next_id = secrets.randbelow(len(SAFE_ID_LETTERS) ** _ID_LETTERS)
        self._unanswered = Unanswered()
        self._rest_may_come = False
        self.way = self._told_beforehand()

    @property
    def is_behind(self) -> bool:
        """True while an older job may come out, or be answered for."""
        return self._rest_may_come or bool(self._unanswered)

    @property
    def must_sound_out(self) -> bool:
        """True while no job may be sent before :meth:`sound_out` has found the printer to be idle."""
        return self.way is Way.UNKNOWN or self.is_behind

    def unlearn(self) -> None:
        """Take the printer for another one than before."""
        self.way = self._told_beforehand()

    def new_process_id(self) -> bytes:
        """Return four letters that no recent job has."""
        self._next_id += 1
        rest = self._next_id
        letters = bytearray()
        for _ in range(_ID_LETTERS):
            rest, letter = divmod(rest, len(SAFE_ID_LETTERS))
            letters.append(SAFE_ID_LETTERS[letter])
        return bytes(letters)

    def line_s(self, data: bytes) -> float:
        """Return how long the line takes to carry these bytes."""
        return len(data) / self._bytes_per_s if self._bytes_per_s else 0.0

    # --- of a job -----------------------------------------------------------------------------------------

    def request(self, process_id: bytes) -> bytes:
        """Return what, behind a job, asks for its end."""
        match self.way:
            case Way.PROCESS_ID:
                return _ASK_PROCESS_ID + process_id
            case Way.STATUS:
                return _ASK_WORKED_OFF
            case Way.UNKNOWN | Way.NEITHER:
                return b""

    def asked(self, process_id: bytes) -> None:
        """Note that a job has left with its whole request."""
        if self.way is Way.STATUS:
            self._unanswered.ask(process_id)

    def is_confirmed(self, talk: Talk, process_id: bytes) -> bool:
        """Return whether the printer has said that the job that was sent has come out."""
        self.hear(talk)
        if process_id in talk.completed:
            self.way = Way.PROCESS_ID
            return True
        return self.way is Way.STATUS and self._unanswered.complete and self._unanswered.fine

    def end(self) -> None:
        """Note that the job has come out."""
        self._unanswered.forget()

    def give_up(self, talk: Talk, *, forgotten: bool) -> None:
        """Note that a job was given up; unless it was ``forgotten`` by the printer, its rest may come."""
        self.hear(talk)
        self._rest_may_come = True
        if forgotten:
            self._settle(talk)

    # --- between jobs -------------------------------------------------------------------------------------

    def hear(self, talk: Talk) -> bool:
        """Take the answers without a name; whether one came that is an answer to something."""
        before = self._unanswered.came
        for fine in talk.roll_answers:
            self._unanswered.hear(fine)
        talk.roll_answers.clear()
        return self._unanswered.came > before

    def sound_out(self, talk: Talk, state: PrinterState) -> PrinterState:
        """Ask a printer that is ready to confirm nothing, and wait for its answer.

        It tells how a new printer confirms. Where an older job was given up that the printer could not be
        made to forget, it tells that all of it has come out or is lost; what has come out is among
        `talk.completed` afterwards. A clone that takes the question for letters has them forgotten before
        they are printed. Where trouble shows, that is returned, and all is asked again another time.

        Raises:
            OSError: the printer has gone.
        """
        if self.way is Way.STATUS and self._unanswered.complete and self._unanswered.fine:
            self._settle(talk)
            return state
        was_behind = self.is_behind
        process_id = self.new_process_id()
        asked = self._probe(process_id)
        if _ASK_WORKED_OFF in asked:
            self._unanswered.ask(None)
        talk.send(asked, self._limits.write_s)
        began = time.monotonic()
        until = began + self._patience_s(asked, was_behind=was_behind)
        if self._wait(talk, process_id, until, was_behind=was_behind):
            self._settle(talk)
            return state
        return self._unsounded(talk)

    def _probe(self, process_id: bytes) -> bytes:
        if self.way is Way.UNKNOWN:
            return _ASK_PROCESS_ID + process_id + _ASK_WORKED_OFF + _FORGET_LINE
        return self.request(process_id)

    def _patience_s(self, asked: bytes, *, was_behind: bool) -> float:
        if self.way is Way.NEITHER:
            return self._limits.settle_s
        return self.line_s(asked) + (self._limits.print_s if was_behind else self._limits.learn_s)

    def _wait(self, talk: Talk, process_id: bytes, until: float, *, was_behind: bool) -> bool:
        """Wait for the answer; False where none came, because of trouble, silence or the end of time."""
        limits = self._limits
        # The answers to what stands in the printer's buffer with no paper between come at once.
        quiet_s = limits.answer_s if was_behind else limits.order_s
        quiet_at: float | None = None
        asked_at = now = time.monotonic()
        while now < until:
            talk.listen(limits.poll_s / 4)
            now = time.monotonic()
            if process_id in talk.completed:
                self.way = Way.PROCESS_ID
                return True
            if self.hear(talk):
                quiet_at = now + quiet_s
            if quiet_at is not None and (now >= quiet_at or self._has_all_answers):
                self.way = Way.STATUS
                return True
            if was_behind and _is_in_trouble(talk, now - limits.silence_s):
                return False
            if was_behind and now >= asked_at + (limits.answer_s if talk.question_open else limits.poll_s):
                talk.begin_question(limits.answer_s)
                asked_at = now
        return False

    @property
    def _has_all_answers(self) -> bool:
        return self.way is Way.STATUS and self._unanswered.complete

    def _unsounded(self, talk: Talk) -> PrinterState:
        """Judge a printer that has not confirmed nothing."""
        state = talk.how_it_is(self._limits.answer_s)
        if not state.ready:
            return state
        if self.way in (Way.UNKNOWN, Way.NEITHER):
            self.way = Way.NEITHER
            self._settle(talk)
            return state
        # It calls itself ready and does not work off what it is sent: it is stuck, or another one. Process
        # ids cannot be taken for each other, so only with the other way would a next job be in danger.
        self._rest_may_come = self._rest_may_come and self.way is Way.STATUS
        self.unlearn()
        return PrinterState(Condition.SILENT)

    def _settle(self, talk: Talk) -> None:
        """Note that nothing of an older job is in the printer any more."""
        talk.completed.extend(self._unanswered.settle())
        self._rest_may_come = False

    def _told_beforehand(self) -> Way:
        return {Confirm.PROCESS_ID: Way.PROCESS_ID, Confirm.STATUS: Way.STATUS}.get(
            self._confirm, Way.UNKNOWN
        )


def _is_in_trouble(talk: Talk, silent_since: float) -> bool:
    waits = talk.state is None or talk.state.condition in (Condition.READY, Condition.HOT)
    return not waits or talk.heard_at <= silent_since
