"""What a kiosk knows of the site while it serves one customer. Pure."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from common.wire.appointments import AppointmentBook
from common.wire.board import ServiceWait
from common.wire.message import Text
from common.wire.site import Catalogue, KioskConfig

FALLBACK_LANGUAGE = "fi"
"""What a kiosk speaks before it knows its site."""

DEFAULT_ZONE = ZoneInfo("Europe/Helsinki")
"""Whose time it shows until then."""

_MS = 1000


class Surroundings(msgspec.Struct, frozen=True):
    """The site and this kiosk's share of it; both change only while nobody is served."""

    catalogue: Catalogue
    config: KioskConfig
    zone: ZoneInfo

    def name(self, names: Text, language: str) -> str:
        """Return a text of the site in ``language``, else in the kiosk's first that it has, else in any."""
        for candidate in (language, *self.config.languages):
            if candidate in names:
                return names[candidate]
        return next(iter(names.values()), "")


class Moment(msgspec.Struct, frozen=True):
    """Now: the monotonic clock for what lasts, the wall clock (UTC) for what is open; both in ms."""

    ms: int
    wall_ms: int

    def local(self, zone: ZoneInfo) -> datetime:
        """Return the wall clock as the site reads it."""
        return local(self.wall_ms, zone)


class Lengths(msgspec.Struct, frozen=True):
    """How long the queues are, by service; empty while the hub is not heard."""

    services: dict[str, ServiceWait] = msgspec.field(default_factory=dict[str, ServiceWait])

    @property
    def full(self) -> frozenset[str]:
        """The services that give no number any more, since the people ahead take until closing."""
        return frozenset(name for name, wait in self.services.items() if wait.ends)


class Bookings(msgspec.Struct, frozen=True):
    """The appointments that the hub has told, and the ids of those that somebody has checked in for."""

    book: AppointmentBook | None = None
    kept: frozenset[str] = frozenset()


def local(wall_ms: int, zone: ZoneInfo) -> datetime:
    """Return a wall time (ms, UTC) as the site reads it."""
    return datetime.fromtimestamp(wall_ms / _MS, UTC).astimezone(zone)
