"""Wires a kiosk: the ticket office, the printer, the line to the hub, and the window."""

import logging
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from common.runtime.clock import SystemClock, boot_id
from common.runtime.database import Database
from common.runtime.life import Life
from common.runtime.link import Link
from common.runtime.refusals import Refusals
from common.runtime.renew import open_or_renew
from common.runtime.station import WORKER as STATION
from common.runtime.station import Station
from common.runtime.systemd import Notifier
from common.screen.environment import prepare
from common.screen.fonts import find_fonts
from common.screen.kit import Kit
from common.screen.languages.messages import load_languages
from common.version import program_version
from common.wire import topics
from common.wire.channel import Received
from common.wire.codec import Codec
from common.wire.life import Health
from kiosk import help_line, knowledge
from kiosk.box import KioskBox
from kiosk.help_line import HelpLine
from kiosk.knowledge import Knowledge
from kiosk.printer.choose import Kind, choose_printer
from kiosk.reception import Reception
from kiosk.ticket import office, printing
from kiosk.ticket.encode import TicketEncoder
from kiosk.ticket.office import LineUp, Take, TicketOffice
from kiosk.ticket.picture import debian_fonts
from kiosk.ticket.printing import Printing
from kiosk.ticket.store import MIGRATIONS
from kiosk.ticket.ticket import Ticket

if TYPE_CHECKING:  # Kivy may only be imported after it was prepared
    from common.screen.controls.control import Control

logger = logging.getLogger(__name__)

WINDOW = "window"
DATABASE_FILE = "kiosk.db"

_CHANNELS = (
    topics.CATALOGUE,
    topics.WAITS,
    topics.HUB_STATUS,
    topics.HUB_BEAT,
    topics.CONFIG,
    topics.NUMBERS,
    topics.ACK,
    topics.REPLY,
    topics.STATUS,
)


def run(box: KioskBox) -> int:
    """Serve customers until the process is told to stop; return its exit code."""
    prepare(box.window_settings, box.box.state)
    # python-escpos caches its printer database, in a new temporary folder at each start where none is named.
    os.environ.setdefault("ESCPOS_CAPABILITIES_PICKLE_DIR", str(box.box.state))
    return _Process(box, Life(Notifier())).run()


class _Process:
    """The parts and the lines between them. Callbacks of the line and of workers only hand over."""

    def __init__(self, box: KioskBox, life: Life) -> None:
        # Only now has `prepare` set Kivy's environment.
        from common.screen.window.app import WindowApp  # noqa: PLC0415
        from kiosk.screens.stage import Stage  # noqa: PLC0415

        self._box = box
        self._life = life
        self._shown: Control | None = None
        self._renewed = False
        self._clock = SystemClock()
        self._refusals = Refusals()
        self._languages = load_languages()
        self._kit = Kit.of(box.drawn_panel, find_fonts())
        self._knowledge = Knowledge(box.box.state, self._clock, self._refusals, life)
        self._station = Station(
            box=box.box,
            part="kiosk",
            version=program_version(),
            clock=self._clock,
            boot=0,  # the office says it as soon as it has opened the database
            health=self._health,
        )
        self._link = self._make_link()
        self._station.add(self._link)
        self._help = HelpLine(self._link, box.box.id, self._clock)
        self._office = TicketOffice(
            self._open_database,
            self._station,
            self._link,
            self._clock,
            self._knowledge.zone,
            lambda ticket, copy: self._printing.print(ticket, copy=copy),
        )
        self._app = WindowApp(box.window_settings, self._first_screen, self._beat)
        self._reception = Reception(
            self,
            self._clock,
            self._app.mailbox.post,
            prints=box.printer.kind is not Kind.ABSENT,
            site=self._knowledge.surroundings,
            lengths=self._knowledge.lengths,
            applied=lambda: self._station.configured(self._knowledge.revision()),
        )
        self._printing = Printing(
            choose_printer(box.printer),
            lambda: TicketEncoder(box.printer.paper, debian_fonts()),
            self._knowledge.surroundings,
            self._languages,
            self._office.post,
            self._reception,
        )
        self._stage = Stage(self._kit, self._languages, self._reception.handle, self._put)
        self._knowledge.changed = lambda: self._app.mailbox.post(self._reception.tick)

    def run(self) -> int:
        life = self._life
        life.worker(office.WORKER, lambda: self._office.run(life))
        life.worker(
            printing.WORKER,
            lambda: self._printing.run(life),
            silence_s=15 + 2 * self._box.printer.print_s,
        )
        life.worker(knowledge.WORKER, self._knowledge.run)
        life.worker(help_line.WORKER, lambda: self._help.run(life))
        life.worker(STATION, lambda: self._station.run(life))
        life.watch(WINDOW)
        life.at_end(self._app.stop_soon)
        self._app.first_frame = self._on_first_frame
        life.start()
        self._link.start()
        self._app.run()
        code = life.finish()
        self._link.stop()
        return code

    # what the reception asks for

    def take(self, wish: Take) -> None:
        self._office.post(wish)

    def print(self, ticket: Ticket, *, copy: bool) -> None:
        self._printing.print(ticket, copy=copy)

    def call_adviser(self, language: str, answered: Callable[[help_line.Answer], None]) -> None:
        self._help.call(language, answered)

    # the window

    def _first_screen(self) -> "Control":
        self._reception.open(self._stage)
        if self._shown is None:
            raise RuntimeError("the reception has shown nothing")
        return self._shown

    def _put(self, screen: "Control") -> None:
        """Show a screen; the first one is put in by the window itself."""
        self._shown = screen
        if self._app.root is not None:
            self._app.show(screen)

    def _on_first_frame(self) -> None:
        from kivy.core.window import Window  # noqa: PLC0415 - it is made when it is imported

        Window.bind(on_touch_down=self._on_touch)
        self._printing.window_is_up.set()
        self._station.ready()
        self._life.ready()

    def _on_touch(self, *_: object) -> None:
        from kiosk.flow.event import Touched  # noqa: PLC0415

        self._reception.handle(Touched())

    def _beat(self) -> None:
        self._life.pulse(WINDOW)
        self._reception.tick()
        if self._printing.window_is_up.is_set():
            self._stage.prepare_one()

    # the line

    def _make_link(self) -> Link:
        site, device = self._box.box.site, self._box.box.id
        filters = [
            (channel.filter(site), channel.qos)
            for channel in (topics.CATALOGUE, topics.WAITS, topics.HUB_STATUS, topics.HUB_BEAT)
        ]
        filters += [
            (channel.filter(site, device=device), channel.qos)
            for channel in (topics.CONFIG, topics.NUMBERS, topics.ACK, topics.REPLY, topics.STATUS)
        ]
        return Link(
            self._box.brokers.site,
            name="site",
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
        self._office.post(LineUp())

    def _on_message(self, link: Link, received: Received[Any]) -> None:
        match received.channel:
            case topics.HUB_BEAT | topics.WAITS:
                self._office.post(received.message)
                self._knowledge.hear(received)
            case topics.HUB_STATUS | topics.NUMBERS | topics.ACK:
                self._office.post(received.message)
            case topics.REPLY:
                self._help.hear(received.message)
            case topics.STATUS:
                if not self._life.stopping.is_set():  # our own goodbye
                    self._station.on_own_status(link, received.message)
            case _:
                self._knowledge.hear(received)

    # the rest

    def _open_database(self) -> Database:
        path = self._box.box.state / DATABASE_FILE
        database, self._renewed = open_or_renew(path, MIGRATIONS, boot_id=boot_id())
        return database

    def _health(self) -> Health:
        renewed = "database-renewed" if self._renewed else None
        faults = (self._office.fault, self._printing.fault, renewed)
        return Health(
            refused=self._refusals.counts(),
            printer=self._printing.condition(),
            unsent=self._office.unsent,
            faults=tuple(fault for fault in faults if fault is not None),
        )
