"""Learns from the hub what the site is and how long its queues are, and keeps the site on the disk."""

import contextlib
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from common.runtime.belief import Owner, judge
from common.runtime.clock import Clock
from common.runtime.config_cache import ConfigCache
from common.runtime.inbox import Inbox
from common.runtime.life import Life
from common.runtime.refusals import Refusals
from common.wire.appointments import AppointmentBook, AppointmentsKept
from common.wire.board import Waits
from common.wire.life import OwnerBeat
from common.wire.site import Catalogue, DeviceConfig, KioskConfig
from kiosk.booking import Booking
from kiosk.kept import Kept
from kiosk.surroundings import DEFAULT_ZONE, Lengths, Surroundings

if TYPE_CHECKING:
    from common.wire.channel import Received

logger = logging.getLogger(__name__)

WORKER = "knowledge"

_TICK_S = 5.0
_BATCH = 20


class Knowledge:
    """Hears messages in the network's thread, understands them in its own; answers from any thread.

    ``changed`` is called in its own thread when :meth:`surroundings` gives something new.
    """

    def __init__(self, state: Path, clock: Clock, refusals: Refusals, life: Life) -> None:
        """Read what was kept in ``state``."""
        self._clock = clock
        self._refusals = refusals
        self._life = life
        self._configs = ConfigCache(state)
        self._catalogues = Kept(state / "catalogue.json", Catalogue)
        self.booking = Booking(state)
        """The appointments; whoever has let somebody in for one says so by :meth:`used`."""
        self._inbox: Inbox[Received[Any] | None] = Inbox(life.stopping)  # None: something was used here
        self._lock = threading.Lock()
        self._hub = Owner()
        self._waits: Waits | None = None
        self._config = _kiosk_config(self._configs.load())
        self._catalogue = self._catalogues.load()
        self._zone = _zone_of(self._catalogue) or DEFAULT_ZONE
        self.changed: Callable[[], None] = lambda: None

    def surroundings(self) -> Surroundings | None:
        """Return the newest that is known of the site, or ``None`` while something of it is missing."""
        with self._lock:
            if self._catalogue is None or self._config is None:
                return None
            body = self._config.body
            return Surroundings(self._catalogue, body, self._zone) if isinstance(body, KioskConfig) else None

    def revision(self) -> int:
        """Return the revision of the newest configuration, 0 without one."""
        with self._lock:
            return 0 if self._config is None else self._config.revision

    def zone(self) -> ZoneInfo:
        """Return the site's time zone."""
        return self._zone

    def lengths(self) -> Lengths:
        """Return how long the queues are, as far as the hub is to be believed now."""
        with self._lock:
            waits, hub = self._waits, self._hub
        if waits is None or not hub.believes(waits, self._clock.monotonic_ms()):
            return Lengths()
        return Lengths(waits.services)

    def used(self, appointment: str) -> None:
        """Note that somebody has checked in here for an appointment; kept soon after. Never blocks."""
        self.booking.use(appointment)
        self._inbox.note(WORKER, None)

    def hear(self, received: "Received[Any]") -> None:
        """Hand over a message; of each kind only the latest matters. Never blocks.

        A beat, which comes each 2 s, is known at once and wakes nobody.
        """
        if isinstance(received.message, OwnerBeat):
            self.learn(received)
        else:
            self._inbox.note(received.channel.name, received)

    def run(self) -> None:
        """Learn until the process ends (a worker of :class:`Life`)."""
        self._life.wake_at_end(self._inbox.wake)
        while not self._life.stopping.is_set():
            self._life.pulse(WORKER)
            for received in self._inbox.take(_TICK_S, _BATCH):
                if received is None:
                    self.booking.save()
                else:
                    self.learn(received)

    def learn(self, received: "Received[Any]") -> None:
        """Take one message in; in its own thread, and a beat in any."""
        match received.message:
            case OwnerBeat() as beat:
                with self._lock:
                    self._hub = self._hub.beat(beat.incarnation, beat.at_ms, self._clock.monotonic_ms())
            case Waits() as waits:
                with self._lock:
                    if judge(self._waits, waits) != "old":
                        self._waits = waits
            case Catalogue() as catalogue:
                self._on_catalogue(catalogue)
            case DeviceConfig() as config:
                self._on_config(config)
            case AppointmentBook() | AppointmentsKept() as told:
                if self.booking.learn(told):
                    self.changed()
            case _:
                self._refusals.count("topic", f"{received.channel.name} is not for a kiosk")

    def _on_catalogue(self, catalogue: Catalogue) -> None:
        held = self._catalogue
        if (
            held is not None
            and held.incarnation == catalogue.incarnation
            and held.revision >= catalogue.revision
        ):
            return
        zone = _zone_of(catalogue)
        if zone is None:
            self._refusals.count("catalogue", f"no time zone {catalogue.timezone!r}")
            return
        with self._lock:
            self._catalogue, self._zone = catalogue, zone
        self.changed()
        self._keep(lambda: self._catalogues.store(catalogue))

    def _on_config(self, config: DeviceConfig) -> None:
        kiosk = _kiosk_config(config)
        if kiosk is None:
            self._refusals.count("config", f"the configuration is one of a {type(config.body).__name__}")
            return
        if kiosk == self._config:
            return
        with self._lock:
            self._config = kiosk
        self.changed()
        self._keep(lambda: self._configs.store(config))

    def _keep(self, store: Callable[[], None]) -> None:
        try:
            store()
        except OSError as error:
            logger.warning("what the hub told cannot be kept for the next start: %s", error)


def _kiosk_config(config: DeviceConfig | None) -> DeviceConfig | None:
    if config is None or not isinstance(config.body, KioskConfig) or not config.body.languages:
        return None
    return config


def _zone_of(catalogue: Catalogue | None) -> ZoneInfo | None:
    if catalogue is None:
        return None
    with contextlib.suppress(ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(catalogue.timezone)
    return None
