"""Sensors on pins, absent ones, and the worker that follows one."""

from collections import deque
from threading import Event

from deviceagent.lines.port import AbsentPins, Edge, PinSpec, Pull
from deviceagent.sensors.absent import AbsentSensor
from deviceagent.sensors.build import build_presence, build_sensor
from deviceagent.sensors.contact import ContactSensor
from deviceagent.sensors.ld2410 import Ld2410
from deviceagent.sensors.port import Reading
from deviceagent.sensors.presence import SILENT_NS, Occupancy, Presence, PresenceState
from deviceagent.sensors.settings import SensorSettings
from deviceagent.sensors.watch import SensorWatch


class HandReader:
    """A pin moved by hand."""

    def __init__(self, *, high: bool) -> None:
        self.level = high
        self.edges: deque[Edge] = deque()
        self.closed = False

    def next_edge(self, timeout_s: float) -> Edge | None:
        del timeout_s
        return self.edges.popleft() if self.edges else None

    def high(self, pin: int) -> bool | None:
        del pin
        return self.level

    def close(self) -> None:
        self.closed = True


def test_level_is_said_at_once_and_each_pulse_counts() -> None:
    reader = HandReader(high=False)
    sensor = ContactSensor(reader, PinSpec(23, Pull.DOWN), lambda: 7)
    assert sensor.read(0) == Reading(detected=False, at_ns=7)
    assert sensor.read(0) is None
    reader.edges += [Edge(23, high=True, at_ns=10), Edge(23, high=False, at_ns=11)]
    assert sensor.read(0) == Reading(detected=True, at_ns=10)
    assert sensor.read(0) == Reading(detected=False, at_ns=11)


def test_sensor_closes_its_pin() -> None:
    reader = HandReader(high=False)
    ContactSensor(reader, PinSpec(23, Pull.DOWN)).close()
    assert reader.closed


def test_sensor_on_an_absent_pin_says_nothing() -> None:
    assert ContactSensor(AbsentPins(), PinSpec(23, Pull.DOWN)).read(0) is None


def test_settings_choose_the_sensor() -> None:
    radar = build_sensor(SensorSettings(kind="ld2410", path="/dev/serial/by-id/radar"), AbsentPins)
    contact = build_sensor(SensorSettings(kind="contact", pin=23), AbsentPins)
    absent = build_sensor(SensorSettings(kind="absent"), AbsentPins)
    assert isinstance(radar, Ld2410)
    assert isinstance(contact, ContactSensor)
    assert isinstance(absent, AbsentSensor)


def test_absent_sensor_is_never_a_fault() -> None:
    settings = SensorSettings(kind="absent")
    presence = build_presence(settings, 0)
    changes: list[Occupancy] = []
    watch = SensorWatch(build_sensor(settings, AbsentPins), presence, changes.append, lambda: 100 * SILENT_NS)
    watch.turn(0)
    assert changes == []
    assert watch.occupancy.state is PresenceState.UNKNOWN


def test_worker_tells_each_change_once_and_ends_when_asked() -> None:
    reader = HandReader(high=True)
    changes: list[Occupancy] = []
    stopping = Event()
    pulses: list[int] = []

    def pulse() -> None:
        pulses.append(1)
        if len(pulses) == 3:
            stopping.set()

    sensor = ContactSensor(reader, PinSpec(23, Pull.DOWN), lambda: 5)
    SensorWatch(sensor, Presence(0, 30, 60), changes.append, lambda: 6).run(stopping, pulse)
    assert changes == [Occupancy(PresenceState.OCCUPIED, 5)]
