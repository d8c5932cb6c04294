"""One conversation with a printer on an open connection: questions, answers, and time."""

import time

from kiosk.printer.line import Connection
from kiosk.printer.port import Condition, PrinterState
from kiosk.printer.status import (
    Answer,
    Automatic,
    Cleared,
    Completed,
    RealTime,
    RollStatus,
    StatusReader,
    state_from_automatic,
    state_from_real_time,
)

_ASK_ALL = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"
_QUESTIONS = 4
_CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"  # DLE DC4, function 8, with its fixed seal
_ROLL_PAPER_OUT = 0x0C


class Talk:
    """Reads what the printer says and remembers the newest of each kind."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._reader = StatusReader()
        self._asked: list[int] | None = None
        self.state: PrinterState | None = None
        """The newest whole state, None before the first."""
        self.completed: list[bytes] = []
        """Process ids that the printer has reported, oldest first."""
        self.roll_answers: list[bool] = []
        """Answers to GS r that nobody has taken yet, oldest first: whether there was paper."""
        self.cleared = False
        self.heard_at = time.monotonic()
        """When the last byte came."""

    def listen(self, limit_s: float) -> None:
        """Take in what comes within the limit, returning after the first bytes.

        Raises:
            OSError: the printer has gone.
        """
        data = self._connection.read(limit_s)
        if data:
            self.heard_at = time.monotonic()
        for answer in self._reader.feed(data):
            self._note(answer)

    def listen_until(self, until: float) -> None:
        """Take in what comes until a moment of the monotonic clock.

        Raises:
            OSError: the printer has gone.
        """
        while (left_s := until - time.monotonic()) > 0:
            self.listen(left_s)

    def drain(self) -> None:
        """Take in what lies there already from before, without waiting.

        Raises:
            OSError: the printer has gone.
        """
        before = None
        while before != self.heard_at:
            before = self.heard_at
            self.listen(0)

    def send(self, data: bytes, limit_s: float) -> None:
        """Hand over a command that is no question of :meth:`ask`; what is not taken in time is lost."""
        self._connection.write(data, limit_s)

    def send_at_once(self, data: bytes, limit_s: float) -> None:
        """Hand over a real-time command (DLE): a printer takes those even when it says that it is full."""
        self._connection.write(data, limit_s, urgent=True)

    def begin_question(self, limit_s: float) -> None:
        """Send all four status questions, dropping what was half answered."""
        self._asked = []
        self.send_at_once(_ASK_ALL, limit_s)

    @property
    def question_open(self) -> bool:
        """True while answers to the last question are missing."""
        return self._asked is not None

    def ask(self, limit_s: float) -> PrinterState | None:
        """Return the printer's state, None when it does not answer all questions within the limit.

        Raises:
            OSError: the printer has gone.
        """
        until = time.monotonic() + limit_s
        self.begin_question(limit_s)
        while self.question_open:
            left_s = until - time.monotonic()
            if left_s <= 0:
                self._asked = None
                return None
            self.listen(left_s)
        return self.state

    def how_it_is(self, limit_s: float) -> PrinterState:
        """Ask, once more after a half answer; what lies on the line from before is taken in first.

        Answers are known by their order alone: one too many that comes just now gives an older state. The
        next question finds it out, and a ticket that was sent meanwhile is asked after again and again.
        """
        try:
            for _ in range(2):
                self.drain()
                state = self.ask(limit_s)
                if state is not None:
                    return state
        except OSError:
            return PrinterState(Condition.ABSENT)
        return PrinterState(Condition.SILENT)

    def clear(self, limit_s: float) -> bool:
        """Make the printer forget what it has not printed; True when it says that it did.

        Raises:
            OSError: the printer has gone.
        """
        until = time.monotonic() + limit_s
        self.cleared = False
        self.send_at_once(_CLEAR_BUFFERS, limit_s)
        while not self.cleared and (left_s := until - time.monotonic()) > 0:
            self.listen(left_s)
        return self.cleared

    def _note(self, answer: Answer) -> None:
        if isinstance(answer, RealTime) and self._asked is not None:
            self._asked.append(answer.byte)
            if len(self._asked) == _QUESTIONS:
                self.state = state_from_real_time(*self._asked)
                self._asked = None
        elif isinstance(answer, Automatic):
            self.state = state_from_automatic(answer.data)
        elif isinstance(answer, Completed):
            self.completed.append(answer.process_id)
        elif isinstance(answer, RollStatus):
            self.roll_answers.append(not answer.byte & _ROLL_PAPER_OUT)
        elif isinstance(answer, Cleared):
            self.cleared = True
