"""Takes in what kiosks send: rows of an outbox and reports become jobs, whose answers become receipts."""

import logging
from dataclasses import dataclass

import msgspec

from common.wire.tickets import NumbersReport, Out
from hub.appointments.standing import AppointmentDesk
from hub.matters import Job
from hub.post import Receipts, check_in_of, report_of
from hub.queue.answers import Answer, Refusal
from hub.queue.details import Appointment
from hub.queue.stamps import Now, Placed
from hub.queue.state import State
from hub.speaker import Speaker
from hub.store.port import EventStore, Quarantined

logger = logging.getLogger(__name__)

_REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of an outbox, by whom and when it was heard."""

    device: str
    out: Out
    at: Now


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

    def take_row(self, device: str, out: Out, placed: Placed, day: str, now: Now) -> Job:
        """Take a check-in of the numbered day ``day`` in."""
        row = _Row(device, out, now)
        command = check_in_of(device, out, placed, day, self._appointment(row))
        return Job(command, lambda answer: self._answer(row, answer))

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

    def _appointment(self, row: _Row) -> Appointment | None:
        """Return the appointment that a check-in names: the kiosk has let the customer in for it.

        One that its source has taken back meanwhile is not known any more; the customer waits all the same.
        """
        named = row.out.body.appointment
        known = self._appointments.standing.appointment(named, row.at)
        if known is None and named is not None and self._is_news(row.device, f"no appointment {named}"):
            logger.warning("a check-in of %s names an appointment that is not known", row.device)
        return known

    def _answer(self, row: _Row, answer: Answer) -> None:
        """Acknowledge a row, leave it for a later try, or set it aside for good."""
        device, out = row.device, row.out
        if isinstance(answer, Refusal):
            is_news = self._is_news(device, f"{answer.code} {out.epoch} {out.sequence}")
            if answer.retry:
                if is_news:
                    logger.warning("a check-in of %s has to wait: %s", device, answer.detail)
                return
            if is_news:
                logger.error("a check-in of %s was set aside: %s", device, answer.detail)
                aside = Quarantined(row.at.ms, device, answer.code, msgspec.json.encode(out))
                self._store.quarantine(aside)
        self._receipts.add(device, out.epoch, out.sequence)

    def _is_news(self, device: str, what: str) -> bool:
        """Tell whether this is met for the first time: what is sent every two seconds is told once."""
        if (device, what) in self._told:
            return False
        if len(self._told) >= _REMEMBERED:
            self._told.clear()
        self._told.add((device, what))
        return True
