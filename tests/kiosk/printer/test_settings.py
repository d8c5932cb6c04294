"""What a printer's settings tell of its time."""

import pytest

from kiosk.printer.settings import Kind, PrinterSettings


@pytest.mark.parametrize(("baud", "line_s"), [(1200, 333), (4800, 83), (38400, 10)])
def test_a_slow_line_may_take_its_time(baud: int, line_s: int) -> None:
    settings = PrinterSettings(kind=Kind.SERIAL, path="/dev/ttyS0", baud=baud, print_s=8)
    assert settings.silence_s == pytest.approx(15 + 2 * (8 + line_s), abs=2)


def test_a_printer_on_the_network_has_no_line_to_wait_for() -> None:
    assert PrinterSettings(kind=Kind.NETWORK, host="10.0.0.9", print_s=8).silence_s == 31
