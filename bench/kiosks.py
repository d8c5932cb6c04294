"""Eight kiosks as the hub meets them: they hold leases, send check-ins and wait for each to be committed."""

import selectors
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from socket import socket
from typing import Protocol

import msgspec

from bench import site
from bench.kiosk_line import KioskLine
from bench.setting import NotMeasurableError
from common.runtime.broker import Broker
from common.runtime.clock import SystemClock
from common.wire import topics
from common.wire.ids import mint_id
from common.wire.life import Beat, HubStatus
from common.wire.message import Reading
from common.wire.tickets import Ack, CheckIn, Lease, Numbers, NumbersReport, Out

IN_FLIGHT = 4
"""So many check-ins of one kiosk are on their way at once: a kiosk sends each as soon as it is taken."""

_DEADLINE_S = 20.0
_ACK = msgspec.json.Decoder(Ack)


class Line(Protocol):
    """A kiosk's connection to the broker."""

    @property
    def socket(self) -> socket:
        """What is readable when there is something to hear."""
        ...

    def say(self, topic: str, payload: bytes) -> None:
        """Publish with QoS 1."""
        ...

    def hear(self) -> Iterable[tuple[str, bytes]]:
        """Give the topics and payloads that have arrived."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class Kiosk:
    """One kiosk: what it holds, and what it waits for."""

    def __init__(
        self, name: str, broker: Broker, connect: Callable[[Broker, tuple[str, ...]], Line] = KioskLine
    ) -> None:
        """Connect, with paho where ``connect`` says so; numbers come later."""
        self.name = name
        self.epoch = mint_id()
        self.sequence = 0
        self.day = ""
        self.open: set[int] = set()
        self._clock = SystemClock()
        self._known: set[str] = set()
        self._numbers: deque[tuple[int, str]] = deque()
        self._out = topics.OUT.topic(site.SITE, device=name)
        self._ack = topics.ACK.topic(site.SITE, device=name)
        self._granted = topics.NUMBERS.topic(site.SITE, device=name)
        self._status = topics.HUB_STATUS.topic(site.SITE)
        self.line = connect(broker, (self._ack, self._granted, self._status))

    @property
    def has_numbers(self) -> bool:
        """Whether a check-in can be made now."""
        return bool(self._numbers)

    def grant_all(self) -> None:
        """Deal without a hub: what is measured then asks for no lease."""
        self.day = "2026-11-23"
        self._numbers.extend((number, "bare") for number in range(1, 99_999))

    def say_beat(self) -> None:
        """Beat, so that the hub knows this kiosk's clock, and that it lives."""
        beat = Beat(start=self.epoch, at=self._reading(), epoch=self.epoch)
        self.line.say(topics.BEAT.topic(site.SITE, device=self.name), topics.BEAT.encode(beat))

    def check_in(self) -> int:
        """Send a check-in and return its number."""
        number, lease = self._numbers.popleft()
        self.sequence += 1
        body = CheckIn(
            ticket=mint_id(),
            day=self.day,
            lease=lease,
            number=number,
            service=site.SERVICES[number % len(site.SERVICES)],
            language="fi",
            arrival=self._reading(),
        )
        self.open.add(self.sequence)
        self.line.say(self._out, topics.OUT.encode(Out(epoch=self.epoch, sequence=self.sequence, body=body)))
        return number

    def hear(self) -> None:
        """Take in acknowledgements, numbers, and who the hub is."""
        for topic, payload in self.line.hear():
            if topic == self._ack:
                self.open.difference_update(_ACK.decode(payload).committed)
            elif topic == self._granted:
                self._take(msgspec.json.decode(payload, type=Numbers))
            elif topic == self._status:
                self._report(msgspec.json.decode(payload, type=HubStatus).incarnation)

    def _take(self, numbers: Numbers) -> None:
        if numbers.day != self.day:
            self.day = numbers.day
            self._numbers.clear()
            self._known.clear()
        for lease in numbers.leases:
            if lease.id not in self._known:
                self._known.add(lease.id)
                self._deal(lease)

    def _deal(self, lease: Lease) -> None:
        if lease.kind == "lease":
            self._numbers.extend((number, lease.id) for number in range(lease.first, lease.last + 1))

    def _report(self, incarnation: str) -> None:
        report = NumbersReport(
            epoch=self.epoch, incarnation=incarnation, day=self.day or None, held=(), highest=0, unsent=0
        )
        topic = topics.NUMBERS_REPORT.topic(site.SITE, device=self.name)
        self.line.say(topic, topics.NUMBERS_REPORT.encode(report))

    def _reading(self) -> Reading:
        clock = self._clock
        return Reading(boot=1, clock_ms=clock.monotonic_ms(), wall_ms=clock.wall_ms(), synced=True)


class Kiosks:
    """All kiosks of the site, worked from one thread."""

    def __init__(self, kiosks: Sequence[Kiosk]) -> None:
        """Look after these."""
        self.all = tuple(kiosks)
        self._selector = selectors.DefaultSelector()
        for kiosk in self.all:
            self._selector.register(kiosk.line.socket, selectors.EVENT_READ, kiosk)

    def close(self) -> None:
        """Hang up all of them."""
        self._selector.close()
        for kiosk in self.all:
            kiosk.line.close()

    def wait_for_numbers(self) -> None:
        """Wait until every kiosk holds numbers."""
        self._pump(lambda: all(kiosk.has_numbers for kiosk in self.all), "numbers for every kiosk")

    def wait_for_day(self, other_than: str) -> None:
        """Wait until every kiosk holds numbers of another day than that."""
        self._pump(
            lambda: all(kiosk.has_numbers and kiosk.day != other_than for kiosk in self.all),
            "numbers of the next day",
        )

    def say_beats(self) -> None:
        """Let every kiosk beat."""
        for kiosk in self.all:
            kiosk.say_beat()

    def burst(self, count: int) -> float:
        """Check ``count`` customers in as fast as they are committed; return how many s that took."""
        left = count
        began = time.monotonic()

        def send() -> bool:
            nonlocal left
            for kiosk in self.all:
                while left and len(kiosk.open) < IN_FLIGHT and kiosk.has_numbers:
                    kiosk.check_in()
                    left -= 1
            return not left and not any(kiosk.open for kiosk in self.all)

        self._pump(send, "the acknowledgement of a burst")
        return time.monotonic() - began

    def wait_for_acknowledgements(self) -> None:
        """Wait until every check-in is committed, and every kiosk holds numbers again."""
        self._pump(
            lambda: all(kiosk.has_numbers and not kiosk.open for kiosk in self.all), "an acknowledgement"
        )

    def _pump(self, done: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + _DEADLINE_S
        while not done():
            for key, _events in self._selector.select(0.5):
                key.data.hear()
            if time.monotonic() > until:
                raise NotMeasurableError(f"{what} did not come within {_DEADLINE_S:.0f} s")
