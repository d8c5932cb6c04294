"""A kiosk without a window, as a process of its own: the real ticket office, and a socket for a finger.

``python -m tests.site.wire_kiosk --box FILE`` listens at ``<state>/finger``: a line with a service and a
language is a tap, the answer is the ticket as JSON, or ``null`` where no number can be dealt.
"""

import argparse
import json
import logging
import socket
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from common.runtime.broker import Box, Broker
from common.runtime.clock import SystemClock, boot_id
from common.runtime.database import Database
from common.runtime.life import Life
from common.runtime.link import Link
from common.runtime.log import set_up_logging
from common.runtime.refusals import Refusals
from common.runtime.settings import load
from common.runtime.station import WORKER as STATION
from common.runtime.station import Station
from common.runtime.systemd import Notifier
from common.version import program_version
from common.wire import topics
from common.wire.board import Waits
from common.wire.channel import Received
from common.wire.codec import Codec
from common.wire.life import Health, HubStatus, OwnerBeat, Status
from common.wire.tickets import Ack, Numbers
from kiosk.ticket import office as office_module
from kiosk.ticket.news import LineUp, PaperNews, Take
from kiosk.ticket.office import TicketOffice
from kiosk.ticket.schema import MIGRATIONS
from kiosk.ticket.ticket import Ticket

DATABASE = "kiosk.db"
FINGER = "finger"
_ANSWER_S = 10.0
_TIMEZONE = ZoneInfo("Europe/Helsinki")


class Brokers(msgspec.Struct, frozen=True, kw_only=True):
    """The site's broker alone."""

    site: Broker


class Clockwork(msgspec.Struct, frozen=True, kw_only=True):
    """How the machine's clock is off, and whether it was started anew; without it all is as it is."""

    ahead_s: int = 0
    synced: bool | None = None
    boot: str | None = None


class WireBox(msgspec.Struct, frozen=True, kw_only=True):
    """What the box file says of such a kiosk."""

    box: Box
    brokers: Brokers
    clock: Clockwork = Clockwork()


class _Clock(SystemClock):
    """The machine's clock, as far off as is wished."""

    def __init__(self, off: Clockwork) -> None:
        self._off = off

    def wall_ms(self) -> int:
        return super().wall_ms() + self._off.ahead_s * 1000

    def synced(self) -> bool:
        return super().synced() if self._off.synced is None else self._off.synced


class _Kiosk:
    def __init__(self, box: WireBox) -> None:
        self._box = box.box
        self._life = Life(Notifier())
        self._refusals = Refusals()
        self._station = Station(
            box=box.box,
            part="kiosk",
            version=program_version(),
            clock=_Clock(box.clock),
            boot=0,
            health=self._health,
        )
        self._link = self._make_link(box.brokers.site)
        self._station.add(self._link)
        self._office = TicketOffice(
            lambda: Database(box.box.state / DATABASE, MIGRATIONS, boot_id=box.clock.boot or boot_id()),
            self._station,
            self._link,
            _Clock(box.clock),
            lambda: _TIMEZONE,
            lambda ticket, _copy: self._paper(ticket),
        )

    def run(self) -> int:
        self._box.state.mkdir(parents=True, exist_ok=True)
        self._life.worker(office_module.WORKER, lambda: self._office.run(self._life))
        self._life.worker(STATION, lambda: self._station.run(self._life))
        self._life.start()
        self._link.start()
        threading.Thread(target=self._listen, name="finger", daemon=True).start()
        self._station.ready()
        code = self._life.wait()
        self._link.stop()
        return code

    def _health(self) -> Health:
        fault = self._office.fault
        return Health(
            refused=self._refusals.counts(), unsent=self._office.unsent, faults=(fault,) if fault else ()
        )

    def _paper(self, ticket: Ticket) -> None:
        self._office.post(PaperNews(ticket.id, "printed"))

    def _listen(self) -> None:
        path = self._box.state / FINGER
        path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(str(path))
            listener.listen()
            while True:
                line, _ = listener.accept()
                with line, line.makefile("rw", encoding="utf-8") as words:
                    self._tap(words)

    def _tap(self, words: Any) -> None:  # noqa: ANN401 - a text file in both directions has no type of its own
        service, language = words.readline().split()
        dealt: Future[Ticket | None] = Future()
        self._office.post(Take(service, language, dealt.set_result))
        ticket = dealt.result(_ANSWER_S)
        told = None
        if ticket is not None:
            self._paper(ticket)
            told = {"ticket": ticket.id, "number": ticket.number, "service": ticket.service}
        words.write(json.dumps(told) + "\n")
        words.flush()

    def _make_link(self, broker: Broker) -> Link:
        site, device = self._box.site, self._box.id
        heard = (topics.HUB_STATUS, topics.HUB_BEAT, topics.WAITS)
        filters = [(channel.filter(site), channel.qos) for channel in heard]
        own = (topics.STATUS, topics.ACK, topics.NUMBERS)
        filters += [(channel.filter(site, device=device), 1) for channel in own]
        return Link(
            broker,
            name="site",
            site=site,
            client_id=device,
            codec=Codec(site),
            filters=filters,
            will=self._station.will(),
            refusals=self._refusals,
            on_message=self._hear,
            on_up=self._on_up,
            fail=self._life.fail,
        )

    def _on_up(self, link: Link) -> None:
        self._station.on_up(link)
        self._office.post(LineUp())

    def _hear(self, link: Link, received: Received[Any]) -> None:
        match received.message:
            case Status() as status:
                if not self._life.stopping.is_set():
                    self._station.on_own_status(link, status)
            case (Numbers() | Ack() | HubStatus() | OwnerBeat() | Waits()) as news:
                self._office.post(news)
            case _:
                logging.getLogger(__name__).warning("%s is not for a kiosk", received.channel.name)


def main(arguments: list[str] | None = None) -> int:
    """Run until told to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--box", type=Path, required=True)
    set_up_logging()
    return _Kiosk(load(parser.parse_args(arguments).box, WireBox)).run()


if __name__ == "__main__":
    sys.exit(main())
