"""Which question an answer without a name belongs to: the `GS r` that a printer still owes answers to."""

from collections import deque

_MOST = 64


class Unanswered:
    """Questions in the order they were put, each with the process id of its job; a mere probe has none.

    A printer works off what it has received in order, so the answers keep the order of the questions. Those
    that never come are the oldest: what was forgotten without power stood before all that was asked since,
    and what was answered while nobody listened was answered first. So the answers that came belong to the
    newest questions, once it is sure that no more come.
    """

    def __init__(self) -> None:
        self._owed: deque[bytes | None] = deque(maxlen=_MOST)
        self._came: list[bool] = []

    def __bool__(self) -> bool:
        return bool(self._owed)

    @property
    def came(self) -> int:
        """How many answers have come to the questions that are open."""
        return len(self._came)

    @property
    def complete(self) -> bool:
        """True when every question has its answer, so that the newest answer is to the newest question."""
        return len(self._came) >= len(self._owed) > 0

    @property
    def fine(self) -> bool:
        """True when the newest answer came from a printer with paper."""
        return bool(self._came) and self._came[-1]

    def ask(self, process_id: bytes | None) -> None:
        """Note a question; of very many only the newest are kept."""
        self._owed.append(process_id)

    def hear(self, fine: bool) -> None:  # noqa: FBT001 - the answer itself
        """Note an answer; one that nobody has asked for is nobody's."""
        if len(self._came) < len(self._owed):
            self._came.append(fine)

    def settle(self) -> tuple[bytes, ...]:
        """Take no more answers as coming; return the jobs that were answered for, and begin anew."""
        owed, came = list(self._owed), self._came
        answered = zip(owed[len(owed) - len(came) :], came, strict=True)
        self.forget()
        return tuple(process_id for process_id, fine in answered if fine and process_id is not None)

    def forget(self) -> None:
        """Drop all questions: the printer has forgotten them, too."""
        self._owed.clear()
        self._came = []
