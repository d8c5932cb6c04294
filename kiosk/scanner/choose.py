"""Makes the scanner that a box.toml asks for."""

from common.runtime.refusals import Refusals
from kiosk.scanner.absent import QuietScanner
from kiosk.scanner.port import Hear, Scanner
from kiosk.scanner.serial import SerialScanner
from kiosk.scanner.settings import Kind, ScannerSettings


def choose_scanner(settings: ScannerSettings, hear: Hear, refusals: Refusals) -> Scanner:
    """Make the scanner that the settings ask for; opens nothing yet."""
    match settings.kind:
        case Kind.SERIAL:
            return SerialScanner(settings.path, settings.baud, hear, refusals)
        case Kind.KEYBOARD:
            return QuietScanner(settings.path)
        case Kind.ABSENT:
            return QuietScanner()
