"""From the tap to the last byte of the ticket that the printer has taken."""

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Literal, Self

from bench import site as bench_site
from bench.baselines.commit import BareCommit
from bench.kiosk_desk import ZONE, KioskDesk
from bench.rows import Row, measured
from bench.samples import in_turn
from bench.setting import NotMeasurableError, Setting
from common.runtime.settings import load
from common.screen.languages.messages import load_languages
from common.wire.ids import mint_id
from common.wire.site import KioskConfig
from hub.publish.catalogue import make_catalogue
from hub.publish.configs import make_configs
from hub.site.schema import Site
from hub.site.timetable import Timetable
from kiosk.printer.choose import choose_printer
from kiosk.printer.port import Condition, Printer, PrinterState, PrintJob, PrintResult
from kiosk.printer.settings import Kind, PrinterSettings
from kiosk.surroundings import Surroundings
from kiosk.ticket.encode import TicketEncoder
from kiosk.ticket.picture import debian_fonts
from kiosk.ticket.printing import WORKER, Printing
from simulator.house import free_port
from simulator.processes import Part

_SAMPLES, _BLOCK, _LIMIT_S = 1000, 50, 150.0
_HOST = "127.0.0.1"
_DEADLINE_S = 30.0
_LOOK_AGAIN_S = 0.05
"""The printer tells nobody when it begins to listen, so it is tried again."""
_MS = 1000


def run(setting: Setting) -> Iterator[Row]:
    """Measure office, encoder and printer's line, towards a simulated printer in a process of its own."""
    room = setting.room("paper")
    tickets: list[float] = []
    bare: list[float] = []
    with (
        simulated_printer(room) as port,
        KioskDesk(room) as desk,
        BareCommit(room / "bare.db") as commit,
        _Paper(port, room, desk) as paper,
    ):
        paper.print()  # loads the encoder and the fonts
        data = paper.data
        in_turn(
            setting.count(_SAMPLES),
            _BLOCK,
            lambda block: tickets.extend(paper.print() * _MS for _ in range(block)),
            lambda block: bare.extend(_bare_ticket(commit, port, data) * _MS for _ in range(block)),
            limit_s=setting.limit_s(_LIMIT_S),
        )
    yield measured("tap-to-printed", tickets, bare)


@contextlib.contextmanager
def simulated_printer(room: Path) -> Generator[int]:
    """Run a simulated printer whose paper does not end; give its port."""
    port = free_port()
    arguments = ("bench.endless_printer", str(port), str(room / "tickets"))
    printer = Part("printer", arguments, room / "printer.log")
    printer.start()
    try:
        _wait_for(printer, port)
        yield port
    finally:
        printer.stop()


def _wait_for(printer: Part, port: int) -> None:
    until = time.monotonic() + _DEADLINE_S
    while True:
        _still_there = printer.pid
        with socket.socket() as line:
            if line.connect_ex((_HOST, port)) == 0:
                return
        if time.monotonic() > until:
            raise NotMeasurableError("the simulated printer did not answer")
        time.sleep(_LOOK_AGAIN_S)


class _Stamping:
    """The printer, with a note of when it had taken the last byte of each ticket."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer
        self.data = b""
        self.last_byte_at: float | None = None

    def state(self) -> PrinterState:
        return self._printer.state()

    def close(self) -> None:
        self._printer.close()

    def print(self, job: PrintJob) -> PrintResult:
        began = time.monotonic()
        result = self._printer.print(job)
        self.data = job.data
        self.last_byte_at = None if result.sent_after_s is None else began + result.sent_after_s
        return result


class _Paper:
    """The kiosk's printing worker, which prints for one ticket office."""

    def __init__(self, port: int, room: Path, desk: KioskDesk) -> None:
        settings = PrinterSettings(kind=Kind.NETWORK, host=_HOST, port=port)
        surroundings = _surroundings(room)
        self._desk = desk
        self._done: queue.SimpleQueue[Literal["out", "failed"]] = queue.SimpleQueue()
        self._printer = _Stamping(choose_printer(settings))
        self._printing = Printing(
            self._printer,
            lambda: TicketEncoder(settings.paper, debian_fonts()),
            lambda: surroundings,
            load_languages(),
            desk.office.post,
            self,
        )
        self._thread = threading.Thread(
            target=self._printing.run, args=(desk.life,), name=WORKER, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._desk.life.stop()
        self._thread.join(_DEADLINE_S)

    @property
    def data(self) -> bytes:
        """The bytes of the last ticket."""
        return self._printer.data

    def printed(self, ticket: str) -> None:  # noqa: ARG002 — as the port has it; only one is under way
        self._done.put("out")

    def not_printed(self, ticket: str, *, may_be_out: bool, reason: Condition | None) -> None:  # noqa: ARG002 — as the port has it; only one is under way
        self._done.put("failed")

    def print(self) -> float:
        """Tap, print, and return how many s passed until the printer had taken the last byte."""
        began = time.monotonic()
        ticket, _durable_s = self._desk.tap()
        self._printing.print(ticket)
        try:
            ended = self._done.get(timeout=_DEADLINE_S)
        except queue.Empty:
            ended = "failed"
        if ended == "failed" or self._printer.last_byte_at is None:
            raise NotMeasurableError("a ticket did not come out of the simulated printer")
        return self._printer.last_byte_at - began


def _surroundings(room: Path) -> Surroundings:
    site = load(bench_site.write(room), Site)
    catalogue = make_catalogue(site, Timetable(site), mint_id(), 1, time.time_ns() // 1_000_000)
    body = make_configs(site)[bench_site.KIOSKS[0]].body
    if not isinstance(body, KioskConfig):
        raise NotMeasurableError("the site has no kiosk")
    return Surroundings(catalogue, body, ZONE)


def _bare_ticket(commit: BareCommit, port: int, data: bytes) -> float:
    """Commit a row, send the same bytes, and return how many s that took; the printer may then finish."""
    began = time.monotonic()
    commit.commit()
    with socket.create_connection((_HOST, port), timeout=_DEADLINE_S) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.sendall(data)
        took_s = time.monotonic() - began
        line.sendall(b"\x1d\x72\x01")
        line.recv(1)
    return took_s
