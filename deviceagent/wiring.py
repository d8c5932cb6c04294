"""Whether two things of a box's file claim the same pin or serial line."""

from collections.abc import Iterable, Mapping

from deviceagent.lines.settings import LineSettings
from deviceagent.outputs.settings import OutputSettings
from deviceagent.sensors.settings import PlaceSensors


def clashes(
    lines: Mapping[str, LineSettings],
    sensors: Mapping[str, PlaceSensors],
    outputs: Mapping[str, OutputSettings],
) -> list[str]:
    """Return a sentence for each pin or path named twice, and each output of a point that is not here."""
    mistakes: list[str] = []
    claimed: dict[str, str] = {}
    for key, wire in _claims(lines, sensors, outputs):
        if wire in claimed:
            mistakes.append(f"{key}: {wire} is already used by {claimed[wire]}")
        else:
            claimed[wire] = key
    for name, output in outputs.items():
        mistakes += [
            f"outputs.{name}.points: there is no [lines.{point}] in this box"
            for point in output.points
            if point not in lines
        ]
    return mistakes


def _claims(
    lines: Mapping[str, LineSettings],
    sensors: Mapping[str, PlaceSensors],
    outputs: Mapping[str, OutputSettings],
) -> Iterable[tuple[str, str]]:
    for point, line in lines.items():
        for contact, spec in line.contacts.items():
            yield f"lines.{point}.{contact.value.replace('-', '_')}", f"pin {spec.number}"
    for place, both in sensors.items():
        for side, sensor in (("customer", both.customer), ("staff", both.staff)):
            if sensor is not None and sensor.pin is not None:
                yield f"sensors.{place}.{side}.pin", f"pin {sensor.pin}"
            if sensor is not None and sensor.path is not None:
                yield f"sensors.{place}.{side}.path", sensor.path
    for name, output in outputs.items():
        yield f"outputs.{name}.pin", f"pin {output.pin}"
