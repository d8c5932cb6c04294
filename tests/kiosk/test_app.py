"""The kiosk's first picture, before anybody serves behind it."""

from pathlib import Path

import pytest

from common.runtime.broker import Box, Broker
from common.screen.measure import Panel
from kiosk.app import first_house
from kiosk.box import KioskBox, KioskBrokers
from kiosk.flow.house import House
from kiosk.flow.moves import fresh
from kiosk.flow.state import ClosedByStaff, OutOfUse, Rest
from kiosk.printer.settings import Kind, PrinterSettings
from kiosk.staff.kept import STAFF_FILE, Kept, store
from kiosk.surroundings import Moment, Surroundings
from tests.kiosk.house import SITE


def box(state: Path, printer: PrinterSettings) -> KioskBox:
    return KioskBox(
        box=Box(site="example", id="kiosk-1", state=state),
        brokers=KioskBrokers(site=Broker()),
        panel=Panel(194, 345, 1080, 1920),
        printer=printer,
    )


@pytest.mark.parametrize(
    ("site", "closed", "screen"),
    [(SITE, False, Rest), (SITE, True, ClosedByStaff), (None, False, OutOfUse)],
)
def test_the_first_picture_is_what_the_disk_tells(
    tmp_path: Path, site: Surroundings | None, *, closed: bool, screen: type
) -> None:
    store(tmp_path / STAFF_FILE, Kept(closed=closed))
    house = first_house(box(tmp_path, PrinterSettings()), site)
    assert isinstance(fresh(house, Moment(0, 0)).screen, screen)


def test_a_kiosk_without_a_printer_does_not_promise_paper(tmp_path: Path) -> None:
    assert first_house(box(tmp_path, PrinterSettings()), SITE) == House(SITE, prints=False)
    network = PrinterSettings(kind=Kind.NETWORK, host="127.0.0.1")
    assert first_house(box(tmp_path, network), SITE) == House(SITE, prints=True)
