"""The outside of simulated pins: drives inputs of a running process, and reads its outputs."""

import select
import socket
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from simulator.pin_wire import Answer, Await, Look, PinView, Play, Request, Step, load_levels, save_levels

_RETRY_S = 0.02
"""A process tells nobody when its pins are there, so they are tried again."""
_MARGIN_S = 10.0


class PinPanelError(Exception):
    """The process with the pins is not there, went away, or refused."""


class PinPanel:
    """Speaks with the one process whose VUORO_SIMULATED_PINS is ``path``; finds it again after a restart.

    Every call blocks until the pins have done what it says, real time included.
    """

    def __init__(self, path: Path, *, patience_s: float = 10.0) -> None:
        """Wait for the process for ``patience_s`` at most, each time it is not there."""
        self._path = path
        self._patience_s = patience_s
        self._line: socket.socket | None = None
        self._received = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up; the pins stay as they are."""
        if self._line is not None:
            self._line.close()
        self._line, self._received = None, b""

    def preset(self, levels: Mapping[int, bool]) -> None:
        """Say how pins are driven before a process starts that opens them."""
        save_levels(self._path, {**load_levels(self._path), **levels})

    def drive(self, pin: int, *, high: bool, silent: bool = False) -> None:
        """Drive an input pin now; ``silent``: the edge gets lost."""
        self.play([Step(0, pin, high)], silent=silent)

    def play(self, steps: Iterable[Step], *, silent: bool = False) -> float:
        """Drive input pins step by step in real time; return how many seconds it really took."""
        steps = tuple(steps)
        return self._ask(Play(steps, silent=silent), sum(step.after_us for step in steps) / 1e6).took_us / 1e6

    def look(self, pin: int) -> PinView:
        """Return how a pin is."""
        view = self._ask(Look(pin), 0.0).view
        if view is None:
            raise PinPanelError(f"no view of pin {pin}")
        return view

    def wait_for(self, pin: int, *, high: bool, timeout_s: float) -> bool:
        """Wait until a pin is at this level; return whether it came to be."""
        view = self._ask(Await(pin, high, round(timeout_s * 1000)), timeout_s).view
        return view is not None and view.high == high

    def _ask(self, request: Request, takes_s: float) -> Answer:
        line = self._connected()
        line.settimeout(takes_s + _MARGIN_S)
        try:
            line.sendall(msgspec.json.encode(request) + b"\n")
            answer = msgspec.json.decode(self._read_line(line), type=Answer)
        except OSError as error:
            self.close()
            raise PinPanelError(f"the process at {self._path} went away: {error}") from error
        if answer.error is not None:
            raise PinPanelError(answer.error)
        return answer

    def _read_line(self, line: socket.socket) -> bytes:
        while b"\n" not in self._received:
            data = line.recv(65_536)
            if not data:
                raise ConnectionResetError("it closed the line")
            self._received += data
        answer, self._received = self._received.split(b"\n", 1)
        return answer

    def _connected(self) -> socket.socket:
        if self._line is not None and not _hung_up(self._line):
            return self._line
        self.close()
        deadline = time.monotonic() + self._patience_s
        while True:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                line.connect(str(self._path))
            except OSError as error:
                line.close()
                if time.monotonic() > deadline:
                    raise PinPanelError(f"no process with simulated pins at {self._path}") from error
                time.sleep(_RETRY_S)
            else:
                self._line = line
                return line


def _hung_up(line: socket.socket) -> bool:
    """Tell whether the other end is gone: it says nothing unasked, so anything to read is its end."""
    readable, _, _ = select.select([line], [], [], 0)
    return bool(readable)
