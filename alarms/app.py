"""Wires the keeper of alarms: its lines to both brokers, its record, and the one thread that decides."""

import logging
from pathlib import Path
from typing import Any

from alarms.box import KeeperBox
from alarms.keeper import Arrived, Configured, Item, Keeper, Up
from alarms.record import MIGRATIONS, Record
from alarms.voice import Voice
from common.runtime.broker import Broker
from common.runtime.clock import SystemClock, boot_id
from common.runtime.config_cache import ConfigCache
from common.runtime.database import Database
from common.runtime.inbox import Inbox
from common.runtime.life import Life
from common.runtime.link import Link, Said
from common.runtime.refusals import Refusals
from common.runtime.renew import open_or_renew
from common.runtime.station import WORKER as STATION
from common.runtime.station import Station
from common.runtime.systemd import Notifier
from common.version import program_version
from common.wire import topics
from common.wire.channel import Received
from common.wire.codec import Codec
from common.wire.life import Health, KeeperStatus
from common.wire.site import DeviceConfig, KeeperConfig

logger = logging.getLogger(__name__)

KEEPER = "keeper"

_CHANNELS = (
    topics.STATUS,
    topics.BEAT,
    topics.POINT_REPORT,
    topics.ALARM_REQUEST,
    topics.CONFIG,
    topics.KEEPER_STATUS,
)
_TURN_S = 0.25
_BATCH = 200
"""What has arrived together shares a commit, up to so many; a single press never waits for company."""


def run(box: KeeperBox) -> int:
    """Keep the alarms until the process is told to stop; return its exit code.

    Raises :class:`sqlite3.Error` or :class:`common.runtime.database.DatabaseTooNewError` where the record
    cannot be opened.
    """
    path = box.box.state / "alarms.db"
    boot, faults = _inspect(path)
    process = _Process(box, Life(Notifier()), path, boot, faults)
    return process.run()


def _inspect(path: Path) -> tuple[int, tuple[str, ...]]:
    """Look at the record before the work begins: the boot it counts, and what is wrong with it."""
    database, renewed = open_or_renew(path, MIGRATIONS, boot_id=boot_id())
    record = Record(database)
    boot, broken = record.boot, record.verify()
    record.close()
    if broken:
        logger.critical("the record of alarms is broken at entry %d: it %s", broken.sequence, broken.reason)
    faults = ("record-renewed",) if renewed else ()
    return boot, (*faults, "record-broken") if broken else faults


class _Process:
    """The parts and the lines between them; every callback of a line only hands over."""

    def __init__(self, box: KeeperBox, life: Life, path: Path, boot: int, faults: tuple[str, ...]) -> None:
        self._box = box
        self._life = life
        self._path = path
        self._faults = faults
        self._refusals = Refusals()
        self._voice = Voice()
        self._inbox: Inbox[Item] = Inbox(life.stopping)
        self._cache = ConfigCache(box.box.state)
        self._revision: int | None = None
        self._station = Station(
            box=self._box.box,
            part="alarms",
            version=program_version(),
            clock=SystemClock(),
            boot=boot,
            health=self._health,
        )
        self._links = [self._link("site", self._box.brokers.site)]
        if self._box.brokers.guard is not None:
            self._links.append(self._link("guard", self._box.brokers.guard))
        for link in self._links:
            self._station.add(link)
            self._voice.add(link)

    def run(self) -> int:
        self._life.worker(KEEPER, self._keep)
        self._life.worker(STATION, lambda: self._station.run(self._life))
        self._life.start()
        for link in self._links:
            link.start()
        self._station.ready()
        self._life.ready()
        code = self._life.wait()
        for link in self._links:
            link.say(self._station.will())  # the broker itself says it of the keeper: a line has but one will
            link.stop()
        return code

    def _link(self, name: str, broker: Broker) -> Link:
        site, device = self._box.box.site, self._box.box.id
        filters = [
            (topics.POINT_REPORT.filter(site), 1),
            (topics.ALARM_REQUEST.filter(site), 1),
            (topics.BEAT.filter(site), 0),
            (topics.STATUS.filter(site, device=device), 1),
            (topics.KEEPER_STATUS.filter(site), 1),
            (topics.CONFIG.filter(site, device=device), 1),
        ]
        return Link(
            broker,
            name=name,
            site=site,
            client_id=device,
            codec=Codec(site, _CHANNELS),
            filters=filters,
            will=Said(topics.KEEPER_STATUS, self._voice.will(), {}),
            refusals=self._refusals,
            on_message=self._on_message,
            on_up=self._on_up,
            fail=self._life.fail,
        )

    def _on_up(self, link: Link) -> None:
        self._inbox.note(("up", link.name), Up(link))
        self._station.on_up(link)

    def _on_message(self, link: Link, received: Received[Any]) -> None:
        item = Arrived(link, received)
        ids = received.ids
        match received.channel:
            case topics.ALARM_REQUEST:
                self._inbox.put(item)
            case topics.POINT_REPORT if received.message.presses:
                self._inbox.put(item)
            case topics.POINT_REPORT | topics.BEAT:
                kind = (received.channel.name, ids["device"], ids.get("point"))
                if not self._inbox.note(kind, item):
                    self._refusals.count("crowded", f"{ids['device']} is one too many at once")
            case topics.STATUS | topics.KEEPER_STATUS if self._life.stopping.is_set():
                pass  # our own goodbye
            case topics.STATUS:
                self._station.on_own_status(link, received.message)
            case topics.KEEPER_STATUS:
                self._on_keeper_status(link, received.message)
            case topics.CONFIG:
                self._on_config(received.message)
            case _:
                self._refusals.count("topic", f"{received.channel.name} is not for the keeper")

    def _on_keeper_status(self, link: Link, status: KeeperStatus) -> None:
        """Correct the late will of an earlier connection; a second keeper is told of, not shouted down."""
        if status.state == "lost":
            self._voice.status(link)
        elif status.incarnation != self._voice.incarnation:
            self._refusals.count("second-keeper", f"another keeper lives here: {status.incarnation}")

    def _on_config(self, config: DeviceConfig) -> None:
        if isinstance(config.body, KeeperConfig):
            self._inbox.note("config", Configured(config, config.body))
        else:
            self._refusals.count("config", f"the configuration is one of a {type(config.body).__name__}")

    def _keep(self) -> None:
        record = Record(Database(self._path, MIGRATIONS, boot_id=boot_id()))
        keeper = Keeper(record, self._voice, self._station.reading, self._in_force, self._refusals.count)
        kept = self._cache.load()
        if kept is not None and isinstance(kept.body, KeeperConfig):
            keeper.turn([Configured(kept, kept.body)])
        while not self._life.stopping.is_set():
            self._life.pulse(KEEPER)
            keeper.turn(self._inbox.take(_TURN_S, _BATCH))
        record.close()

    def _in_force(self, config: DeviceConfig) -> None:
        self._station.configured(config.revision)
        if self._cache.load() != config:
            try:
                self._cache.store(config)
            except OSError as error:
                logger.warning("the configuration cannot be kept for the next start: %s", error)
        self._revision = config.revision

    def _health(self) -> Health:
        faults = self._faults if self._revision is not None else (*self._faults, "not-configured")
        return Health(refused=self._refusals.counts(), faults=faults)
