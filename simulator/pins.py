"""Simulated pins for gpiozero, driven over a socket by somebody else.

Chosen by GPIOZERO_PIN_FACTORY=vuoro-simulated: gpiozero finds the factory by its entry point, and the
process with such pins knows nothing of it.
"""

import contextlib
import os
import socket
import threading
import time
from pathlib import Path

import msgspec
from gpiozero import PinInvalidPin
from gpiozero.pins.mock import MockFactory, MockPin
from gpiozero.pins.pi import PinInfo

from simulator.pin_wire import (
    SOCKET_VARIABLE,
    Answer,
    Await,
    Look,
    PinView,
    Play,
    Request,
    Step,
    load_levels,
    save_levels,
)

_LONGEST_LINE = 1_000_000


class SimulatedPin(MockPin):
    """A pin that something outside may drive: that wins over its pull."""

    def __init__(self, factory: "SimulatedFactory", info: PinInfo) -> None:
        """Begin at the level that is driven from outside, if one is."""
        self._simulated = factory
        super().__init__(factory, info)

    def drive(self, *, high: bool, silent: bool) -> None:
        """Drive an input; ``silent`` fires no edge."""
        if silent:
            self._change_state(high)
        elif high:
            self.drive_high()
        else:
            self.drive_low()

    def _set_pull(self, value: str) -> None:
        super()._set_pull(value)
        driven = self._simulated.levels.get(int(self._number))
        if driven is not None:
            self._change_state(driven)

    def _change_state(self, value: bool) -> bool:  # noqa: FBT001 - the signature is gpiozero's
        changed = bool(super()._change_state(value))
        if changed:
            with self._simulated.moved:
                self._simulated.moved.notify_all()
        return changed


class SimulatedFactory(MockFactory):
    """Listens at the socket that VUORO_SIMULATED_PINS names, from the first pin on until the process ends."""

    def __init__(self) -> None:
        """Begin to listen. Raises KeyError without the variable, OSError where the path is unusable."""
        super().__init__(pin_class=SimulatedPin)
        self._path = Path(os.environ[SOCKET_VARIABLE])
        self.levels = load_levels(self._path)
        self.moved = threading.Condition()
        self._driving = threading.Lock()
        self._path.unlink(missing_ok=True)
        self._server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._server.bind(str(self._path))
        self._server.listen()
        threading.Thread(target=self._accept, name="simulated pins", daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        if not getattr(self, "_closed", False):
            self._closed = True
            with contextlib.suppress(OSError):
                self._server.shutdown(socket.SHUT_RDWR)
            self._server.close()
            self._path.unlink(missing_ok=True)
        super().close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return  # closed
            threading.Thread(target=self._serve, args=(connection,), name="pin panel", daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rwb") as stream, contextlib.suppress(OSError):
            while line := stream.readline(_LONGEST_LINE):
                stream.write(msgspec.json.encode(self._answer(line)) + b"\n")
                stream.flush()

    def _answer(self, line: bytes) -> Answer:
        try:
            request: Request = msgspec.json.decode(line, type=Request)
            match request:
                case Play():
                    return Answer(took_us=self._play(request))
                case Look():
                    return Answer(view=self._look(request.pin))
                case Await():
                    return Answer(view=self._await(request))
        except (msgspec.DecodeError, PinInvalidPin, ValueError) as error:
            return Answer(error=str(error))

    def _play(self, play: Play) -> int:
        began = due = time.monotonic()
        for step in play.steps:
            due += step.after_us / 1e6
            wait_s = due - time.monotonic()
            if wait_s > 0:
                time.sleep(wait_s)  # bouncing is a matter of real time
            self._drive(step, silent=play.silent)
        took_us = round((time.monotonic() - began) * 1e6)
        save_levels(self._path, self.levels)
        return took_us

    def _drive(self, step: Step, *, silent: bool) -> None:
        with self._driving:
            pin = self._opened(step.pin)
            if pin is not None and pin.function != "input":
                raise ValueError(f"pin {step.pin} is an output: the process itself drives it")
            self.levels[step.pin] = step.high
            if pin is not None:
                pin.drive(high=step.high, silent=silent)

    def _look(self, number: int) -> PinView:
        pin = self._opened(number)
        if pin is None:
            return PinView("unused", self.levels.get(number, False))
        return PinView(str(pin.function), bool(pin.state))

    def _await(self, request: Await) -> PinView:
        with self.moved:
            self.moved.wait_for(
                lambda: self._look(request.pin).high == request.high, request.timeout_ms / 1000
            )
        return self._look(request.pin)

    def _opened(self, number: int) -> SimulatedPin | None:
        """Return a pin that the process has opened. Raises PinInvalidPin for one that the board has not."""
        for _, info in self.board_info.find_pin(number):
            return self.pins.get(info)
        raise PinInvalidPin(f"{number} is no pin of this board")
