"""The way of a ticket from the tap to the paper: the real office, database, printing and printer port.

What is left out is the window, and the line to the hub: a stand-in grants numbers and acknowledges. In the
tests' own process it is a :class:`PaperKiosk`; ``python -m tests.site.paper_kiosk FOLDER tcp:9100 TAKES`` is
one to be killed: it takes so many numbers, prints, and writes each ticket and each answer to a line.
"""

import queue
import sys
import threading
from collections.abc import Generator, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from common.runtime.broker import Box
from common.runtime.clock import SystemClock, boot_id
from common.runtime.database import Database
from common.runtime.life import Life
from common.runtime.station import Station
from common.runtime.systemd import Notifier
from common.screen.languages.messages import load_languages
from common.wire.channel import Channel
from common.wire.life import DayOpen, Health, HubStatus
from common.wire.message import Message
from common.wire.tickets import Ack, Lease, Numbers, NumbersReport, Out
from kiosk.printer.device import DeviceLine
from kiosk.printer.limits import Limits
from kiosk.printer.line import Line
from kiosk.printer.network import NetworkLine
from kiosk.printer.port import Condition, Printer
from kiosk.printer.pos import PosPrinter
from kiosk.printer.settings import Confirm
from kiosk.ticket.encode import TicketEncoder
from kiosk.ticket.news import Take
from kiosk.ticket.office import TicketOffice
from kiosk.ticket.paper import TicketPaper
from kiosk.ticket.picture import debian_fonts
from kiosk.ticket.printing import Printing
from kiosk.ticket.schema import MIGRATIONS
from kiosk.ticket.store import TicketStore
from kiosk.ticket.ticket import Paper, Ticket
from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter
from simulator.printer.strip import Piece
from tests.kiosk.house import HELSINKI, SITE

LIMITS = Limits(print_s=3, silence_s=1.5, poll_s=0.05, last_word_s=0.15, settle_s=1, recover_every_s=0.5)
"""Shorter than in service where a printer never answers; each answer has its full time."""
_PAPER = TicketPaper(576, draw_figures=False)
"""The number in the printer's own letters, so that it can be read in what has come out."""
_ANSWER_S = 30.0
_HUB = "hub-1"
_OPEN = ("due", "sent")

COPY = "Uusi tuloste samasta numerosta"
"""What stands on a copy."""
FIRST_WORD = "Suomi-piste Pori"
"""The beginning of a ticket."""
LAST_WORD = "paikkaan."
"""The end of a ticket."""


@dataclass(frozen=True)
class Answer:
    """What the screen is told of a ticket's paper."""

    ticket: str
    printed: bool
    may_be_out: bool = False
    reason: Condition | None = None

    def __str__(self) -> str:
        """One word, as the customer would be told."""
        return "printed" if self.printed else "may be out" if self.may_be_out else "not printed"


class PaperKiosk:
    """A kiosk from entering `with` to leaving it, with its database in a folder."""

    def __init__(self, folder: Path, printer: Printer) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "kiosk.db"
        self._life = Life(Notifier())
        self._clock = SystemClock()
        self._granted = threading.Event()
        self._answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        box = Box(site="pori", id="kiosk-1", state=folder)
        station = Station(box=box, part="kiosk", version="0", clock=self._clock, boot=0, health=Health)
        self._office = TicketOffice(
            self._open, station, self, self._clock, lambda: HELSINKI, self._print_after_crash
        )
        self._printing = Printing(
            printer,
            lambda: TicketEncoder(_PAPER, debian_fonts()),
            lambda: SITE,
            load_languages(),
            self._office.post,
            self,
        )
        self._threads = [
            threading.Thread(target=work, args=(self._life,), daemon=True)
            for work in (self._office.run, self._printing.run)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        day = datetime.fromtimestamp(self._clock.wall_ms() / 1000, UTC).astimezone(HELSINKI).date()
        opened = DayOpen(id=day.isoformat(), date=day.isoformat())
        self._day = opened
        self._office.post(HubStatus(state="ready", incarnation=_HUB, day=opened))
        return self

    def __exit__(self, *_: object) -> None:
        self._life.stop()
        for thread in self._threads:
            thread.join(30)

    def take(self) -> Ticket:
        """Take a number and print it, as a tap does."""
        assert self._granted.wait(_ANSWER_S)
        while True:
            dealt: Future[Ticket | None] = Future()
            self._office.post(Take("tax-personal", "fi", dealt.set_result))
            ticket = dealt.result(_ANSWER_S)
            if ticket is not None:  # else the numbers are not here yet
                self._printing.print(ticket)
                return ticket

    def again(self, ticket: Ticket, *, copy: bool) -> None:
        """Print once more, as a tap on the screen does."""
        self._printing.print(ticket, copy=copy)

    def answer(self) -> Answer:
        """Return what the screen is told next."""
        return self._answers.get(timeout=_ANSWER_S)

    @property
    def quiet(self) -> bool:
        """Whether the screen has been told nothing more."""
        return self._answers.empty()

    def rest(self) -> Iterator[Answer]:
        """Give what else the screen has been told."""
        while not self._answers.empty():
            yield self._answers.get()

    @property
    def knows_printer(self) -> bool:
        """Whether the printer has been asked how it is."""
        return self._printing.state is not None

    @property
    def able(self) -> bool:
        """Whether the printer is known to print."""
        return self._printing.able

    def papers(self) -> dict[str, Paper]:
        """Return how far the papers of tickets have come, as it stands on the disk; after leaving `with`."""
        database = Database(self._path, MIGRATIONS, boot_id=boot_id())
        try:
            rows = database.connection.execute("SELECT id, paper FROM tickets").fetchall()
            unfinished = TicketStore(database).without_paper()
        finally:
            database.close()
        assert {ticket.id for ticket, _ in unfinished} == {name for name, paper in rows if paper in _OPEN}
        return dict(rows)

    # what printing tells

    def printed(self, ticket: str) -> None:
        """See `kiosk.ticket.printing.Watcher`."""
        self._answers.put(Answer(ticket, printed=True))

    def not_printed(self, ticket: str, *, may_be_out: bool, reason: Condition | None) -> None:
        """See `kiosk.ticket.printing.Watcher`."""
        self._answers.put(Answer(ticket, printed=False, may_be_out=may_be_out, reason=reason))

    # the hub's stand-in

    def publish(self, channel: Channel[Any], message: Message, **_ids: str) -> bool:
        """See `kiosk.ticket.outgoing.Line`."""
        channel.encode(message)
        if isinstance(message, NumbersReport):
            lease = Lease(id="l-1", kind="lease", first=101, last=199)
            self._office.post(
                Numbers(
                    incarnation=_HUB,
                    epoch=message.epoch,
                    day=self._day.id,
                    date=self._day.date,
                    leases=(lease,),
                )
            )
            self._granted.set()
        elif isinstance(message, Out):
            done = (message.sequence,)
            self._office.post(
                Ack(epoch=message.epoch, committed=done, highest=message.sequence, incarnation=_HUB)
            )
        return True

    def _open(self) -> Database:
        return Database(self._path, MIGRATIONS, boot_id=boot_id())

    def _print_after_crash(self, ticket: Ticket, copy: bool) -> None:  # noqa: FBT001 - as the office calls it
        self._printing.print(ticket, copy=copy, patient=True)


def line_to(where: str) -> Line:
    """Return the way to a simulated printer, `tcp:<port>` or `pty:<path>`; there it may change its name."""
    kind, _, place = where.partition(":")
    if kind == "tcp":
        return NetworkLine("127.0.0.1", int(place))
    return DeviceLine(str(Path(place).parent / "lp*"))


@contextmanager
def simulated(folder: Path, wire: str, model: Model) -> Generator[SimulatedPrinter]:
    over = SimulatedPrinter.over_tcp if wire == "tcp" else SimulatedPrinter.over_pty
    with over(folder / "printer", model=model) as made:
        yield made


def where_is(printer: SimulatedPrinter) -> str:
    return f"tcp:{printer.where}" if printer.where.isdigit() else f"pty:{printer.where}"


def whole_papers(printer: SimulatedPrinter, face: str) -> list[Piece]:
    """The papers that a customer can walk away with: cut, from the site's name to the last word."""
    whole = [
        piece
        for piece in printer.tickets()
        if face in piece.text.splitlines() and piece.text.endswith(LAST_WORD)
    ]
    for piece in whole:  # nothing else hangs on it
        assert piece.text.startswith(FIRST_WORD)
        assert piece.text.splitlines().count(face) == 1
    return whole


def main(folder: str, where: str, takes: str) -> None:
    """Serve until killed."""
    printer = PosPrinter(line_to(where), Confirm.AUTO, LIMITS)
    with PaperKiosk(Path(folder), printer) as kiosk:
        tickets = [kiosk.take().face for _ in range(int(takes))]
        while True:
            sys.stdout.write(f"{' '.join(tickets)} {kiosk.answer()}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
