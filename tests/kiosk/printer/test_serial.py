"""A serial line that says by a signal whether the printer has room: nothing is lost, and questions pass."""

import errno
import os
import select
import termios
import threading
import tty
from collections.abc import Iterator
from contextlib import suppress

import pytest

from kiosk.printer.line import Connection
from kiosk.printer.serial import SerialLine
from kiosk.printer.settings import Flow
from tests.waiting import wait_until

ROOM = 256
SPARE = 128
"""A printer says that it is full while there is room for so many more."""
QUESTION = b"\x10\x04\x01"


class SmallPrinter:
    """The far end of a line: a small buffer that is printed from when the test says so, and one signal."""

    def __init__(self, signal: int) -> None:
        self._ours, self.theirs = os.openpty()
        tty.setraw(self.theirs)
        self.path = os.ttyname(self.theirs)
        self._signal = signal
        self.held = bytearray()
        self.printed = bytearray()
        self.lost = 0
        self.gone = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._receive, daemon=True)
        self._thread.start()

    def signals(self, _descriptor: int) -> int:
        """Stand in for TIOCMGET, which a pty has not: take in what is on the way, as a wire has no store."""
        if self.gone:
            raise OSError(errno.EIO, "unplugged")
        wait_until(lambda: not self._under_way(), 5, "the wire is empty")
        with self._lock:
            return self._signal if ROOM - len(self.held) > SPARE else 0

    def print_all(self) -> None:
        """Print what is held."""
        with self._lock:
            self.printed += self.held
            self.held.clear()

    def close(self) -> None:
        os.close(self.theirs)
        self._thread.join(5)
        os.close(self._ours)

    def _under_way(self) -> bool:

        return bool(select.select((self._ours,), (), (), 0)[0])

    def _receive(self) -> None:
        with suppress(OSError):
            while data := os.read(self._ours, 4096):
                with self._lock:
                    taken = data[: ROOM - len(self.held)]
                    self.held += taken
                    self.lost += len(data) - len(taken)


SIGNALS = {Flow.DTR_DSR: termios.TIOCM_DSR, Flow.RTS_CTS: termios.TIOCM_CTS}


@pytest.fixture(params=list(SIGNALS))
def flow(request: pytest.FixtureRequest) -> Flow:
    return request.param


@pytest.fixture
def printer(flow: Flow) -> Iterator[SmallPrinter]:
    made = SmallPrinter(SIGNALS[flow])
    yield made
    made.close()


@pytest.fixture
def connection(printer: SmallPrinter, flow: Flow) -> Iterator[Connection]:
    made = SerialLine(printer.path, 115200, flow, printer.signals).open(1)
    yield made
    made.close(abandon=True)


def test_a_full_printer_is_sent_no_more_and_loses_nothing(
    printer: SmallPrinter, connection: Connection
) -> None:
    sent = connection.write(b"x" * 2000, 0.5)
    wait_until(lambda: len(printer.held) == sent, 5, "all that was sent has come")
    assert SPARE <= sent <= ROOM
    assert printer.lost == 0


def test_what_waits_goes_on_when_the_printer_has_room(printer: SmallPrinter, connection: Connection) -> None:
    data = bytes(range(32, 127)) * 20
    sent: list[int] = []
    writing = threading.Thread(target=lambda: sent.append(connection.write(data, 30)))
    writing.start()

    def all_sent() -> bool:
        printer.print_all()
        return bool(sent)

    wait_until(all_sent, 30, "all is taken")
    writing.join(5)
    wait_until(lambda: (printer.print_all(), len(printer.printed) == len(data))[1], 5, "all has come")
    assert (sent, bytes(printer.printed), printer.lost) == ([len(data)], data, 0)


def test_a_question_passes_although_the_printer_is_full(
    printer: SmallPrinter, connection: Connection
) -> None:
    connection.write(b"x" * 2000, 0.3)
    assert connection.write(QUESTION, 1, urgent=True) == len(QUESTION)
    wait_until(lambda: printer.held.endswith(QUESTION), 5, "the question has come")


def test_a_line_that_goes_in_the_middle_ends_the_writing(
    printer: SmallPrinter, connection: Connection
) -> None:
    printer.gone = True
    assert connection.write(b"x" * 2000, 30) == 0


def test_without_flow_control_a_full_printer_loses_bytes() -> None:
    printer = SmallPrinter(termios.TIOCM_DSR)
    connection = SerialLine(printer.path, 115200, Flow.NONE).open(1)
    connection.write(b"x" * 2000, 1)
    wait_until(lambda: printer.lost, 5, "bytes are lost")
    connection.close(abandon=True)
    printer.close()


@pytest.mark.parametrize("flow", list(SIGNALS))
def test_a_line_that_has_no_signals_is_refused_with_what_to_do(flow: Flow) -> None:
    printer = SmallPrinter(0)
    with pytest.raises(OSError, match=f'flow = "{flow.value}"`; set "xon-xoff"'):
        SerialLine(printer.path, 115200, flow).open(1)
    printer.close()
