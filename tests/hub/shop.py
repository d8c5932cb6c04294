"""The hub's core without threads: a real store, a clock moved by hand, a line that keeps what was said."""

import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from common.runtime.link import Said
from common.runtime.settings import load
from common.wire import topics
from common.wire.channel import Channel, M, Received
from common.wire.codec import Codec
from common.wire.life import Beat
from common.wire.message import Reading
from common.wire.tickets import Addition, CheckIn, NumbersReport, Out
from hub.app import layout_of, sensors_of
from hub.engine import Engine
from hub.floor.devices import Devices
from hub.floor.floor import Floor
from hub.house_rules import Barred
from hub.matters import Act, Do, Heard, LineUp, Look, Matter, View
from hub.numbering import own_letters_of
from hub.publish.configs import make_configs
from hub.queue.answers import Answer
from hub.queue.commands import AdviserCheckIn, AnyCommand, OpenDay
from hub.queue.policies.longest_wait import longest_wait
from hub.queue.projections import Projections
from hub.queue.rules import Rules
from hub.queue.schemes import Sequential
from hub.shift import Shift
from hub.site.devices import Kiosk
from hub.site.schema import Site
from hub.site.timetable import Timetable
from hub.speaker import Speaker
from hub.store.port import Entry
from hub.store.sqlite import SqliteStore
from tests.hub.clock import HandClock

MakeShop = Callable[..., "Shop"]
"""Makes a shop that is closed when the test ends."""

SITE_ID = "mallila"
TODAY = "2026-11-23"
SITE = load(Path(__file__).with_name("house.toml"), Site)

T = TypeVar("T")


class Line:
    """Takes what is said as the broker's line does: by topic and bytes, or not at all while it is down."""

    def __init__(self) -> None:
        self.up = True
        self.said: list[tuple[Channel[Any], dict[str, str], Any]] = []

    def say(self, said: Said) -> bool:
        topic, payload = said.channel.topic(SITE_ID, **said.ids), said.channel.encode(said.message)
        if self.up:
            received = Codec(SITE_ID).decode(topic, payload)
            assert isinstance(received, Received)
            self.said.append((received.channel, received.ids, received.message))
        return self.up

    def take(self, channel: Channel[M], **ids: str) -> list[M]:
        """Return what was said on a channel since the last time, to these ids where any are given."""
        found = [one for one in self.said if one[0] is channel and ids.items() <= one[1].items()]
        self.said = [one for one in self.said if one not in found]
        return [message for _channel, _ids, message in found]

    def names(self) -> list[str]:
        return [channel.name for channel, _ids, _message in self.said]


class WatchedStore(SqliteStore):
    """A real store whose disk can be full, and which counts commits of events."""

    full = False
    commits = 0

    def append(self, entries: Sequence[Entry]) -> range:
        if self.full:
            raise OSError(28, "No space left on device")
        self.commits += 1
        return super().append(entries)


@dataclass
class Shop:
    """A hub of the site ``house.toml``; :meth:`restart` begins its next life on the same disk."""

    folder: Path
    site: Site = SITE
    clock: HandClock = field(default_factory=HandClock)
    line: Line = field(default_factory=Line)
    incarnation: str = "life-1"
    told: int = 0
    stores: list[SqliteStore] = field(default_factory=list[SqliteStore])
    boot: str = "boot-1"
    awaited: bool = False

    def __post_init__(self) -> None:
        self.store, self.engine = open_engine(self.folder, self.site)
        self.stores.append(self.store)
        self.speaker = Speaker(
            say=self.line.say,
            site=self.site,
            table=Timetable(self.site),
            configs=make_configs(self.site),
            incarnation=self.incarnation,
        )
        self.floor = Floor(
            Devices(tuple(self.site.devices)), sensors_of(self.site), frozenset(self.site.points)
        )
        self.shift = Shift(
            store=self.store,
            engine=self.engine,
            speaker=self.speaker,
            floor=self.floor,
            clock=self.clock,
            kiosks=tuple(self.site.devices_of(Kiosk)),
            listeners=[self._tell],
            boot=self.boot,
        )

    def restart(self, *, kept: bool = True) -> "Shop":
        """Return the hub's next life; without ``kept`` it was killed before it could keep anything."""
        if kept:
            self.shift.end()
        self.store.close()
        number = int(self.incarnation.split("-")[1]) + 1
        return Shop(
            self.folder, self.site, self.clock, Line(), f"life-{number}", stores=self.stores, boot=self.boot
        )

    def close(self) -> None:
        """Close the stores of all its lives."""
        for store in self.stores:
            store.close()

    def _tell(self) -> None:
        self.told += 1

    def turn(self, *matters: Matter) -> "Shop":
        self.shift.turn(matters, lambda: self.awaited)
        return self

    def opened(self) -> "Shop":
        """Let the line come up and the first kiosk report; the clock has opened the day."""
        self.turn(LineUp())
        self.turn(self.beat(), self.report())
        self.line.said.clear()
        return self

    def do(self, command: AnyCommand) -> "Future[Answer]":
        answer: Future[Answer] = Future()
        self.turn(Do(command, answer))
        return answer

    def look(self, question: Callable[[View], T]) -> "Future[T]":
        answer: Future[T] = Future()
        self.turn(Look(question, answer))
        return answer

    def act(self, command_id: str, make: Callable[[View], AnyCommand | Barred]) -> "Future[Answer | Barred]":
        answer: Future[Answer | Barred] = Future()
        self.turn(Act(command_id, make, answer))
        return answer

    def heard(self, channel: Channel[M], message: M, *, retained: bool = False, **ids: str) -> Heard:
        return Heard(Received(channel, ids, message, retained), self.clock.monotonic_ms())

    def reading(self, boot: int = 1) -> Reading:
        """Return what a kiosk's clock reads now: it started when ours read 4,000,000."""
        clock_ms = self.clock.monotonic - 4_000_000
        return Reading(boot=boot, clock_ms=clock_ms, wall_ms=self.clock.wall, synced=True)

    def beat(self, device: str = "kiosk-1", boot: int = 1) -> Heard:
        beat = Beat(start="start", at=self.reading(boot), epoch="epoch-1")
        return self.heard(topics.BEAT, beat, device=device)

    def report(self, device: str = "kiosk-1", incarnation: str = "", day: str | None = None) -> Heard:
        report = NumbersReport(
            epoch="epoch-1",
            incarnation=incarnation or self.incarnation,
            day=day,
            held=(),
            highest=0,
            unsent=0,
        )
        return self.heard(topics.NUMBERS_REPORT, report, device=device)

    def check_in(self, number: int, **changes: object) -> Heard:
        """Return a check-in of the first kiosk: ticket and sequence are of the number."""
        device = str(changes.pop("device", "kiosk-1"))
        body = CheckIn(
            ticket=f"ticket-{number}",
            day=TODAY,
            lease="lease-1",
            number=number,
            service="tax-personal",
            language="fi",
            arrival=self.reading(),
        )
        out = Out(epoch="epoch-1", sequence=number, body=msgspec.structs.replace(body, **changes))
        return self.heard(topics.OUT, out, device=device)

    def addition(self, number: int, sequence: int, **said: object) -> Heard:
        """Return what is added to the ticket of ``number`` at the first kiosk, in the row ``sequence``."""
        body = msgspec.structs.replace(Addition(id=f"addition-{sequence}", ticket=f"ticket-{number}"), **said)
        return self.heard(topics.OUT, Out(epoch="epoch-1", sequence=sequence, body=body), device="kiosk-1")

    def advance(self, ms: int) -> "Shop":
        """Let time pass in one piece, and the hub notice it."""
        self.clock.advance(ms)
        return self.turn()


def open_engine(folder: Path, site: Site) -> tuple[WatchedStore, Engine]:
    store = WatchedStore(folder / "queue.db")
    own = own_letters_of(site)
    rules = Rules(scheme=Sequential(100, 999), own=own, lease=3, reserve=10)
    return store, Engine(store, rules, Projections(layout_of(site), longest_wait, 6))


def open_day(date: str = TODAY) -> OpenDay:
    day = dt.date.fromisoformat(date)
    return OpenDay(id=f"open-{date}", staff="s", date=day, today=day)


def adviser(name: str) -> AdviserCheckIn:
    return AdviserCheckIn(id=name, staff="s", service="tax-personal", language="fi")


def site_with(**changes: object) -> Site:
    return msgspec.structs.replace(SITE, **changes)
