"""A reader of appointments whose sources answer as a test says."""

from pathlib import Path

from common.wire.arrivals import Fit, find_by_code
from hub.appointments.attempt import Attempt, Outcome, Task
from hub.appointments.reader import AppointmentReader
from hub.appointments.rows import Cause
from hub.appointments.standing import AppointmentDesk, Report
from hub.site.schema import Site
from tests.hub.appointments.sources import planned
from tests.hub.clock import HandClock

HEADER = "start;code;party;expert"
FIELDS = {"code": "code", "party": "party", "expert": "expert"}
GOOD = f"{HEADER}\n2026-11-23T10:30;AB-1234;2;Maija\n2026-11-24T09:00;CD-5678;;\n"


class Answer:
    """An attempt that the test answers by hand."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.given: Outcome | None = None
        self.abandoned = False
        self.hangs = False

    def outcome(self) -> Outcome | None:
        return self.given

    def abandon(self) -> None:
        self.abandoned = True
        self.given = None if self.hangs else Outcome(cause=Cause.SLOW)


class Desk:
    """A reader whose sources answer as the test says."""

    def __init__(self, folder: Path, made: Site, clock: HandClock | None = None) -> None:
        self.clock = clock or HandClock()
        self.desk = AppointmentDesk()
        self.asked: list[Answer] = []
        self.folder, self.site = folder, made
        self.reader = AppointmentReader(made, folder, self.clock, self.desk, begin=self._begin)

    def _begin(self, task: Task) -> Attempt:
        self.asked.append(Answer(task))
        return self.asked[-1]

    def answer(self, text: str = GOOD, version: str = "v1") -> "Desk":
        """Let the source say this the next time it is asked."""
        self.turn()
        task = self.asked[-1].task
        self.asked[-1].given = Outcome(planned(text, task.source, task.dates), version)
        return self.turn()

    def fail(self, cause: Cause) -> "Desk":
        self.turn()
        self.asked[-1].given = Outcome(cause=cause)
        return self.turn()

    def turn(self, after_ms: int = 0) -> "Desk":
        self.clock.advance(after_ms)
        self.reader.turn()
        return self

    def again(self) -> "Desk":
        """Return the reader's next life on the same disk."""
        return Desk(self.folder, self.site, self.clock)

    @property
    def report(self) -> Report:
        return self.desk.standing.reports[0]

    def fit(self, code: str) -> Fit:
        standing = self.desk.standing
        return find_by_code(code, standing.keys, standing.book, self.clock.wall).fit
