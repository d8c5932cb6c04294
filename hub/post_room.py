"""Takes in what kiosks send: rows of an outbox and reports become jobs, whose answers become receipts."""

import logging
from dataclasses import dataclass

import msgspec

from common.wire.tickets import Addition, CheckIn, NumbersReport, Out
from hub.appointments.standing import AppointmentDesk
from hub.matters import Job
from hub.post import Receipts, Row, addition_of, check_in_of, report_of
from hub.queue.answers import Answer, Code, Refusal
from hub.queue.details import Appointment
from hub.queue.stamps import Now, Placed
from hub.queue.state import State
from hub.speaker import Speaker
from hub.store.port import EventStore, Quarantined

logger = logging.getLogger(__name__)

UNKNOWN_MS = 3_600_000
"""So long an addition waits for its check-in, which may be lost on the way and comes again every 2 s."""

_REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class _Heard:
    """A row of an outbox, and when it was heard."""

    row: Row
    out: Out
    at: Now

    @property
    def what(self) -> str:
        """What it is, in words for the log."""
        kind = "an addition" if isinstance(self.out.body, Addition) else "a check-in"
        return f"{kind} of {self.row.device}"


class PostRoom:
    """Belongs to the office's thread. Nothing is said before :meth:`send`, which comes after the commit."""

    def __init__(
        self, kiosks: tuple[str, ...], store: EventStore, appointments: AppointmentDesk | None = None
    ) -> None:
        """Serve these kiosks; what is refused for good is set aside in ``store``."""
        self._kiosks = frozenset(kiosks)
        self._appointments = appointments or AppointmentDesk()
        self._store = store
        self._receipts = Receipts()
        self._asking: dict[str, None] = {}
        self._told: set[tuple[str, str]] = set()
        self._unknown_since: dict[Row, int] = {}

    def knows(self, device: str) -> bool:
        """Tell whether a device is a kiosk of the site."""
        return device in self._kiosks

    def serves(self, device: str) -> bool:
        """Tell the same of one that wants to be served, and the log where it is none."""
        if self.knows(device):
            return True
        if self._is_news(device, "no kiosk"):
            logger.error("%s takes in customers and is no kiosk of the site file: nobody calls them", device)
        return False

    def take_check_in(self, device: str, out: Out, body: CheckIn, placed: Placed, day: str, now: Now) -> Job:
        """Take a check-in of the numbered day ``day`` in."""
        heard = _Heard(Row(device, out.epoch, out.sequence), out, now)
        command = check_in_of(heard.row, body, placed, day, self._appointment(heard, body.appointment))
        return Job(command, lambda answer: self._answer(heard, answer))

    def take_addition(self, device: str, out: Out, body: Addition, now: Now) -> Job:
        """Take in what was added to a visit."""
        heard = _Heard(Row(device, out.epoch, out.sequence), out, now)
        return Job(addition_of(heard.row, body), lambda answer: self._answer(heard, answer))

    def take_report(self, device: str, report: NumbersReport) -> Job:
        """Take a report of numbers in: it is answered with what the kiosk may deal, changed or not."""

        def answered(_answer: Answer) -> None:
            self._asking[device] = None
            self._receipts.add(device, report.epoch)

        return Job(report_of(device, report), answered)

    def send(self, speaker: Speaker, state: State, told: frozenset[str]) -> None:
        """Send numbers to who asked (but ``told``, who have got theirs), then the receipts."""
        for device in self._asking:
            if device not in told:
                speaker.say_numbers(state, device)
        self._asking.clear()
        speaker.say_receipts(self._receipts.take(), state)

    def _appointment(self, heard: _Heard, named: str | None) -> Appointment | None:
        """Return the appointment that a check-in names: the kiosk has let the customer in for it.

        One that its source has taken back meanwhile is not known any more; the customer waits all the same.
        """
        known = self._appointments.standing.appointment(named, heard.at)
        if known is None and named is not None and self._is_news(heard.row.device, f"no appointment {named}"):
            logger.warning("%s names an appointment that is not known", heard.what)
        return known

    def _answer(self, heard: _Heard, answer: Answer) -> None:
        """Acknowledge a row, leave it for a later try, or set it aside for good."""
        row = heard.row
        if isinstance(answer, Refusal):
            waits = answer.retry and self._may_still_be_right(heard, answer.code)
            is_news = self._is_news(row.device, f"{answer.code} {waits} {row.epoch} {row.sequence}")
            if waits:
                if is_news:
                    logger.warning("%s has to wait: %s", heard.what, answer.detail)
                return
            if is_news:
                logger.error("%s was set aside: %s", heard.what, answer.detail)
                aside = Quarantined(heard.at.ms, row.device, answer.code, msgspec.json.encode(heard.out))
                self._store.quarantine(aside)
        self._unknown_since.pop(row, None)
        self._receipts.add(row.device, row.epoch, row.sequence)

    def _may_still_be_right(self, heard: _Heard, code: Code) -> bool:
        """Tell whether to wait: a ticket that nobody has heard of for long will not come any more.

        Its check-in was set aside itself, or came on a day that the hub has forgotten.
        """
        if code is not Code.UNKNOWN_TICKET:
            return True
        if len(self._unknown_since) >= _REMEMBERED:
            self._unknown_since.clear()
        return heard.at.ms - self._unknown_since.setdefault(heard.row, heard.at.ms) < UNKNOWN_MS

    def _is_news(self, device: str, what: str) -> bool:
        """Tell whether this is met for the first time: what is sent every two seconds is told once."""
        if (device, what) in self._told:
            return False
        if len(self._told) >= _REMEMBERED:
            self._told.clear()
        self._told.add((device, what))
        return True
