"""Input pins through gpiozero: handlers only put edges on a queue, since one that raises ends them all."""

import os
import time
from collections.abc import Callable, Iterable
from queue import Empty, SimpleQueue
from typing import Protocol, cast

from gpiozero import GPIOZeroError, InputDevice

from deviceagent.lines.port import Edge, PinSpec, PinsUnavailableError, Pull

FACTORY_VARIABLE = "GPIOZERO_PIN_FACTORY"
"""Names gpiozero's pin factory; without it a failing one gives way to another with no more than a warning."""

_NS_PER_S = 1_000_000_000


class GpioPins:
    """Real pins, or simulated ones: gpiozero's pin factory tells, and nothing here.

    lgpio writes a pipe into the working folder: its variable ``LG_WD`` must name a writable one.
    """

    def __init__(self, specs: Iterable[PinSpec]) -> None:
        """Open the pins. Raises PinsUnavailableError where that cannot be done."""
        if not os.environ.get(FACTORY_VARIABLE):
            raise PinsUnavailableError(f"Set {FACTORY_VARIABLE}=lgpio in the environment of the deviceagent.")
        self._edges: SimpleQueue[Edge] = SimpleQueue()
        self._pins: dict[int, _Watched] = {}
        try:
            for spec in specs:
                self._pins[spec.number] = _Watched(spec, self._edges)
        except (GPIOZeroError, OSError, ImportError) as error:
            self.close()
            raise PinsUnavailableError(
                f"The pins cannot be opened ({error}): check box.toml and the user's group gpio."
            ) from error

    def next_edge(self, timeout_s: float) -> Edge | None:
        """Return the oldest edge not yet returned, waiting up to ``timeout_s`` seconds."""
        try:
            return self._edges.get(timeout=timeout_s) if timeout_s > 0 else self._edges.get_nowait()
        except Empty:
            return None

    def high(self, pin: int) -> bool | None:
        """Return the level of a pin now; ``None`` for one that was not opened."""
        watched = self._pins.get(pin)
        return None if watched is None else watched.high()

    def close(self) -> None:
        """Give the pins back."""
        for watched in self._pins.values():
            watched.close()
        self._pins.clear()


class _Pin(Protocol):
    """What of gpiozero's Pin is used here."""

    state: float
    edges: str
    when_changed: Callable[[float, int], None] | None


class _Watched:
    """One pin. gpiozero holds its handler weakly, so this object must live as long as the pin."""

    def __init__(self, spec: PinSpec, edges: "SimpleQueue[Edge]") -> None:
        self._number = spec.number
        self._edges = edges
        self._device = InputDevice(spec.number, pull_up=spec.pull is Pull.UP)
        self._pin = cast("_Pin", self._device.pin)
        # InputDevice and its pin's own handler, not DigitalInputDevice: that one hides the time of the edge,
        # and swallows an edge after one that was lost.
        self._pin.edges = "both"
        self._pin.when_changed = self._changed

    def high(self) -> bool:
        return self._pin.state > 0

    def close(self) -> None:
        self._device.close()

    def _changed(self, ticks: float, state: int) -> None:
        now_ns = time.monotonic_ns()
        at_ns = int(ticks * _NS_PER_S)
        # The kernel stamps edges with CLOCK_MONOTONIC; an old one, or a driver, may use another clock.
        if not now_ns - _NS_PER_S < at_ns <= now_ns:
            at_ns = now_ns
        self._edges.put(Edge(self._number, bool(state), at_ns))
