"""The simulated printer behaves as the measured ones: answers, blocks, goes on, and keeps its paper."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter
from simulator.printer.strip import Ending
from tests.waiting import wait_until

LINE_MM = 30 / 8
CUT = b"\x1dVB\x00"
PROCESS_ID = b"\x1d(H\x06\x0000ABCD"
COMPLETED = b"\x37\x22ABCD\x00"


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter.over_tcp(tmp_path, model=Model(mm_per_s=500)) as made:
        yield made


@pytest.fixture
def client(printer: SimulatedPrinter) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", int(printer.where)), timeout=5) as made:
        yield made


def _hear(client: socket.socket, count: int) -> bytes:
    heard = b""
    while len(heard) < count:
        heard += client.recv(count - len(heard))
    return heard


def _ask(client: socket.socket) -> bytes:
    client.sendall(b"\x10\x04\x01\x10\x04\x02\x10\x04\x04")
    return _hear(client, 3)


def _hears_nothing(client: socket.socket) -> bool:
    client.settimeout(0.2)
    try:
        return client.recv(1) == b""
    except TimeoutError:
        return True
    finally:
        client.settimeout(5)


def test_the_process_id_comes_when_the_paper_has_moved(
    printer: SimulatedPrinter, client: socket.socket
) -> None:
    started = time.monotonic()
    client.sendall(b"\n" * 20 + CUT + PROCESS_ID)
    assert _hear(client, 7) == COMPLETED
    assert time.monotonic() - started >= 20 * LINE_MM / 500
    assert len(printer.pieces()) == 1


def test_paper_out_in_the_middle_answers_as_measured_and_goes_on_with_a_new_roll(
    printer: SimulatedPrinter, client: socket.socket
) -> None:
    printer.run_out_after_mm(30)
    client.sendall(b"line\n" * 20 + CUT + PROCESS_ID)
    wait_until(lambda: printer.sensors.paper_out, 5, "the paper is out")
    assert _ask(client) == b"\x1a\x32\x7e"
    assert _hears_nothing(client)
    printer.new_roll()
    assert _hear(client, 7) == COMPLETED
    first, rest = printer.pieces()
    assert (first.ending, rest.ending) == (Ending.RAN_OUT, Ending.CUT)
    assert first.text.count("line") + rest.text.count("line") == 20


def test_an_open_cover_holds_the_ticket_back_until_it_is_closed(
    printer: SimulatedPrinter, client: socket.socket
) -> None:
    printer.open_cover()
    client.sendall(b"line\n" + CUT + b"\x1dr1" + PROCESS_ID)
    assert _ask(client) == b"\x1a\x16\x12"
    assert _hears_nothing(client)
    printer.close_cover()
    assert _hear(client, 8) == b"\x00" + COMPLETED


def test_a_jammed_cutter_is_an_error_until_it_is_freed(
    printer: SimulatedPrinter, client: socket.socket
) -> None:
    printer.jam_cutter()
    client.sendall(b"line\n" + CUT + PROCESS_ID)
    wait_until(lambda: printer.sensors.cutter_error, 5, "the blade jams")
    assert _ask(client) == b"\x1a\x52\x12"
    client.sendall(b"\x10\x04\x03")
    assert _hear(client, 1) == b"\x1a"
    printer.clear_jam()
    assert _hear(client, 7) == COMPLETED


def test_paper_near_its_end_is_told(printer: SimulatedPrinter, client: socket.socket) -> None:
    printer.run_low()
    assert _ask(client) == b"\x12\x12\x1e"


def test_automatic_status_tells_each_change(printer: SimulatedPrinter, client: socket.socket) -> None:
    client.sendall(b"\x1da\xff")
    assert _hear(client, 4) == b"\x10\x00\x00\x00"
    printer.open_cover()
    assert _hear(client, 4) == b"\x38\x00\x00\x00"


def test_what_it_was_told_to_forget_never_comes(printer: SimulatedPrinter, client: socket.socket) -> None:
    printer.after_mm(10, printer.open_cover)
    client.sendall(b"line\n" * 20 + CUT + PROCESS_ID)
    wait_until(lambda: printer.sensors.cover_open, 5, "the cover is open")
    client.sendall(b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08")
    assert _hear(client, 3) == b"\x37\x25\x00"
    printer.close_cover()
    assert _hears_nothing(client)
    assert printer.pieces() == ()


def test_a_cut_without_feeding_leaves_the_last_lines_on_the_next_ticket(
    printer: SimulatedPrinter, client: socket.socket
) -> None:
    client.sendall(b"first\n" * 6 + b"last\n\x1dV\x00" + CUT + PROCESS_ID)
    assert _hear(client, 7) == COMPLETED
    cut_short, rest = printer.pieces()
    assert "last" not in cut_short.text
    assert "last" in rest.text


@pytest.mark.parametrize(
    ("select", "data", "text"),
    [
        (b"\x1bt\x00", b"\x8f\x8e\x99\x86\x84\x94", "ÅÄÖåäö"),
        (b"\x1bt\x10", b"\xc5\xc4\xd6\xe5\xe4\xf6 \x96 \xb7", "ÅÄÖåäö \u2013 ·"),
        (b"\x1bt\x11", b"\x8f\xe0\xa8\xa2\xa5\xe2", "Привет"),
    ],
)
def test_code_pages_are_the_printers(
    printer: SimulatedPrinter, client: socket.socket, select: bytes, data: bytes, text: str
) -> None:
    client.sendall(select + data + b"\n" + CUT + PROCESS_ID)
    assert _hear(client, 7) == COMPLETED
    assert printer.tickets()[0].text == text


def test_unknown_and_broken_commands_are_survived(printer: SimulatedPrinter, client: socket.socket) -> None:
    noise = bytes(range(14, 16)) + b"\x1bZ\x1d\x01\x1c\x7f\x1b*\x21\x02\x00abcdef\x1d(Z\x03\x00xyz\x00\xff"
    client.sendall(noise + b"\x1dv0\x00\x00\x00\x00\x00\nafter\n" + CUT + PROCESS_ID)
    assert _hear(client, 7) == COMPLETED
    assert printer.tickets()[0].text.splitlines()[-1] == "after"


def test_graphics_and_sizes_are_as_large_as_asked(printer: SimulatedPrinter, client: socket.socket) -> None:
    graphics = b"0p0\x02\x02" + b"1" + b"\x08\x00\x02\x00" + b"\xff\xff"
    client.sendall(b"\x1d(L" + len(graphics).to_bytes(2, "little") + graphics + b"\x1d(L\x02\x0002")
    client.sendall(b"\x1d!\x77X\n\x1dv0\x03\x01\x00\x02\x00\xff\xff" + CUT + PROCESS_ID)
    assert _hear(client, 7) == COMPLETED
    (piece,) = printer.tickets()
    assert piece.text.splitlines() == ["[image 16x4]", "X", "[image 16x4]"]
    assert piece.length_mm > 8 * 24 / 8


def test_what_it_is_is_told_when_asked(client: socket.socket) -> None:
    client.sendall(b"\x1dI\x42\x1dI\x43")
    assert _hear(client, 18) == b"\x5fVuoro\x00\x5fSimulated\x00"


def test_an_error_that_stands_is_over_when_the_printer_is_told_to_try_again(tmp_path: Path) -> None:
    with (
        SimulatedPrinter.over_tcp(tmp_path, model=Model(mm_per_s=500, errors_stand=True)) as printer,
        socket.create_connection(("127.0.0.1", int(printer.where)), timeout=5) as client,
    ):
        printer.have_jammed_cutter()
        client.sendall(b"\x10\x05\x02")
        assert _ask(client) == b"\x1a\x52\x12"  # it is stuck as before
        printer.clear_jam()
        assert _ask(client) == b"\x1a\x52\x12"
        client.sendall(b"line\n" + CUT + b"\x10\x05\x01")
        assert _ask(client) == b"\x12\x12\x12"
        assert printer.wait_for_pieces(1)


@pytest.mark.parametrize("moment", ["at_cut", "before_confirming"])
def test_an_accident_can_wait_for_the_end_of_a_ticket(
    printer: SimulatedPrinter, client: socket.socket, moment: str
) -> None:
    getattr(printer, moment)(printer.open_cover)
    client.sendall(b"line\n" * 6 + CUT + PROCESS_ID)
    wait_until(lambda: printer.sensors.cover_open, 5, "the cover is open")
    assert _hears_nothing(client)
    assert len(printer.tickets()) == (1 if moment == "before_confirming" else 0)
    printer.close_cover()
    assert _hear(client, 7) == COMPLETED
    assert len(printer.tickets()) == 1


def test_a_blink_forgets_what_was_received_and_leaves_the_line(
    printer: SimulatedPrinter, client: socket.socket
) -> None:
    printer.after_mm(10, printer.lose_power)
    client.sendall(b"line\n" * 20 + CUT + PROCESS_ID)
    wait_until(lambda: not printer.sensors.blocked and printer.unfinished(), 5, "half a ticket")
    assert _hears_nothing(client)
    client.sendall(CUT + PROCESS_ID)
    assert _hear(client, 7) == COMPLETED


def test_a_buffer_smaller_than_what_is_sent_passes_it_on(tmp_path: Path) -> None:
    with (
        SimulatedPrinter.over_tcp(tmp_path, model=Model(mm_per_s=500, buffer_bytes=16)) as printer,
        socket.create_connection(("127.0.0.1", int(printer.where)), timeout=5) as client,
    ):
        client.sendall(b"line\n" * 20 + CUT + PROCESS_ID)
        assert _hear(client, 7) == COMPLETED


def test_a_full_buffer_holds_the_sender(tmp_path: Path) -> None:
    with SimulatedPrinter.over_tcp(tmp_path, model=Model(buffer_bytes=256)) as printer:
        printer.open_cover()
        with socket.create_connection(("127.0.0.1", int(printer.where)), timeout=5) as client:
            client.settimeout(0.3)
            with pytest.raises(TimeoutError):
                client.sendall(bytes(64_000_000))


def test_the_program_prints_and_ends_on_request(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "simulator.printer", "--tcp", "0", "--out", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        port = int(program.stdout.readline().split()[1])
        with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
            client.sendall(b"hello\n" + CUT)
            assert program.stdout.readline().split() == ["cut", str(tmp_path / "ticket-0001.png")]
        program.terminate()
        assert program.wait(timeout=10) == 0
    assert (tmp_path / "ticket-0001.txt").read_text() == "hello\n"
