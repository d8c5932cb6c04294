"""The printer on the desk: the papers that came out, and the accidents that can happen to it."""

from collections.abc import Callable

from simulator.demo.world import local_now
from simulator.house import House
from simulator.printer.strip import Ending, Piece
from simulator.windows.desk_wire import Button, Group, Line, Paper

_PAPERS = 30
"""So many papers lie on the desk; older ones are thrown away."""


class PrinterDesk:
    """The printer's papers and accidents."""

    def __init__(self, house: House) -> None:
        """Take the printer of a house."""
        self._printer = house.printer
        self._place = house.printer.where
        self._jams = False
        self._is_off = False
        self._came: dict[int, str] = {}

    def orders(self) -> dict[str, Callable[[], str]]:
        """Return each order with what does it and returns its news."""
        return {
            "printer.paper": self._paper,
            "printer.low": self._low,
            "printer.cover": self._cover,
            "printer.jam": self._jam,
            "printer.power": self._power,
        }

    def papers(self) -> tuple[Paper, ...]:
        """Return what came out, the newest first."""
        return tuple(self._paper_of(piece) for piece in reversed(self._printer.pieces()[-_PAPERS:]))

    def group(self) -> Group:
        """Return what the window shows of the printer."""
        sensors = self._printer.sensors
        jams = self._jams and not sensors.cutter_error
        buttons = (
            Button(
                "printer.paper",
                "Put in a new roll" if sensors.paper_out else "Let the paper end",
                sensors.paper_out,
            ),
            Button("printer.low", "Leave little paper"),
            Button(
                "printer.cover",
                "Close the cover" if sensors.cover_open else "Open the cover",
                sensors.cover_open,
            ),
            Button(
                "printer.jam",
                "Free the cutter" if self._jams or sensors.cutter_error else "Jam the cutter",
                self._jams or sensors.cutter_error,
            ),
            Button("printer.power", "Switch it on" if self._is_off else "Switch it off", self._is_off),
        )
        states = (
            (self._is_off, "It is switched off"),
            (sensors.cover_open, "The cover is open"),
            (sensors.paper_out, "There is no paper"),
            (sensors.cutter_error, "The cutter is jammed"),
            (jams, "It will jam at the next cut"),
            (sensors.paper_near_end, "The paper is nearly out"),
        )
        says = next((words for holds, words in states if holds), "")
        lines = tuple(Line((button,)) for button in buttons)
        return Group("Printer", lines, says or "It is ready", worry=bool(says))

    def _paper_of(self, piece: Piece) -> Paper:
        came = self._came.setdefault(piece.number, f"{local_now():%H.%M.%S}")
        what = "Ticket" if piece.ending is Ending.CUT else "Torn off"
        return Paper(str(piece.picture), f"{what} {piece.number} · {came}")

    def _paper(self) -> str:
        if self._printer.sensors.paper_out:
            self._printer.new_roll()
            return "A new roll is in."
        self._printer.run_out_after_mm()
        return "The roll has ended. Take a number now: the kiosk still shows it."

    def _low(self) -> str:
        self._printer.run_low()
        return "3 m are left. The kiosk says so in the console."

    def _cover(self) -> str:
        if self._printer.sensors.cover_open:
            self._printer.close_cover()
            return "The cover is closed, and printing goes on."
        self._printer.open_cover()
        return "The cover is open."

    def _jam(self) -> str:
        if self._jams or self._printer.sensors.cutter_error:
            self._jams = False
            self._printer.clear_jam()
            return "The cutter is free."
        self._jams = True
        self._printer.jam_cutter()
        return "The next ticket will hang in the printer."

    def _power(self) -> str:
        self._is_off = not self._is_off
        if self._is_off:
            self._printer.vanish()
            return "The printer is off the line."
        self._printer.come_back(self._place)
        return "The printer is back."
