"""A hub in a test's own process: grants numbers, acknowledges check-ins, answers calls, over a real line."""

import threading
import time
from collections.abc import Callable
from typing import Any, Literal, Self

import msgspec

from common.runtime.broker import Broker
from common.runtime.link import Link
from common.runtime.refusals import Refusals
from common.wire import topics
from common.wire.board import ServiceWait, Waits
from common.wire.channel import Received
from common.wire.codec import Codec
from common.wire.ids import mint_id
from common.wire.life import DayOpen, Health, HubStatus, OwnerBeat, Status
from common.wire.requests import AdviserRequest, Reply
from common.wire.site import Catalogue, DeviceConfig, KioskConfig
from common.wire.tickets import Ack, Addition, CheckIn, Lease, Numbers, NumbersReport, Out

SITE = "pori"
KIOSK = "kiosk-1"
DAY_MS = 24 * 3_600_000


class FakeHub:
    """Holds what it has heard. ``answers_calls`` and ``acknowledges`` make it deaf in one ear."""

    def __init__(self, broker: Broker, catalogue: Catalogue, config: KioskConfig) -> None:
        now_ms = time.time_ns() // 1_000_000
        always = ((now_ms - DAY_MS, now_ms + DAY_MS),)
        self._catalogue = msgspec.structs.replace(
            catalogue,
            authorities=tuple(
                msgspec.structs.replace(one, openings=always) if one.openings else one
                for one in catalogue.authorities
            ),
            services=tuple(msgspec.structs.replace(one, openings=None) for one in catalogue.services),
        )
        self._config = config
        self.incarnation = mint_id()
        self.answers_calls = True
        self.acknowledges = True
        self.check_ins: dict[str, CheckIn] = {}
        self.additions: dict[str, Addition] = {}
        self.calls: list[AdviserRequest] = []
        self.health: Health | None = None
        self.status: Status | None = None
        self._highest = 213
        self._lease = 0
        self._waits_revision = 0
        self._sequences: dict[str, int] = {}
        self._stop = threading.Event()
        filters = [
            (channel.filter(SITE), 1)
            for channel in (
                topics.OUT,
                topics.NUMBERS_REPORT,
                topics.ADVISER_REQUEST,
                topics.HEALTH,
                topics.STATUS,
            )
        ]
        self.link = Link(
            broker,
            name="site",
            site=SITE,
            client_id="hub",
            codec=Codec(SITE),
            filters=filters,
            will=None,
            refusals=Refusals(),
            on_message=self._on_message,
            on_up=self._on_up,
            fail=self._fail,
        )
        self._thread = threading.Thread(target=self._beat)

    def __enter__(self) -> Self:
        self.link.start()
        assert self.link.wait_until_up(10)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self.link.stop()

    @property
    def numbers(self) -> list[int]:
        """Numbers of all check-ins, in their order."""
        return sorted(one.number for one in list(self.check_ins.values()))

    def _on_up(self, link: Link) -> None:
        day = DayOpen(id="day-1", date=time.strftime("%Y-%m-%d"))
        link.publish(topics.HUB_STATUS, HubStatus(state="ready", incarnation=self.incarnation, day=day))
        link.publish(topics.CATALOGUE, msgspec.structs.replace(self._catalogue, incarnation=self.incarnation))
        link.publish(topics.CONFIG, DeviceConfig(revision=7, body=self._config), device=KIOSK)
        self._say_waits()

    def _say_waits(self) -> None:
        self._waits_revision += 1
        waits = Waits(
            incarnation=self.incarnation,
            revision=self._waits_revision,
            at_ms=time.monotonic_ns() // 1_000_000,
            day="day-1",
            highest=self._highest,
            services={"tax-personal": ServiceWait(waiting=6, minutes=(15, 25))},
        )
        self.link.publish(topics.WAITS, waits)

    def _beat(self) -> None:
        while True:
            beat = OwnerBeat(incarnation=self.incarnation, at_ms=time.monotonic_ns() // 1_000_000)
            self.link.publish(topics.HUB_BEAT, beat)
            if self._stop.wait(1):
                return

    def _on_message(self, _link: Link, received: Received[Any]) -> None:
        answers: dict[type, Callable[[Any], None]] = {
            Out: self._on_out,
            NumbersReport: self._on_report,
            AdviserRequest: self._on_call,
            Health: self._on_health,
            Status: self._on_status,
        }
        answers[type(received.message)](received.message)

    def _on_out(self, out: Out) -> None:
        if not self.acknowledges:
            return
        if isinstance(out.body, CheckIn):
            self.check_ins[out.body.ticket] = out.body
        else:
            self.additions[out.body.id] = out.body
        self._sequences[out.epoch] = max(out.sequence, self._sequences.get(out.epoch, 0))
        self._ack(out.epoch, (out.sequence,))

    def _ack(self, epoch: str, committed: tuple[int, ...]) -> None:
        highest = self._sequences.get(epoch, 0)
        ack = Ack(epoch=epoch, committed=committed, highest=highest, incarnation=self.incarnation)
        self.link.publish(topics.ACK, ack, device=KIOSK)

    def _on_report(self, report: NumbersReport) -> None:
        if report.incarnation != self.incarnation:
            return
        self._ack(report.epoch, ())
        self._highest = max([self._highest, report.highest, *(held.last for held in report.held)])
        leases = [
            Lease(id=held.id, kind=held.kind, first=held.first, last=held.last)
            for held in report.held
            if held.next <= held.last
        ]
        wanted: tuple[tuple[Literal["lease", "reserve"], int], ...] = (("reserve", 50), ("lease", 3))
        for kind, size in wanted:
            if not any(lease.kind == kind for lease in leases):
                self._lease += 1
                first, self._highest = self._highest + 1, self._highest + size
                leases.append(
                    Lease(
                        id=f"l-{self.incarnation}-{self._lease}", kind=kind, first=first, last=self._highest
                    )
                )
        numbers = Numbers(
            incarnation=self.incarnation,
            epoch=report.epoch,
            day="day-1",
            date=time.strftime("%Y-%m-%d"),
            leases=tuple(leases),
        )
        self.link.publish(topics.NUMBERS, numbers, device=KIOSK)

    def _on_call(self, request: AdviserRequest) -> None:
        self.calls.append(request)
        if self.answers_calls:
            self.link.publish(topics.REPLY, Reply(id=request.id), device=KIOSK)

    def _on_health(self, health: Health) -> None:
        self.health = health

    def _on_status(self, status: Status) -> None:
        self.status = status

    def _fail(self, reason: str) -> None:
        raise AssertionError(reason)
