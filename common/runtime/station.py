"""How a device shows that it lives, on every line it has: status, what it is, its health, and its beat."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from common.runtime.broker import Box
from common.runtime.clock import Clock
from common.runtime.life import Life
from common.runtime.link import Link, Said
from common.wire import topics
from common.wire.ids import mint_id
from common.wire.life import BEAT_INTERVAL_S, Beat, Health, Info, PartName, Status
from common.wire.message import Reading

WORKER = "station"


@dataclass
class Station:
    """A device's voice: ``init`` until :meth:`ready`; its status again when an old will overwrote it.

    ``health`` is asked at each beat and each connect, from several threads, and published where it changed.
    """

    box: Box
    part: PartName
    version: str
    clock: Clock
    boot: int
    health: Callable[[], Health]
    start: str = field(default_factory=mint_id)
    epoch: str | None = None
    config_revision: int = 0
    _links: list[Link] = field(default_factory=list[Link])
    _state: Literal["init", "ready"] = "init"
    _said_health: Health | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def will(self) -> Said:
        """What the broker says for us when we are gone."""
        return Said(topics.STATUS, Status(state="lost", start=self.start), {"device": self.box.id})

    def add(self, link: Link) -> None:
        """Speak on this line too."""
        self._links.append(link)

    def ready(self) -> None:
        """Say on every line, from now on, that the device serves."""
        with self._lock:
            self._state = "ready"
        for link in self._links:
            self._say_status(link)

    def configured(self, revision: int) -> None:
        """Report the revision of the configuration that is in force now."""
        with self._lock:
            self.config_revision = revision
        for link in self._links:
            self._say_info(link)

    def on_up(self, link: Link) -> None:
        """Say everything again: the broker may have forgotten all of it."""
        self._say_status(link)
        self._say_info(link)
        link.publish(topics.HEALTH, self.health(), device=self.box.id)
        link.publish(topics.BEAT, self._beat(), device=self.box.id)

    def on_own_status(self, link: Link, status: Status) -> None:
        """Correct a status that is not ours of now: the late will of an earlier connection."""
        if status.start != self.start or status.state == "lost":
            self._say_status(link)

    def reading(self) -> Reading:
        """Return the time now, as this device knows it."""
        return Reading(
            boot=self.boot,
            clock_ms=self.clock.monotonic_ms(),
            wall_ms=self.clock.wall_ms(),
            synced=self.clock.synced(),
        )

    def run(self, life: Life) -> None:
        """Beat until the process ends (a worker of :class:`Life`)."""
        while not life.stopping.wait(BEAT_INTERVAL_S):
            life.pulse(WORKER)
            self.say_beat()

    def say_beat(self) -> None:
        """Beat once on every line, and tell the health where it changed."""
        beat = self._beat()
        health = self.health()
        with self._lock:
            changed = health != self._said_health
            self._said_health = health
        for link in self._links:
            link.publish(topics.BEAT, beat, device=self.box.id)
            if changed:
                link.publish(topics.HEALTH, health, device=self.box.id)

    def _beat(self) -> Beat:
        return Beat(start=self.start, at=self.reading(), epoch=self.epoch)

    def _say_info(self, link: Link) -> None:
        with self._lock:
            info = Info(part=self.part, version=self.version, config_revision=self.config_revision)
            link.publish(topics.INFO, info, device=self.box.id)

    def _say_status(self, link: Link) -> None:
        # Under the lock: two threads that say it at once would otherwise leave the older one retained.
        with self._lock:
            status = Status(state=self._state, start=self.start)
            link.publish(topics.STATUS, status, device=self.box.id)
