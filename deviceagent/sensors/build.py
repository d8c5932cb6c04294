"""From a sensor's settings to the sensor."""

from collections.abc import Callable, Iterable

from deviceagent.lines.port import PinReader, PinSpec
from deviceagent.sensors.absent import AbsentSensor
from deviceagent.sensors.contact import ContactSensor
from deviceagent.sensors.ld2410 import Ld2410
from deviceagent.sensors.port import Sensor
from deviceagent.sensors.presence import SILENT_NS, Presence
from deviceagent.sensors.settings import SensorSettings


def build_sensor(settings: SensorSettings, open_pins: Callable[[Iterable[PinSpec]], PinReader]) -> Sensor:
    """Return the sensor; ``open_pins`` opens the pin of one that needs it."""
    if settings.path is not None:
        return Ld2410(settings.path)
    if settings.spec is not None:
        return ContactSensor(open_pins([settings.spec]), settings.spec)
    return AbsentSensor()


def build_presence(settings: SensorSettings, started_ns: int) -> Presence:
    """Return the decision; a sensor that is absent may be silent."""
    return Presence(started_ns, settings.hold_ns, None if settings.kind == "absent" else SILENT_NS)
