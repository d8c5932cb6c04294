"""The workers at pins and serial lines: what cannot be opened is a fault that shows, and is tried again."""

import math
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from common.wire.presence import Side
from deviceagent.agent import Sensed
from deviceagent.faults import Faults
from deviceagent.lines.pins import GpioPins
from deviceagent.lines.port import AbsentPins, PinReader, PinSpec, PinsUnavailableError
from deviceagent.lines.settings import LineSettings
from deviceagent.lines.watch import LineWatch, PointEvent
from deviceagent.outputs.panel import OutputPanel, open_output
from deviceagent.outputs.port import AbsentOutput, Output
from deviceagent.outputs.settings import OutputSettings
from deviceagent.sensors.build import build_presence, build_sensor
from deviceagent.sensors.port import Sensor
from deviceagent.sensors.presence import Occupancy, PresenceState
from deviceagent.sensors.settings import SensorSettings
from deviceagent.sensors.watch import SensorWatch

RETRY_S = 5.0
"""Hardware that could not be opened is tried again this often."""

_TURN_S = 0.5

_H = TypeVar("_H")


class Opener:
    """Opens hardware, one piece at a time: gpiozero makes its factory at the first one, without a lock."""

    def __init__(self, faults: Faults) -> None:
        """Tell ``faults`` of what cannot be opened."""
        self.faults = faults
        self._lock = threading.Lock()

    def open(self, name: str, opens: Callable[[], _H]) -> _H | None:
        """Return the hardware, or ``None`` where it cannot be opened: the fault ``name`` stands then."""
        try:
            with self._lock:
                hardware = opens()
        except PinsUnavailableError as error:
            self.faults.raise_(name, str(error))
            return None
        except Exception as error:  # noqa: BLE001 — a board's library raises what it likes (lgpio: a bare Exception)
            self.faults.raise_(name, f"It cannot be opened ({error!r}): check the board and box.toml.")
            return None
        self.faults.clear(name)
        return hardware


def open_outputs(outputs: Mapping[str, OutputSettings], opener: Opener) -> OutputPanel:
    """Open the lamps and relays; one that cannot be opened is absent, and a fault."""
    names = {id(settings): name for name, settings in outputs.items()}

    def open_one(settings: OutputSettings) -> Output:
        output = opener.open(f"output-{names[id(settings)]}", lambda: open_output(settings))
        return AbsentOutput() if output is None else output

    return OutputPanel(outputs, open_one, opener.faults)


@dataclass(frozen=True, slots=True)
class LinesWorker:
    """Follows the panic buttons. Without their pins every line shows as cut, until they can be opened."""

    lines: Mapping[str, LineSettings]
    opener: Opener
    report: Callable[[PointEvent], None]

    def run(self, stopping: threading.Event, pulse: Callable[[], None]) -> None:
        """Work until ``stopping`` is set."""
        points = {point: line.contacts for point, line in self.lines.items()}
        specs = [
            spec for line in self.lines.values() if line.hardware == "gpio" for spec in line.contacts.values()
        ]
        while not stopping.is_set():
            opened = self.opener.open("pins", lambda: _open_pins(specs))
            reader = opened if opened is not None else AbsentPins()
            watch = LineWatch(points, reader, self.report)
            _turn_until(stopping, pulse, watch.turn, for_s=RETRY_S if opened is None else math.inf)
            reader.close()


@dataclass(frozen=True, slots=True)
class SensorWorker:
    """Follows one side of a place; ``hold_s`` is asked each turn, since the hub may change it."""

    place: str
    side: Side
    settings: SensorSettings
    hold_s: Callable[[], int | None]
    opener: Opener
    report: Callable[[Sensed], None]

    @property
    def name(self) -> str:
        """What the worker and its faults are called."""
        return f"sensor-{self.place}-{self.side}"

    def run(self, stopping: threading.Event, pulse: Callable[[], None]) -> None:
        """Work until ``stopping`` is set."""
        self.report(Sensed(self.place, self.side, Occupancy(PresenceState.UNKNOWN, time.monotonic_ns())))
        while not stopping.is_set():
            sensor = self.opener.open(self.name, lambda: build_sensor(self.settings, _open_pins))
            if sensor is None:
                _turn_until(stopping, pulse, lambda: stopping.wait(_TURN_S), for_s=RETRY_S)
                continue
            while not stopping.is_set():
                self._follow(sensor, stopping, pulse)
            sensor.close()

    def _follow(self, sensor: Sensor, stopping: threading.Event, pulse: Callable[[], None]) -> None:
        """Follow the sensor with one hold, until another one is in force."""
        hold_s = self.hold_s()
        settings = self.settings if hold_s is None else msgspec.structs.replace(self.settings, hold_s=hold_s)
        presence = build_presence(settings, time.monotonic_ns())
        watch = SensorWatch(sensor, presence, lambda known: self.report(Sensed(self.place, self.side, known)))
        _turn_until(stopping, pulse, lambda: watch.turn(_TURN_S), lambda: self.hold_s() == hold_s)


def _turn_until(
    stopping: threading.Event,
    pulse: Callable[[], None],
    turn: Callable[[], object],
    go_on: Callable[[], bool] = lambda: True,
    *,
    for_s: float = math.inf,
) -> None:
    end = time.monotonic() + for_s
    while not stopping.is_set() and go_on() and time.monotonic() < end:
        pulse()
        turn()


def _open_pins(specs: Iterable[PinSpec]) -> PinReader:
    wanted = list(specs)
    return GpioPins(wanted) if wanted else AbsentPins()
