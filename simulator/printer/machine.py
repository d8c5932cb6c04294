"""The printer's electronics: receives, answers at once or in order, and works off its buffer."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from simulator.printer.mechanism import Interrupted, Mechanism, Sensors
from simulator.printer.stream import Command, CommandReader, RealTimeReader
from simulator.printer.strip import DOTS_PER_MM, Strip
from simulator.printer.typesetter import Band, Typesetter

_HEAD_TO_CUTTER_DOTS = 9 * DOTS_PER_MM
_CUT_AND_FEED = (65, 66, 97, 98)


@dataclass(frozen=True, slots=True)
class Model:
    """What kind of printer this is. Sizes in dots of 1/8 mm, bytes, millimetres and seconds."""

    dots: int = 576
    mm_per_s: float = 250.0
    roll_mm: float = 60_000.0
    buffer_bytes: int = 65_536
    knows_process_id: bool = True
    knows_clear: bool = True
    """DLE DC4 8; clones do not know it."""
    answers: bool = True
    """False for a printer without any way back."""
    answers_in_order: bool = True
    """GS r; a few clones answer only what is asked in real time."""
    errors_stand: bool = False
    """A cutter that was freed stays an error until DLE ENQ or the switch, as on Epson's own printers."""
    maker: str = "Vuoro"
    name: str = "Simulated"
    """What GS I says."""


@dataclass(slots=True)
class _Inbox:
    """What has been received and not yet worked off."""

    data: deque[bytes] = field(default_factory=deque[bytes])
    size: int = 0


class Machine:
    """One printer with its power on. `reply` gets the bytes it sends, from several threads."""

    def __init__(self, model: Model, folder: Path, reply: Callable[[bytes], None]) -> None:
        self.model = model
        self.unknown = 0
        """How many commands it did not know."""
        self.asked: list[bytes] = []
        """The process ids that were asked for, and answered or not."""
        self.cutter_tries = 0
        """How often it was told to try its jammed cutter again."""
        strip = Strip(folder, model.dots, _HEAD_TO_CUTTER_DOTS)
        self.mechanism = Mechanism(
            strip,
            model.mm_per_s,
            model.roll_mm,
            self._sensors_changed,
            errors_stand=model.errors_stand,
        )
        self._reply = reply
        self._typesetter = Typesetter(model.dots)
        self._reader = CommandReader()
        self._real_time = RealTimeReader()
        self._automatic = False
        self._silent = False
        self._accident: Callable[[], None] | None = None
        self._is_out = False
        self._first: Callable[[], None] | None = None
        self._ended = False
        self._inbox = _Inbox()
        self._changed = threading.Condition()
        self._worker = threading.Thread(target=self._work, name="simulated-printer", daemon=True)
        self._worker.start()

    def receive(self, data: bytes, limit_s: float) -> int:
        """Take in the bytes that there is room for and return how many; 0 where it stays full so long."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._room > 0, limit_s)
            taken = min(len(data), self._room)
        for byte in data[:taken]:
            with self._changed:
                self._inbox.data.append(bytes((byte,)))
                self._inbox.size += 1
            command = self._real_time.feed(byte)
            if command is not None:
                self._at_once(command)
        with self._changed:
            self._changed.notify_all()
        return taken

    @property
    def _room(self) -> int:
        return max(0, self.model.buffer_bytes - self._inbox.size)

    def send(self, data: bytes) -> None:
        """Send bytes to whoever listens, unless the printer has gone silent."""
        if self.model.answers and not self._silent:
            self._reply(data)

    def set_silent(self, *, is_silent: bool) -> None:
        """Stop or begin to answer; printing goes on."""
        self._silent = is_silent

    def before_confirming(self, accident: Callable[[], None]) -> None:
        """Let an accident happen when the next ticket is cut, just before the printer would say so."""
        self._is_out = False
        self._accident = accident

    def before_answering(self, accident: Callable[[], None]) -> None:
        """Let an accident happen just before the next answer to DLE EOT."""
        self._first = accident

    def lose_power(self) -> None:
        """Forget everything that had been received, as a printer does that is switched off."""
        self._forget()
        self._automatic = False
        self.mechanism.recover()

    def end(self) -> None:
        """Stop the printer's thread."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self.mechanism.give_up()
        self._worker.join(timeout=5)

    # --- answers ------------------------------------------------------------------------------------------

    def _at_once(self, command: Command) -> None:
        if command.name == "DLE EOT":
            accident, self._first = self._first, None
            if accident is not None:
                accident()
            self.send(bytes((_real_time_status(command.data[0], self.mechanism.sensors()),)))
        elif command.name == "DLE ENQ":
            self._recover(command.data[0])
        elif self.model.knows_clear:
            self._forget()
            self.send(b"\x37\x25\x00")

    def _recover(self, how: int) -> None:
        """Try again after an error: 1 goes on where printing stopped, 2 forgets everything received."""
        if self.mechanism.sensors().cutter_error:
            self.cutter_tries += 1
            if how != 1:
                self._forget()
            self.mechanism.recover()

    def _sensors_changed(self) -> None:
        if self._automatic:
            self.send(_automatic_status(self.mechanism.sensors()))

    def _forget(self) -> None:
        with self._changed:
            self._inbox = _Inbox()
            self._changed.notify_all()
        self.mechanism.give_up()

    # --- the thread that prints ---------------------------------------------------------------------------

    def _work(self) -> None:
        generation = self.mechanism.generation
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ended or bool(self._inbox.data))
                if self._ended:
                    return
            if generation != self.mechanism.generation:
                generation = self._start_over()
            try:
                # A printer that cannot print stops reading its buffer; that is why GS r is held back.
                self.mechanism.wait_until_able(generation)
                for command in self._next():
                    self._do(command, generation)
            except Interrupted:
                generation = self._start_over()

    def _start_over(self) -> int:
        self._reader.forget()
        self._typesetter.reset()
        return self.mechanism.generation

    def _next(self) -> list[Command]:
        """Return what the next byte completes."""
        with self._changed:
            if not self._inbox.data:
                return []
            byte = self._inbox.data.popleft()
            self._inbox.size -= 1
            self._changed.notify_all()
        return self._reader.feed(byte)

    def _do(self, command: Command, generation: int) -> None:
        self.mechanism.wait_until_able(generation)
        data = command.data
        match command.name:
            case "GS V":
                if data[0] in _CUT_AND_FEED:
                    rows = _HEAD_TO_CUTTER_DOTS + data[1]
                    self.mechanism.print(Band(Image.new("1", (self.model.dots, rows))), generation)
                self.mechanism.cut(generation)
                self._is_out = True
            case "GS r":
                self._before_confirming(generation)
                if self.model.answers_in_order:
                    self.send(bytes((_roll_status(self.mechanism.sensors()) if data[0] in (1, 49) else 0,)))
            case "GS a":
                self._automatic = data[0] != 0
                self._sensors_changed()
            case "GS (" if data[:1] == b"H":
                self._before_confirming(generation)
                self._process_id(data[3:])
            case "GS I":
                self._identify(data[0])
            case "unknown":
                self.unknown += 1
            case _:
                for band in self._typesetter.set(command):
                    self.mechanism.print(band, generation)

    def _before_confirming(self, generation: int) -> None:
        """Let the accident happen that was to come when a ticket is out and nothing is said of it yet."""
        if self._is_out and self._accident is not None:
            accident, self._accident = self._accident, None
            accident()
            self.mechanism.wait_until_able(generation)

    def _identify(self, what: int) -> None:
        text = {66: self.model.maker, 67: self.model.name}.get(what)
        if text is not None:
            self.send(b"\x5f" + text.encode() + b"\x00")

    def _process_id(self, body: bytes) -> None:
        if body[:2] == b"00" and len(body) == 6:  # noqa: PLR2004 - function, and an id of four
            self.asked.append(body[2:])
            if self.model.knows_process_id:
                self.send(b"\x37\x22" + body[2:] + b"\x00")


def _real_time_status(question: int, sensors: Sensors) -> int:
    bits = 0x12
    if question == 1:
        bits |= 0x08 if sensors.blocked else 0
    elif question == 2:  # noqa: PLR2004 - cause of being offline
        bits |= 0x04 if sensors.cover_open else 0
        bits |= 0x20 if sensors.paper_out else 0
        bits |= 0x40 if sensors.cutter_error or sensors.hot else 0
    elif question == 3:  # noqa: PLR2004 - cause of an error
        bits |= 0x08 if sensors.cutter_error else 0
        bits |= 0x40 if sensors.hot else 0
    else:
        bits |= 0x0C if sensors.paper_near_end else 0
        bits |= 0x60 if sensors.paper_out else 0
    return bits


def _automatic_status(sensors: Sensors) -> bytes:
    first = 0x10 | (0x08 if sensors.blocked else 0) | (0x20 if sensors.cover_open else 0)
    second = (0x08 if sensors.cutter_error else 0) | (0x40 if sensors.hot else 0)
    return bytes((first, second, _roll_status(sensors), 0))


def _roll_status(sensors: Sensors) -> int:
    return (0x03 if sensors.paper_near_end else 0) | (0x0C if sensors.paper_out else 0)
