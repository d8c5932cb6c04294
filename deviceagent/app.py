"""Wires a deviceagent: buttons, sensors, lamps and relays on one side, both brokers on the other."""

import math
import sqlite3
import time
from collections.abc import Iterator
from typing import Any

from common.runtime.broker import Broker
from common.runtime.clock import SystemClock, boot_id
from common.runtime.config_cache import ConfigCache
from common.runtime.inbox import Inbox
from common.runtime.life import Life
from common.runtime.link import Link
from common.runtime.refusals import Refusals
from common.runtime.renew import open_or_renew
from common.runtime.station import WORKER as STATION
from common.runtime.station import Station
from common.runtime.systemd import Notifier
from common.version import program_version
from common.wire import topics
from common.wire.channel import Received
from common.wire.codec import Codec
from common.wire.ids import mint_id
from common.wire.life import Health
from common.wire.presence import Side
from common.wire.site import AgentConfig, DeviceConfig
from deviceagent.agent import Agent, Arrived, Item, Sensed, Up
from deviceagent.box import AgentBox
from deviceagent.disk import DISK, DiskWriter
from deviceagent.faults import Faults
from deviceagent.hardware import LinesWorker, Opener, SensorWorker, open_outputs
from deviceagent.lines.kept import KeptPresses
from deviceagent.lines.latch import Latch, LatchedPress
from deviceagent.voice import Voice

AGENT = "agent"
LINES = "lines"

_CHANNELS = (topics.STATUS, topics.POINT_STATE, topics.KEEPER_BEAT, topics.REPLY, topics.CONFIG)
_TURN_S = 0.1
"""Far below the half second of a blinking lamp; what happens is acted upon at once anyway."""

_BATCH = 100
_HOLD_S = (1, 3600)


def run(box: AgentBox) -> int:
    """Watch buttons and sensors until the process is told to stop; return its exit code."""
    return _Process(box, Life(Notifier())).run()


class _Process:
    """The parts and the lines between them. Callbacks of lines, pins and sensors only hand over."""

    def __init__(self, box: AgentBox, life: Life) -> None:
        self._box = box
        self._life = life
        self._refusals = Refusals()
        self._faults = Faults()
        self._opener = Opener(self._faults)
        self._inbox: Inbox[Item] = Inbox(life.stopping)
        self._cache = ConfigCache(box.box.state)
        self._hold_s: int | None = None
        self._kept = KeptPresses(box.box.state / "presses.json", boot_id())
        self._disk = DiskWriter(self._kept.save, self._store, self._faults)
        self._station = Station(
            box=box.box,
            part="deviceagent",
            version=program_version(),
            clock=SystemClock(),
            boot=self._count_boot(),
            health=lambda: Health(refused=self._refusals.counts(), faults=self._faults.names()),
        )
        site = self._link("site", box.brokers.site)
        guard = None if box.brokers.guard is None else self._link("guard", box.brokers.guard)
        self._links = [site] if guard is None else [guard, site]
        for link in self._links:
            self._station.add(link)
        self._voice = Voice(box.box.id, site, [] if guard is None else [guard], self._station.reading)

    def run(self) -> int:
        config = self._cache.load()
        if config is not None:
            self._apply(config)
        self._life.worker(AGENT, self._act)
        # A card that hangs is a fault that shows; to end the process for it would leave the buttons alone.
        self._life.worker(
            DISK,
            lambda: self._disk.run(self._life.stopping, lambda: self._life.pulse(DISK)),
            silence_s=math.inf,
        )
        if self._box.lines:
            lines = LinesWorker(self._box.lines, self._opener, self._inbox.put)
            self._life.worker(LINES, lambda: lines.run(self._life.stopping, lambda: self._life.pulse(LINES)))
        for sensor in self._sensors():
            self._add_sensor(sensor)
        self._life.worker(STATION, lambda: self._station.run(self._life))
        self._life.start()
        for link in self._links:
            link.start()
        self._station.ready()
        self._life.ready()
        code = self._life.wait()
        for link in self._links:
            link.stop()
        return code

    def _count_boot(self) -> int:
        """Return the boot; a disk that refuses is a fault, and no reason to leave the buttons alone."""
        try:
            database, _renewed = open_or_renew(self._box.box.state / "deviceagent.db", (), boot_id=boot_id())
        except (sqlite3.Error, OSError) as error:
            self._faults.raise_(DISK, f"The disk refuses ({error}): a press is not kept over a restart.")
            return 0
        boot = database.boot
        database.close()
        return boot

    def _link(self, name: str, broker: Broker) -> Link:
        site, device = self._box.box.site, self._box.box.id
        filters = [(topics.POINT_STATE.filter(site, point=point), 1) for point in self._box.lines]
        filters += [
            (topics.KEEPER_BEAT.filter(site), 0),
            (topics.REPLY.filter(site, device=device), 1),
            (topics.STATUS.filter(site, device=device), 1),
            (topics.CONFIG.filter(site, device=device), 1),
        ]
        return Link(
            broker,
            name=name,
            site=site,
            client_id=device,
            codec=Codec(site, _CHANNELS),
            filters=filters,
            will=self._station.will(),
            refusals=self._refusals,
            on_message=self._on_message,
            on_up=self._on_up,
            fail=self._life.fail,
        )

    def _on_up(self, link: Link) -> None:
        self._station.on_up(link)
        self._inbox.note("up", Up())

    def _on_message(self, link: Link, received: Received[Any]) -> None:
        match received.channel:
            case topics.POINT_STATE:
                kind = (link.name, received.ids["point"])
                self._inbox.note(kind, Arrived(received))
            case topics.KEEPER_BEAT:
                self._inbox.note("beat", Arrived(received))
            case topics.REPLY:
                self._inbox.note(("reply", received.message.id), Arrived(received))
            case topics.STATUS:
                if not self._life.stopping.is_set():  # our own goodbye
                    self._station.on_own_status(link, received.message)
            case topics.CONFIG:
                self._on_config(received.message)
            case _:
                self._refusals.count("topic", f"{received.channel.name} is not for a deviceagent")

    def _on_config(self, config: DeviceConfig) -> None:
        if not self._apply(config):
            self._refusals.count("config", f"the configuration is one of a {type(config.body).__name__}")
            return
        self._disk.configure(config)

    def _store(self, config: DeviceConfig) -> None:
        if self._cache.load() != config:
            self._cache.store(config)

    def _apply(self, config: DeviceConfig) -> bool:
        if not isinstance(config.body, AgentConfig):
            return False
        shortest, longest = _HOLD_S
        self._hold_s = round(min(max(config.body.hold_s, shortest), longest))
        self._station.configured(config.revision)
        return True

    def _sensors(self) -> Iterator[SensorWorker]:
        for place, sides in self._box.sensors.items():
            both: tuple[tuple[Side, Any], ...] = (("customer", sides.customer), ("staff", sides.staff))
            for side, settings in both:
                if settings is not None:
                    yield SensorWorker(
                        place, side, settings, lambda: self._hold_s, self._opener, self._on_sensed
                    )

    def _add_sensor(self, sensor: SensorWorker) -> None:
        self._life.worker(
            sensor.name, lambda: sensor.run(self._life.stopping, lambda: self._life.pulse(sensor.name))
        )

    def _on_sensed(self, sensed: Sensed) -> None:
        name = f"sensor-{sensed.place}-{sensed.side}-silent"
        if sensed.occupancy.fault:
            self._faults.raise_(name, "The sensor says nothing: check its cable and its power.")
        else:
            self._faults.clear(name)
        self._inbox.put(sensed)

    def _act(self) -> None:
        latch = Latch(mint_id, self._load_presses())
        outputs = open_outputs(self._box.outputs, self._opener)
        agent = Agent(self._box.lines, latch, self._disk.keep, outputs, self._voice, time.monotonic_ns)
        while not self._life.stopping.is_set():
            self._life.pulse(AGENT)
            agent.turn(self._inbox.take(_TURN_S, _BATCH))
            self._disk.check()
        outputs.close()

    def _load_presses(self) -> tuple[LatchedPress, ...]:
        try:
            return self._kept.load(time.monotonic_ns())
        except OSError as error:
            self._faults.raise_(DISK, f"The disk refuses ({error}): presses of before are not known.")
            return ()
