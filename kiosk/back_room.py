"""Wires what serves behind a kiosk's window: the ticket office, the printer, help, and the line to the hub.

Nothing here is needed for the first picture, and loading it takes longer than all of the window: it is loaded
and made in a thread of its own once that picture stands.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from common.runtime.clock import Clock, boot_id
from common.runtime.database import Database
from common.runtime.life import Life
from common.runtime.link import Link
from common.runtime.refusals import Refusals
from common.runtime.renew import open_or_renew
from common.runtime.station import WORKER as STATION
from common.runtime.station import Station
from common.screen.languages.messages import Languages
from common.screen.mailbox import Post
from common.screen.speech.port import Speaker
from common.version import program_version
from common.wire import topics
from common.wire.channel import Received
from common.wire.codec import Codec
from common.wire.life import Health
from common.wire.site import StaffCode
from kiosk import help_line, knowledge
from kiosk.box import KioskBox
from kiosk.flow.event import CodeScanned
from kiosk.help_line import Answer, HelpLine
from kiosk.knowledge import Knowledge
from kiosk.printer.choose import choose_printer
from kiosk.printer.port import Condition, Outcome, PrinterState
from kiosk.reception import Reception
from kiosk.scanner import port as scanner
from kiosk.scanner.choose import choose_scanner
from kiosk.scanner.port import Scan
from kiosk.scanner.settings import Kind
from kiosk.staff import desk as staff
from kiosk.staff.desk import CLOSED_FAULT, StaffDesk
from kiosk.staff.kept import STAFF_FILE
from kiosk.surroundings import Bookings, Lengths, Surroundings
from kiosk.ticket import office, printing
from kiosk.ticket.encode import TicketEncoder
from kiosk.ticket.news import Add, LineUp, Take
from kiosk.ticket.office import TicketOffice
from kiosk.ticket.picture import debian_fonts
from kiosk.ticket.printing import Printing
from kiosk.ticket.profiles import load_profiles
from kiosk.ticket.schema import MIGRATIONS
from kiosk.ticket.ticket import Ticket
from kiosk.voice.mouth import Mouth

DATABASE_FILE = "kiosk.db"

_TO_ALL = (
    topics.CATALOGUE,
    topics.WAITS,
    topics.HUB_STATUS,
    topics.HUB_BEAT,
    topics.APPOINTMENTS,
    topics.APPOINTMENTS_KEPT,
)
_TO_US = (topics.CONFIG, topics.NUMBERS, topics.ACK, topics.REPLY, topics.STATUS)


class BackRoom:
    """The parts and the lines between them. Callbacks of the line and of workers only hand over."""

    def __init__(
        self,
        box: KioskBox,
        life: Life,
        clock: Clock,
        languages: Languages,
        known: Knowledge,
        refusals: Refusals,
        later: Post,
    ) -> None:
        """Make everything and begin nothing; in any thread. ``later`` runs work in the window's thread."""
        self._box = box
        self._life = life
        self._languages = languages
        self._knowledge = known
        self._refusals = refusals
        self._later = later
        self._renewed = False
        self._station = Station(
            box=box.box,
            part="kiosk",
            version=program_version(),
            clock=clock,
            boot=0,  # the office says it as soon as it has opened the database
            health=self._health,
        )
        self._link = self._make_link()
        self._station.add(self._link)
        self._help = HelpLine(self._link, box.box.id, clock)
        self._office = TicketOffice(
            self._open_database,
            self._station,
            self._link,
            clock,
            known.zone,
            lambda ticket, copy: self._printing.print(ticket, copy=copy, patient=True),
        )
        self._mouth = Mouth(box.sound)
        self._scanner = choose_scanner(box.scanner, self._on_scan, refusals)
        self._staff = StaffDesk(box.box.state / STAFF_FILE, clock, self._tell_at_once)
        self.reception = Reception(
            self, self, clock, later, applied=lambda: self._station.configured(known.revision())
        )
        """Who serves the customers, in the window's thread alone."""
        self._printing = Printing(
            choose_printer(box.printer),
            self._make_encoder,
            known.surroundings,
            languages,
            self._office.post,
            self.reception,
            kiosk=box.box.id,
            clock=clock,
        )

    def start(self) -> None:
        """Let everybody begin; in the window's thread, once the life has begun and the reception is open."""
        life = self._life
        self._knowledge.changed = self._look_soon
        self._printing.changed = self._tell_at_once
        life.worker(office.WORKER, lambda: self._office.run(life))
        life.worker(
            printing.WORKER,
            lambda: self._printing.run(life),
            silence_s=self._box.printer.silence_s,
        )
        life.worker(knowledge.WORKER, self._knowledge.run)
        life.worker(help_line.WORKER, lambda: self._help.run(life))
        life.worker(scanner.WORKER, lambda: self._scanner.run(life))
        self._mouth.live(life)
        life.worker(staff.WORKER, lambda: self._staff.run(life))
        life.worker(STATION, lambda: self._station.run(life))
        self._link.start()
        self._station.ready()

    def stop(self) -> None:
        """Hang up, after the workers have ended."""
        self._link.stop()

    # what the reception asks of

    @property
    def prints(self) -> bool:
        """Whether the kiosk has a printer at all."""
        return self._box.prints

    @property
    def scans(self) -> bool:
        """Whether a code can be shown to the kiosk."""
        return self._box.scanner.kind is not Kind.ABSENT and self._scanner.fault is None

    @property
    def closed(self) -> bool:
        """Whether a person has closed the kiosk for customers."""
        return self._staff.closed

    def surroundings(self) -> Surroundings | None:
        """Return the newest that is known of the site."""
        return self._knowledge.surroundings()

    def lengths(self) -> Lengths:
        """Return how long the queues are."""
        return self._knowledge.lengths()

    def bookings(self) -> Bookings:
        """Return the appointments."""
        return self._knowledge.booking.bookings()

    @property
    def speaker(self) -> Speaker:
        """Who says what the voice has to say."""
        return self._mouth.speaker

    def printer(self) -> PrinterState | None:
        """Return what the printer has last said of itself."""
        return self._printing.state

    # what the reception asks for

    def take(self, wish: Take) -> None:
        """Deal a number; an appointment that it is for is used as soon as the number is durable."""
        entry = wish.appointment
        if entry is None:
            self._office.post(wish)
            return

        def done(ticket: Ticket | None) -> None:
            if ticket is not None:
                self._knowledge.used(entry.id)
            wish.done(ticket)

        self._office.post(replace(wish, done=done))

    def add(self, wish: Add) -> None:
        """Write down what else belongs to a visit."""
        self._office.post(wish)

    def print(self, ticket: Ticket, *, copy: bool) -> None:
        """Print a ticket."""
        self._printing.print(ticket, copy=copy)

    def call_adviser(self, language: str, answered: Callable[[Answer], None]) -> None:
        """Call an adviser."""
        self._help.call(language, answered)

    def check_code(self, code: str, known: StaffCode | None, answered: Callable[[bool, int], None]) -> None:
        """Look at a code of the service page."""
        self._staff.check(code, known, answered)

    def print_trial(self, ended: Callable[[bool, Condition | None], None]) -> None:
        """Print a trial."""
        self._printing.test_print(
            lambda result: ended(
                result is not None and result.outcome is not Outcome.FAILED, result.reason if result else None
            )
        )

    def check_sound(self, language: str, played: Callable[[bool], None]) -> None:
        """Play a trial sound."""
        self._mouth.check_sound(self._languages.get(language), played)

    def set_closed(self, closed: bool) -> None:  # noqa: FBT001 - reads as a sentence
        """Close the kiosk for customers, or open it."""
        self._staff.set_closed(closed)

    def restart(self) -> None:
        """End the program: who supervises it starts it again."""
        self._life.fail("staff asked for a restart at the service page")

    def _on_scan(self, scan: Scan) -> None:
        # A scanner may repeat two codes for as long as they lie before it; a customer shows one.
        self._later(lambda: self.reception.handle(CodeScanned(scan.text)), latest="scan")

    def _look_soon(self) -> None:
        self._later(self.reception.look, latest="look")

    def _tell_at_once(self) -> None:
        """Let staff elsewhere know, and the screen: a printer has run out, or the kiosk was closed."""
        self._station.say_beat()  # which tells the health where it has changed
        self._look_soon()

    # the line

    def _make_link(self) -> Link:
        site, device = self._box.box.site, self._box.box.id
        filters = [(channel.filter(site), channel.qos) for channel in _TO_ALL]
        filters += [(channel.filter(site, device=device), channel.qos) for channel in _TO_US]
        return Link(
            self._box.brokers.site,
            name="site",
            site=site,
            client_id=device,
            codec=Codec(site, (*_TO_ALL, *_TO_US)),
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

    def _make_encoder(self) -> TicketEncoder:
        load_profiles(self._box.box.state)
        return TicketEncoder(self._box.printer.paper, debian_fonts())

    def _health(self) -> Health:
        renewed = "database-renewed" if self._renewed else None
        closed = CLOSED_FAULT if self._staff.closed else None
        faults = (
            self._office.fault,
            self._printing.fault,
            renewed,
            closed,
            self._scanner.fault,
            self._box.keypad.fault,
            *self._mouth.faults(),
        )
        site = self._knowledge.surroundings()
        return Health(
            refused=self._refusals.counts(),
            printer=self._printing.condition(),
            unsent=self._office.unsent,
            faults=(*(fault for fault in faults if fault is not None), *self._languages.faults),
            unreviewed=self._languages.unreviewed(site.config.languages) if site else (),
        )
