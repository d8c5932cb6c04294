"""The printer's part of box.toml."""

import msgspec
import pytest

from kiosk.printer.absent import AbsentPrinter
from kiosk.printer.choose import choose_printer
from kiosk.printer.pos import PosPrinter
from kiosk.printer.settings import PrinterSettings


def _settings(text: str) -> PrinterSettings:
    return msgspec.toml.decode(text, type=PrinterSettings)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", AbsentPrinter),
        ('kind = "network"\nhost = "10.0.0.9"', PosPrinter),
        ('kind = "serial"\npath = "/dev/serial/by-id/*"\nbaud = 9600', PosPrinter),
        ('kind = "device"\npath = "/dev/usb/lp*"\nwidth_mm = 58', PosPrinter),
    ],
)
def test_each_kind_is_made_without_touching_hardware(text: str, kind: type) -> None:
    assert isinstance(choose_printer(_settings(text)), kind)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('kind = "network"', "host"),
        ('kind = "network"\nhost = "printer.local"', "address"),
        ('kind = "device"', "path"),
        ('kind = "serial"\npath = "ttyUSB0"', "path"),
        ("width_mm = 76", "width_mm"),
        ("port = 0", "port"),
        ('colour = "red"', "colour"),
        ("own_letters = []", "own_letters"),
    ],
)
def test_a_mistake_is_refused_by_its_name(text: str, says: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=says):
        _settings(text)


def test_paper_follows_width_letters_and_speed() -> None:
    wide = _settings('kind = "network"\nhost = "10.0.0.9"\nown_letters = ["latin", "cyrillic"]').paper
    assert (wide.dots, wide.draw_figures) == (576, True)
    assert "CP866" in wide.code_pages
    slow = _settings('kind = "serial"\npath = "/dev/ttyS0"\nbaud = 9600\nwidth_mm = 58').paper
    assert (slow.dots, slow.draw_figures) == (384, False)
    assert "CP866" not in slow.code_pages
