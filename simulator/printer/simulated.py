"""A whole simulated printer: where it is met, the accidents it can have, and the tickets it gave."""

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from simulator.printer.machine import Machine, Model
from simulator.printer.mechanism import Cutter, Sensors
from simulator.printer.strip import Ending, Piece
from simulator.printer.wires import PtyWire, TcpWire, Wire


class SimulatedPrinter:
    """A receipt printer with its power on, from entering `with` to leaving it.

    `where` is its TCP port as a string, or the path of its pty. Tickets are kept in `folder` as
    `ticket-0001.png` and `.txt`; paper that came off otherwise as `scrap-…`. Every method may be called from
    any thread.
    """

    def __init__(self, folder: Path, wire: Callable[[Machine], Wire], model: Model, place: str) -> None:
        """Use `over_tcp` or `over_pty`."""
        folder.mkdir(parents=True, exist_ok=True)
        self._machine = Machine(model, folder, self._send)
        self._wire = wire(self._machine)
        self._mechanism = self._machine.mechanism
        self._plug = threading.Lock()
        self.where = self._wire.connect(place)

    @classmethod
    def over_tcp(
        cls, folder: Path, *, port: int = 0, address: str = "127.0.0.1", model: Model | None = None
    ) -> Self:
        """Make a printer on a port of a loopback address; 0 takes a free one."""
        return cls(
            folder, lambda machine: TcpWire(machine.receive, address), model or Model(), str(port or "")
        )

    @classmethod
    def over_pty(cls, folder: Path, *, name: str = "lp0", model: Model | None = None) -> Self:
        """Make a printer on a pty that `folder/name` leads to."""
        return cls(folder, lambda machine: PtyWire(machine.receive, folder), model or Model(), name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the printer away for good."""
        self._wire.disconnect()
        self._machine.end()

    # --- what came out ------------------------------------------------------------------------------------

    def pieces(self) -> tuple[Piece, ...]:
        """Return everything that came out, oldest first."""
        return self._mechanism.pieces()

    def tickets(self) -> tuple[Piece, ...]:
        """Return what came out whole, cut and with something on it."""
        return tuple(p for p in self.pieces() if p.ending is Ending.CUT and p.text)

    def wait_for_pieces(self, count: int, limit_s: float = 10.0) -> bool:
        """Return True as soon as so many pieces have come out in all."""
        return self._mechanism.wait_for_pieces(count, limit_s)

    def unfinished(self) -> str:
        """Return the text on the paper that hangs in the printer, uncut."""
        return self._mechanism.unfinished()

    @property
    def asked(self) -> tuple[bytes, ...]:
        """The process ids that the printer was asked for, answered or not."""
        return tuple(self._machine.asked)

    @property
    def cutter_tries(self) -> int:
        """How often the printer was told to try its jammed cutter again."""
        return self._machine.cutter_tries

    @property
    def sensors(self) -> Sensors:
        """What the printer sees of itself."""
        return self._mechanism.sensors()

    # --- accidents ----------------------------------------------------------------------------------------

    def after_mm(self, mm: float, accident: Callable[[], None]) -> None:
        """Let an accident happen once so much more paper has moved."""
        self._mechanism.when_moved(mm, accident)

    def at_cut(self, accident: Callable[[], None]) -> None:
        """Let an accident happen just before the next cut: the ticket is printed and still hangs inside."""
        self._mechanism.when_cutting(accident)

    def before_confirming(self, accident: Callable[[], None]) -> None:
        """Let an accident happen when the next ticket is out and the printer has not said so yet."""
        self._machine.before_confirming(accident)

    def before_answering(self, accident: Callable[[], None]) -> None:
        """Let an accident happen just before the printer next says how it is."""
        self._machine.before_answering(accident)

    def run_low(self) -> None:
        """Leave 3 m on the roll: near its end."""
        self._mechanism.leave_paper(3_000.0)

    def run_out_after_mm(self, mm: float = 0.0) -> None:
        """Let the roll end after so many more millimetres."""
        self._mechanism.leave_paper(mm)

    def new_roll(self) -> None:
        """Put a new roll in; what stood on the old paper falls out as scrap."""
        self._mechanism.new_roll()

    def open_cover(self) -> None:
        """Open the cover."""
        self._mechanism.set_cover(is_open=True)

    def close_cover(self) -> None:
        """Close the cover; printing goes on where it stopped."""
        self._mechanism.set_cover(is_open=False)

    def jam_cutter(self) -> None:
        """Let the blade jam at the next cut."""
        self._mechanism.set_cutter(Cutter.WILL_JAM)

    def have_jammed_cutter(self) -> None:
        """Have the blade stuck from now on, not only from the next cut."""
        self._mechanism.set_cutter(Cutter.JAMMED)

    def clear_jam(self) -> None:
        """Free the blade; on a model whose errors stand that alone is not enough."""
        self._mechanism.free_cutter()

    def overheat(self) -> None:
        """Stop because the head is hot."""
        self._mechanism.set_hot(is_hot=True)

    def cool_down(self) -> None:
        """Go on with a cool head."""
        self._mechanism.set_hot(is_hot=False)

    def go_offline(self) -> None:
        """Stop without a reason that the status could tell."""
        self._mechanism.set_offline(is_offline=True)

    def go_silent(self) -> None:
        """Answer nothing any more; what is received is printed."""
        self._machine.set_silent(is_silent=True)

    def speak_again(self) -> None:
        """Answer again."""
        self._machine.set_silent(is_silent=False)

    def go_online(self) -> None:
        """Print again after having been off line."""
        self._mechanism.set_offline(is_offline=False)

    def vanish(self) -> None:
        """Lose power and line; everything received is forgotten, and paper stays where it is."""
        with self._plug:
            self._wire.disconnect()
            self._machine.lose_power()

    def come_back(self, place: str = "") -> str:
        """Be switched on again, at a port or under a name of one's own choice, and return where."""
        with self._plug:  # a hand that plugs in waits for the one that has pulled out
            self.where = self._wire.connect(place)
        return self.where

    def lose_power(self) -> None:
        """Blink: be off and on again so quickly that the line stays; everything received is forgotten."""
        self._machine.lose_power()

    def babble(self, data: bytes) -> None:
        """Send bytes that nobody asked for."""
        self._machine.send(data)

    def _send(self, data: bytes) -> None:
        self._wire.send(data)
