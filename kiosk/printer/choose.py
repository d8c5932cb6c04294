"""The printer that a kiosk's box.toml asks for."""

from kiosk.printer.absent import AbsentPrinter
from kiosk.printer.device import DeviceLine
from kiosk.printer.limits import Limits
from kiosk.printer.network import NetworkLine
from kiosk.printer.port import Printer
from kiosk.printer.pos import PosPrinter
from kiosk.printer.serial import SerialLine
from kiosk.printer.settings import Kind, PrinterSettings


def choose_printer(settings: PrinterSettings) -> Printer:
    """Make the printer that the settings ask for; opens nothing yet."""
    limits = Limits(print_s=settings.print_s)
    match settings.kind:
        case Kind.NETWORK:
            return PosPrinter(NetworkLine(settings.host, settings.port), settings.confirm, limits)
        case Kind.SERIAL:
            line = SerialLine(settings.path, settings.baud, settings.flow)
            return PosPrinter(line, settings.confirm, limits)
        case Kind.DEVICE:
            return PosPrinter(DeviceLine(settings.path), settings.confirm, limits)
        case Kind.ABSENT:
            return AbsentPrinter()
