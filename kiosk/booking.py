"""What the kiosk knows of appointments: the hub's book, and which of them somebody has checked in for.

Both are kept on the disk, so that a code is found without the hub, also after a start.
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from common.wire.appointments import AppointmentBook, AppointmentsKept
from common.wire.ids import Id
from common.wire.message import Message
from kiosk.kept import Kept
from kiosk.surroundings import Bookings

logger = logging.getLogger(__name__)

S = TypeVar("S", AppointmentBook, AppointmentsKept)


class UsedHere(Message, frozen=True):
    """The appointments that were checked in for at this kiosk, by their ids: the hub may not know it yet."""

    ids: tuple[Id, ...]


class Booking:
    """Learns in one thread, and answers from any."""

    def __init__(self, state: Path) -> None:
        """Read what was kept in the folder ``state``."""
        self._books = Kept(state / "appointments.json", AppointmentBook)
        self._told = Kept(state / "appointments-kept.json", AppointmentsKept)
        self._here = Kept(state / "appointments-used.json", UsedHere)
        self._lock = threading.Lock()
        self._book = self._books.load()
        self._kept = self._told.load()
        used = self._here.load()
        self._used = frozenset(used.ids if used else ())
        self._bookings = self._put_together()

    def bookings(self) -> Bookings:
        """Return what is known now; the same object while nothing has changed."""
        return self._bookings

    def learn(self, message: AppointmentBook | AppointmentsKept) -> bool:
        """Take in what the hub tells, and keep it; ``False`` for what is older than what is known."""
        with self._lock:
            if isinstance(message, AppointmentBook):
                if not _is_newer(self._book, message):
                    return False
                self._book = message
                self._used &= _ids(message)
            else:
                if not _is_newer(self._kept, message):
                    return False
                self._kept = message
            self._bookings = self._put_together()
        if isinstance(message, AppointmentBook):
            _keep(lambda: self._books.store(message))
        else:
            _keep(lambda: self._told.store(message))
        return True

    def use(self, appointment: str) -> None:
        """Note at once that somebody has checked in here for an appointment; :meth:`save` keeps it."""
        with self._lock:
            self._used |= {appointment}
            self._bookings = self._put_together()

    def save(self) -> None:
        """Keep what was noted here; writes to the disk, so not in the window's thread."""
        with self._lock:
            used = UsedHere(tuple(sorted(self._used)))
        _keep(lambda: self._here.store(used))

    def _put_together(self) -> Bookings:
        told = frozenset(self._kept.ids if self._kept else ())
        return Bookings(self._book, told | self._used)


def _is_newer(held: S | None, message: S) -> bool:
    """Tell whether a message replaces what is held: a new life of the hub counts its revisions anew."""
    return held is None or held.incarnation != message.incarnation or held.revision < message.revision


def _ids(book: AppointmentBook) -> frozenset[str]:
    return frozenset(entry.id for day in book.days for entry in day.entries)


def _keep(store: Callable[[], None]) -> None:
    try:
        store()
    except OSError as error:
        logger.warning("what is known of appointments cannot be kept for the next start: %s", error)
