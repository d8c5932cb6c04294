"""A kiosk as the hub meets it on MQTT: beats, reports its numbers, deals tickets, hears acknowledgements."""

import threading
import time
from collections import deque
from typing import Any

import msgspec

from common.runtime.link import Link, Said
from common.runtime.refusals import Refusals
from common.wire import topics
from common.wire.board import Waits
from common.wire.channel import Received
from common.wire.codec import Codec
from common.wire.ids import mint_id
from common.wire.life import Beat, HubStatus
from common.wire.message import Reading
from common.wire.requests import AdviserRequest, Reply
from common.wire.tickets import Ack, CheckIn, HeldLease, Numbers, NumbersReport, Out
from tests.broker import OpenBroker
from tests.waiting import wait_until

SITE = "mallila"


def number_of(out: Out) -> int:
    """Return the number of a check-in."""
    assert isinstance(out.body, CheckIn)
    return out.body.number


class FakeKiosk:
    """Deals only what it was granted; `memory` may be given to a next life, as a database would be."""

    def __init__(self, broker: OpenBroker, device: str = "kiosk-1") -> None:
        self.device = device
        self.epoch = mint_id()
        self.sequence = 0
        self.numbers: Numbers | None = None
        self.held: dict[str, HeldLease] = {}
        self.dealt: list[Out] = []
        self.acknowledged: set[int] = set()
        self.incarnations: deque[str] = deque()
        self.waits: Waits | None = None
        self.replies: list[Reply] = []
        self._lock = threading.Lock()
        filters = [
            (topics.ACK.filter(SITE, device=device), 1),
            (topics.NUMBERS.filter(SITE, device=device), 1),
            (topics.REPLY.filter(SITE, device=device), 1),
            (topics.HUB_STATUS.filter(SITE), 1),
            (topics.WAITS.filter(SITE), 1),
        ]
        self.link = Link(
            broker.settings,
            name="site",
            site=SITE,
            client_id=device,
            codec=Codec(SITE),
            filters=filters,
            will=None,
            refusals=Refusals(),
            on_message=self._hear,
            on_up=lambda _link: self.beat(),
            fail=lambda _reason: None,
        )

    def start(self) -> "FakeKiosk":
        self.link.start()
        assert self.link.wait_until_up(10)
        return self

    def stop(self) -> None:
        self.link.stop()

    def reading(self) -> Reading:
        now = time.monotonic_ns() // 1_000_000
        return Reading(boot=1, clock_ms=now, wall_ms=time.time_ns() // 1_000_000, synced=True)

    def beat(self) -> None:
        self.link.publish(
            topics.BEAT, Beat(start="s", at=self.reading(), epoch=self.epoch), device=self.device
        )

    def report(self) -> None:
        """Say what is held, to the hub that is there."""
        wait_until(lambda: self.incarnations, 10, "a hub is there")
        with self._lock:
            report = NumbersReport(
                epoch=self.epoch,
                incarnation=self.incarnations[-1],
                day=self.numbers.day if self.numbers else None,
                held=tuple(self.held.values()),
                highest=max([number_of(out) for out in self.dealt], default=0),
                unsent=len([out for out in self.dealt if out.sequence not in self.acknowledged]),
            )
        self.link.publish(topics.NUMBERS_REPORT, report, device=self.device)

    def deal(self, service: str = "tax-personal", language: str = "fi", kind: str = "lease") -> Out:
        """Deal a number and keep the ticket, as a kiosk does without asking anybody."""
        with self._lock:
            assert self.numbers is not None
            lease = next(one for one in self.held.values() if one.kind == kind and one.next <= one.last)
            self.held[lease.id] = msgspec.structs.replace(lease, next=lease.next + 1)
            self.sequence += 1
            out = Out(
                epoch=self.epoch,
                sequence=self.sequence,
                body=CheckIn(
                    ticket=mint_id(),
                    day=self.numbers.day,
                    lease=lease.id,
                    number=lease.next,
                    service=service,
                    language=language,
                    arrival=self.reading(),
                ),
            )
            self.dealt.append(out)
        return out

    def left(self, kind: str = "lease") -> int:
        with self._lock:
            return sum(one.last - one.next + 1 for one in self.held.values() if one.kind == kind)

    def send(self, *outs: Out) -> None:
        """Send tickets (all that were not acknowledged, if none are named)."""
        for out in outs or tuple(self.unsent()):
            self.link.publish(topics.OUT, out, device=self.device)

    def unsent(self) -> list[Out]:
        return [out for out in self.dealt if out.sequence not in self.acknowledged]

    def call_adviser(self, request: str) -> None:
        self.link.publish(
            topics.ADVISER_REQUEST, AdviserRequest(id=request, language="fi"), device=self.device
        )

    def say_raw(self, said: Said) -> None:
        self.link.say(said)

    def _hear(self, _link: Link, received: Received[Any]) -> None:
        match received.message:
            case Ack() as ack if ack.epoch == self.epoch:
                self.acknowledged.update(ack.committed)
            case Numbers() as numbers if numbers.epoch == self.epoch:
                self._take(numbers)
            case HubStatus() as status if status.state == "ready":
                if not self.incarnations or self.incarnations[-1] != status.incarnation:
                    self.incarnations.append(status.incarnation)
            case Waits() as waits:
                self.waits = waits
            case Reply() as reply:
                self.replies.append(reply)
            case _:
                pass

    def _take(self, numbers: Numbers) -> None:
        with self._lock:
            self.numbers = numbers
            self.held = {
                lease.id: self.held.get(lease.id)
                or HeldLease(
                    id=lease.id, kind=lease.kind, first=lease.first, last=lease.last, next=lease.first
                )
                for lease in numbers.leases
            }
