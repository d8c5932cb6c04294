"""The kiosk prints on emupos, a printer that none of us wrote and that knows no process ids."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from kiosk.printer.network import NetworkLine
from kiosk.printer.port import Condition, Outcome, PrinterState, PrintJob
from kiosk.printer.pos import Confirm, Limits, PosPrinter
from tests.judges.renderer import Renderer

JOB = PrintJob(b"\x1b@number 214\n\x1dVB\x00", "job-1")
LIMITS = Limits(answer_s=2, print_s=10, silence_s=5)


@dataclass
class Counter:
    """The other program's printer, on a port of the loopback."""

    renderer: Renderer = field(default_factory=lambda: Renderer(576))
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    def serve(self) -> None:
        """Take one client after the other until the listener is shut."""
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                with client:
                    self._talk(client)

    def _talk(self, client: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(4096):
                self.renderer.receive(data)
                client.sendall(bytes(self.renderer.said))
                self.renderer.said.clear()

    def printer(self) -> PosPrinter:
        """The kiosk's end."""
        line = NetworkLine("127.0.0.1", self.listener.getsockname()[1])
        return PosPrinter(line, Confirm.AUTO, LIMITS)


@pytest.fixture
def counter() -> Iterator[Counter]:
    made = Counter()
    thread = threading.Thread(target=made.serve)
    thread.start()
    yield made
    made.listener.shutdown(socket.SHUT_RDWR)
    made.listener.close()
    thread.join(10)


def test_a_ticket_comes_out_and_nothing_but_the_ticket(counter: Counter) -> None:
    printer = counter.printer()
    assert printer.state() == PrinterState(Condition.READY)
    assert [printer.print(JOB).outcome for _ in range(2)] == [Outcome.PRINTED, Outcome.PRINTED]
    assert [paper.text for paper in counter.renderer.papers] == ["number 214\n", "number 214\n"]


@pytest.mark.parametrize(
    ("fault", "condition"),
    [
        ("paper-out", Condition.PAPER_OUT),
        ("cover-open", Condition.COVER_OPEN),
        ("offline", Condition.OFFLINE),
    ],
)
def test_what_is_wrong_with_it_is_understood_and_over_when_it_is_over(
    counter: Counter, fault: str, condition: Condition
) -> None:
    printer = counter.printer()
    counter.renderer.set_fault(fault, active=True)
    result = printer.print(JOB)
    assert (result.outcome, result.reason, result.paper_may_be_out) == (Outcome.FAILED, condition, False)
    counter.renderer.set_fault(fault, active=False)
    assert printer.print(JOB).outcome is Outcome.PRINTED
    assert len(counter.renderer.papers) == 1


def test_paper_near_its_end_is_understood(counter: Counter) -> None:
    counter.renderer.set_fault("paper-near-end", active=True)
    assert counter.printer().state() == PrinterState(Condition.READY, paper_near_end=True)
