"""What the window "printer and desk" shows of the demo's house, and where its orders go."""

import subprocess
from collections.abc import Callable

from simulator.cable import Cable
from simulator.demo.caretaker import Caretaker
from simulator.demo.desk_house import OtherDesk
from simulator.demo.desk_printer import PrinterDesk
from simulator.demo.desk_room import PanicDesk, RadarDesk, names_of_points
from simulator.demo.desk_scanner import ScannerDesk
from simulator.demo.visitor import Visitor
from simulator.house import House
from simulator.panel import PinPanelError
from simulator.windows.desk_wire import Desk, Group


class LiveDesk:
    """Knows each order, and obeys it in the thread that calls :meth:`obey`."""

    def __init__(self, house: House, care: Caretaker, visitor: Visitor, cable: Cable, site_file: str) -> None:
        """Play with this house. ``cable`` is the kiosk's; ``site_file`` the text that names the places."""
        self._printer = PrinterDesk(house)
        self._scanner = ScannerDesk(house)
        self._panic = PanicDesk(house, names_of_points(site_file))
        self._radars = RadarDesk(house, site_file)
        self._others = OtherDesk(house, care, visitor, cable)
        self._news = "Each button lets something happen, and this line tells what."
        self._orders: dict[str, Callable[[], str]] = {
            **self._printer.orders(),
            **self._scanner.orders(),
            **self._panic.orders(),
            **self._radars.orders(),
            **self._others.orders(),
        }

    def say(self, news: str) -> None:
        """Show a sentence at the foot of the window."""
        self._news = news

    def obey(self, order: str) -> None:
        """Do what a button says; where it cannot be done, say why. An unknown order is left alone."""
        if order not in self._orders:
            return
        try:
            self._news = self._orders[order]()
        except (PinPanelError, RuntimeError, OSError, subprocess.CalledProcessError) as error:
            self._news = f"That did not work: {error}."

    def shown(self) -> Desk:
        """Return what the window is to show now."""
        return Desk(self._printer.papers(), self._groups(), self._news)

    def _groups(self) -> tuple[Group, ...]:
        """Return the printer's group, and those below it."""
        return (
            self._printer.group(),
            self._scanner.group(),
            self._panic.group(),
            self._radars.group(),
            *self._others.groups(),
        )
