"""The scanner on the desk: what somebody can hold before it."""

from collections.abc import Callable, Iterator

from simulator.demo.booked import CODE_TOO_EARLY, CODES_NOW
from simulator.house import House
from simulator.windows.desk_wire import Button, Group, Line

UNKNOWN = "9999"


class ScannerDesk:
    """Codes of appointments, on paper or on a phone."""

    def __init__(self, house: House) -> None:
        """Take the scanner of a house."""
        self._scanner = house.scanner
        self._next: Iterator[str] = iter(CODES_NOW)
        self._shown = ""

    def orders(self) -> dict[str, Callable[[], str]]:
        """Return each order with what does it and returns its news."""
        return {
            "scanner.now": self._now,
            "scanner.again": self._again,
            "scanner.early": lambda: self._show(CODE_TOO_EARLY, "which is for a time in two hours"),
            "scanner.unknown": lambda: self._show(UNKNOWN, "which nobody knows"),
        }

    def group(self) -> Group:
        """Return what the window shows of it."""
        buttons = (
            Button("scanner.now", "For now"),
            Button("scanner.again", "Once more"),
            Button("scanner.early", "Far too early"),
            Button("scanner.unknown", "Unknown"),
        )
        return Group("Show a code to the kiosk's scanner", (Line(buttons),))

    def _now(self) -> str:
        self._shown = next(self._next, "") or self._shown
        return self._show(self._shown, "which is for a time around the start of the demo")

    def _again(self) -> str:
        return self._show(self._shown or CODES_NOW[0], "once more")

    def _show(self, code: str, what: str) -> str:
        self._scanner.show(code)
        return f"The scanner has read {code}, {what}."
