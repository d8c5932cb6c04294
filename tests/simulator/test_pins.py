"""Simulated pins: a process with gpiozero that knows nothing of them, driven over a socket."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.lines import SimulatedButton
from simulator.panel import PinPanel, PinPanelError
from simulator.pin_wire import SOCKET_VARIABLE, Step

ROOT = Path(__file__).parents[2]
PATIENCE_S = 20.0

# A box with two points and a relay, made of the real parts; each line it prints is one thing that happened.
BOX = """
import json, signal, sys, threading, time
from deviceagent.lines.pins import GpioPins
from deviceagent.lines.settings import LineSettings
from deviceagent.lines.watch import LineWatch
from deviceagent.outputs.panel import OutputPanel
from deviceagent.outputs.settings import OutputSettings
from deviceagent.outputs.signals import OpenPress

lines = {
    "room-1": LineSettings(normally_open=17, normally_closed=27),
    "room-2": LineSettings(normally_open=22),
}
points = {name: line.contacts for name, line in lines.items()}
relay = OutputPanel({"relay": OutputSettings(pin=5, role="second-way")})
pins = GpioPins([spec for contacts in points.values() for spec in contacts.values()])
presses = []

def report(one):
    if one.event.kind == "pressed":
        presses.append(OpenPress(one.point, one.event.began_ns))
        relay.show(presses, time.monotonic_ns())
    late_ms = (time.monotonic_ns() - one.event.at_ns) / 1e6
    print(json.dumps([one.point, one.event.kind, one.since_start, late_ms]), flush=True)

stopping = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stopping.set())
watch = LineWatch(points, pins, report)
threading.excepthook = lambda arguments: (print(arguments, file=sys.stderr), stopping.set())
thread = threading.Thread(target=watch.run, args=(stopping, lambda: None))
thread.start()
thread.join()
pins.close()
relay.close()
"""


class Box:
    """A process with simulated pins, and what it has told."""

    def __init__(self, socket: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", BOX],
            cwd=ROOT,
            env={**os.environ, "GPIOZERO_PIN_FACTORY": "vuoro-simulated", SOCKET_VARIABLE: str(socket)},
            stdout=subprocess.PIPE,
        )
        self._told = b""

    def next(self) -> tuple[str, str, bool]:
        """Return the next thing that happened: point, what, whether since the start."""
        assert self._process.stdout
        while b"\n" not in self._told:
            readable, _, _ = select.select([self._process.stdout], [], [], PATIENCE_S)
            assert readable, "nothing happened"
            data = os.read(self._process.stdout.fileno(), 4096)
            assert data, "the process has ended"
            self._told += data
        line, self._told = self._told.split(b"\n", 1)
        point, kind, since_start, _ = json.loads(line)
        return point, kind, since_start

    def take(self, count: int) -> set[tuple[str, str, bool]]:
        return {self.next() for _ in range(count)}

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE_S)

    def end(self) -> int:
        """End it cleanly and return its exit code."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(PATIENCE_S)
        finally:
            if self._process.stdout:
                self._process.stdout.close()


@pytest.fixture
def socket(tmp_path: Path) -> Path:
    return tmp_path / "pins"


@pytest.fixture
def panel(socket: Path) -> Iterator[PinPanel]:
    with PinPanel(socket, patience_s=PATIENCE_S) as panel:
        yield panel


@pytest.fixture
def start(socket: Path) -> Iterator[Callable[[], Box]]:
    boxes: list[Box] = []

    def start_box() -> Box:
        boxes.append(Box(socket))
        return boxes[-1]

    yield start_box
    for box in boxes:
        box.end()


@pytest.fixture
def button(panel: PinPanel) -> SimulatedButton:
    button = SimulatedButton(panel, normally_open=17, normally_closed=27)
    button.preset()
    return button


FINE = {("room-1", "fine", False), ("room-2", "fine", False)}


def test_bouncing_press_is_one_press_and_switches_the_relay(
    start: Callable[[], Box], panel: PinPanel, button: SimulatedButton
) -> None:
    box = start()
    assert box.take(2) == FINE
    assert not panel.look(5).high
    button.press(hold_ms=80)
    assert box.next() == ("room-1", "pressed", False)
    assert box.next() == ("room-1", "released", False)
    assert panel.wait_for(5, high=True, timeout_s=PATIENCE_S)
    assert box.end() == 0


def test_touch_far_shorter_than_40_ms_is_no_press(
    start: Callable[[], Box], panel: PinPanel, button: SimulatedButton
) -> None:
    box = start()
    assert box.take(2) == FINE
    # The last word on room 2 comes after everything that could have come of the touch.
    took_s = button.press(hold_ms=8)
    SimulatedButton(panel, normally_open=22).press(hold_ms=200)
    told = box.next()
    # On a machine so busy that the touch took 40 ms, it was a press.
    assert told == ("room-2", "pressed", False) or took_s > 0.04


def test_cut_and_short_are_told_and_mended(start: Callable[[], Box], button: SimulatedButton) -> None:
    box = start()
    assert box.take(2) == FINE
    button.cut()
    assert box.next() == ("room-1", "cut", False)
    button.short()
    assert box.next() == ("room-1", "short", False)
    button.mend()
    assert box.next() == ("room-1", "fine", False)


def test_lost_edge_is_found(start: Callable[[], Box], panel: PinPanel, button: SimulatedButton) -> None:
    box = start()
    assert box.take(2) == FINE
    panel.drive(22, high=False, silent=True)
    assert box.next() == ("room-2", "pressed", False)
    assert button


def test_button_held_through_a_kill_counts_at_the_next_start(
    start: Callable[[], Box], panel: PinPanel, button: SimulatedButton
) -> None:
    box = start()
    assert box.take(2) == FINE
    button.hold()
    assert box.next() == ("room-1", "pressed", False)
    box.kill()
    again = start()
    assert ("room-1", "pressed", True) in again.take(3)
    assert panel.look(17).function == "input"
    button.release()
    assert again.next() == ("room-1", "released", False)


def test_what_cannot_be_driven_is_refused_and_kills_nothing(
    start: Callable[[], Box], panel: PinPanel, button: SimulatedButton
) -> None:
    box = start()
    assert box.take(2) == FINE
    with pytest.raises(PinPanelError, match="output"):
        panel.drive(5, high=True)
    with pytest.raises(PinPanelError, match="no pin"):
        panel.play([Step(0, 99, high=True)])
    button.press()
    assert box.next() == ("room-1", "pressed", False)


def test_panel_says_when_no_process_is_there(tmp_path: Path) -> None:
    with (
        PinPanel(tmp_path / "nobody", patience_s=0) as panel,
        pytest.raises(PinPanelError, match="no process"),
    ):
        panel.look(17)


def test_pins_without_a_named_factory_are_refused_with_what_to_do(socket: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "GPIOZERO_PIN_FACTORY"}
    done = subprocess.run(
        [sys.executable, "-c", BOX],
        cwd=ROOT,
        env={**environment, SOCKET_VARIABLE: str(socket)},
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 1
    assert b"Set GPIOZERO_PIN_FACTORY=lgpio" in done.stderr
