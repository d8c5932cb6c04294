"""The ticket's way of a real kiosk without its window: the office and its database on the disk."""

import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from bench.setting import NotMeasurableError
from common.runtime.broker import Box
from common.runtime.clock import SystemClock, boot_id
from common.runtime.database import Database
from common.runtime.life import Life
from common.runtime.station import Station
from common.runtime.systemd import Notifier
from common.version import program_version
from common.wire.channel import Channel, M
from common.wire.ids import mint_id
from common.wire.life import Health, HubStatus
from common.wire.tickets import Ack, Lease, Numbers, NumbersReport, Out
from kiosk.ticket.news import Take
from kiosk.ticket.office import TicketOffice
from kiosk.ticket.schema import MIGRATIONS
from kiosk.ticket.ticket import Ticket

SERVICE = "tax-personal"
ZONE = ZoneInfo("UTC")

_DEADLINE_S = 10.0
_NUMBERS = (1, 99_999)


class PromptHub:
    """A hub that grants all numbers and acknowledges at once: the kiosk alone is measured."""

    def __init__(self, incarnation: str) -> None:
        """Answer in the name of ``incarnation``; ``office`` is set before the first message."""
        self.incarnation = incarnation
        self.office: TicketOffice | None = None
        self.granted = threading.Event()

    def publish(self, channel: Channel[M], message: M, **ids: str) -> bool:  # noqa: ARG002 — as a Link has it
        """Hear what the kiosk says."""
        if self.office is None:
            return False
        match message:
            case Out():
                ack = Ack(
                    epoch=message.epoch,
                    committed=(message.sequence,),
                    highest=message.sequence,
                    incarnation=self.incarnation,
                )
                self.office.post(ack)
            case NumbersReport() if not message.held:
                first, last = _NUMBERS
                lease = Lease(id=mint_id(), kind="lease", first=first, last=last)
                today = datetime.now(UTC).date().isoformat()
                numbers = Numbers(
                    incarnation=self.incarnation, epoch=message.epoch, day=today, date=today, leases=(lease,)
                )
                self.office.post(numbers)
            case NumbersReport():
                self.granted.set()
            case _:
                pass
        return True


class KioskDesk:
    """A ticket office that serves in a thread of its own, with its day open."""

    def __init__(self, folder: Path) -> None:
        """Keep the database in ``folder``; nothing runs before the block begins."""
        self._life = Life(Notifier())
        self._hub = PromptHub(mint_id())
        clock = SystemClock()
        box = Box(site="bench", id="kiosk-1", state=folder)
        station = Station(box, "kiosk", program_version(), clock, 0, Health)
        self.office = TicketOffice(
            lambda: Database(folder / "kiosk.db", MIGRATIONS, boot_id=boot_id()),
            station,
            self._hub,
            clock,
            lambda: ZONE,
            lambda _ticket, _may_be_out: None,
        )
        self._hub.office = self.office
        self._thread = threading.Thread(target=self.office.run, args=(self._life,), daemon=True)

    def __enter__(self) -> Self:
        """Open for customers."""
        self._thread.start()
        self.office.post(HubStatus(state="ready", incarnation=self._hub.incarnation))
        if not self._hub.granted.wait(_DEADLINE_S):
            raise NotMeasurableError("the ticket office took no numbers")
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self._life.stop()
        self._thread.join(_DEADLINE_S)

    @property
    def life(self) -> Life:
        """The life that workers beside the office may run in."""
        return self._life

    def tap(self) -> tuple[Ticket, float]:
        """Tap on a service and wait for the durable ticket; return it and how many s that took."""
        got: list[tuple[Ticket | None, float]] = []
        durable = threading.Event()
        began = time.monotonic()

        def done(ticket: Ticket | None) -> None:
            got.append((ticket, time.monotonic() - began))
            durable.set()

        self.office.post(Take(SERVICE, "fi", done))
        if not durable.wait(_DEADLINE_S):
            raise NotMeasurableError(f"the ticket office did not answer in {_DEADLINE_S:.0f} s")
        ticket, took_s = got[0]
        if ticket is None:
            raise NotMeasurableError("the ticket office dealt no number")
        return ticket, took_s
