"""What a box's file says of its presence sensors: ``[sensors.<place>.<side>]``."""

from typing import Annotated, Literal

import msgspec

from deviceagent.lines.port import PinSpec, Pull
from deviceagent.lines.settings import Pin

HoldSeconds = Annotated[int, msgspec.Meta(ge=1, le=3600, description="a number of seconds, 1-3600")]
DevicePath = Annotated[
    str, msgspec.Meta(min_length=1, max_length=255, description="the path of a serial line")
]

_NS_PER_S = 1_000_000_000


class SensorSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sensor: a radar on a serial line (``path``), a level on a ``pin``, or none.

    ``hold_s``: how long nobody must be detected until the side is free. ``active`` is the pin's level while
    somebody is there; the board's resistor pulls the other way, so a broken wire reads as nobody.
    """

    kind: Literal["ld2410", "contact", "absent"]
    path: DevicePath | None = None
    pin: Pin | None = None
    active: Literal["high", "low"] = "high"
    hold_s: HoldSeconds = 30

    def __post_init__(self) -> None:
        """Refuse a sensor without the way to it, or with one that it does not use."""
        needs = {"ld2410": "path", "contact": "pin"}.get(self.kind)
        for name, value in (("path", self.path), ("pin", self.pin)):
            if name == needs and value is None:
                raise ValueError(f"a sensor of kind {self.kind} needs {name}")
            if name != needs and value is not None:
                raise ValueError(f"a sensor of kind {self.kind} has no {name}: leave it out")

    @property
    def hold_ns(self) -> int:
        """The hold in ns."""
        return self.hold_s * _NS_PER_S

    @property
    def spec(self) -> PinSpec | None:
        """The pin and its pull, for a sensor on a pin."""
        if self.pin is None:
            return None
        return PinSpec(self.pin, Pull.DOWN if self.active == "high" else Pull.UP)


class PlaceSensors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sensors of one place, by the side of the desk."""

    customer: SensorSettings | None = None
    staff: SensorSettings | None = None
