"""What stands of all sources together: the book for kiosks, and what the hub alone knows of it. Pure."""

from collections.abc import Iterable

import msgspec

from common.wire.appointments import AppointmentBook, Entry
from hub.appointments.rows import Bad, Cause, Reason
from hub.appointments.seal import Sealed, hash_expert
from hub.queue.details import Appointment
from hub.queue.stamps import Now


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """How a source fares, for administrators; no word in it comes from the source.

    ``read_ms`` is when it was read well last, ``failing_ms`` since when it cannot be (wall time in ms; 0:
    never, or not so). ``refused`` are rows of the last good copy, ``examples`` the first of them.
    """

    source: str
    authority: str
    read_ms: int = 0
    failing_ms: int = 0
    cause: Cause | None = None
    today: int = 0
    coming: int = 0
    refused: dict[Reason, int] = {}
    examples: tuple[Bad, ...] = ()


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of appointments at one moment. It never changes: a newer one takes its place."""

    book: AppointmentBook = AppointmentBook(incarnation="none", revision=0, days=())
    keys: dict[str, str] = {}
    known: dict[str, Sealed] = {}
    reports: tuple[Report, ...] = ()

    def appointment(self, identifier: str | None, now: Now) -> Appointment | None:
        """Return what the queue keeps of an appointment, in house time; None where it is not known here."""
        sealed = self.known.get(identifier or "")
        if sealed is None:
            return None
        entry = sealed.entry
        at = now.ms + entry.at_ms - now.wall_ms
        return Appointment(id=entry.id, service=entry.service, at=at, expert=sealed.expert)

    def known_as(self, name: str) -> frozenset[str]:
        """Return the opaque ids of whom the sources call ``name``: one for each date, none for no name."""
        return frozenset(hash_expert(name, key) for key in self.keys.values()) if name else frozenset()

    def entries(self) -> Iterable[Entry]:
        """Return every appointment of the dates near today."""
        return (entry for day in self.book.days for entry in day.entries)


EMPTY = Standing()


class AppointmentDesk:
    """Where the newest standing lies: one thread puts it there, any thread looks at it."""

    def __init__(self) -> None:
        self._standing = EMPTY

    @property
    def standing(self) -> Standing:
        """What is known now; whoever needs two things of it takes it once."""
        return self._standing

    def put(self, standing: Standing) -> None:
        """Let a newer standing take the place of the older one."""
        self._standing = standing
