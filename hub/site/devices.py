"""The devices of a site file: what stands where, how large it is, and what belongs to it."""

from enum import StrEnum
from typing import Annotated

import msgspec

from common.wire.ids import Id
from common.wire.message import Direction
from common.wire.numbers import Letter
from common.wire.site import Offers

Millimetres = Annotated[int, msgspec.Meta(ge=30, le=5000)]


class Part(StrEnum):
    """What can belong to a device, so that its absence can be noticed and its faults told."""

    PRINTER = "printer"
    KEYPAD = "keypad"
    SCANNER = "scanner"
    HEADSET = "headset"
    LOUDSPEAKER = "loudspeaker"


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """The lit area of a screen, in millimetres, as it hangs: a tall screen is higher than it is wide."""

    width_mm: Millimetres
    height_mm: Millimetres


class Kiosk(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="kiosk"):
    """A check-in screen. ``sees`` are the walls that can be read from it; ``directions`` lead to zones.

    ``letter`` stands before the numbers that it deals when it is cut off for a whole day; without one it gets
    a letter that nobody else has (:mod:`hub.site.letters`). ``offers`` is what it checks people in for.
    """

    zone: Id
    panel: Panel
    sees: tuple[Id, ...] = ()
    directions: dict[Id, Direction] = {}
    parts: tuple[Part, ...] = (Part.PRINTER,)
    letter: Letter | None = None
    offers: Offers = "both"


class Wall(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="wall"):
    """A wall display; its zone names it. ``farthest_m`` is how far the farthest seat is, in metres."""

    panel: Panel
    farthest_m: Annotated[float, msgspec.Meta(ge=1, le=60)]
    parts: tuple[Part, ...] = (Part.LOUDSPEAKER,)


class Door(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="door"):
    """The display beside the door of a place."""

    place: Id
    panel: Panel


class Guard(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="guard"):
    """A guard's panel, which shows every alarm point of the site."""

    panel: Panel
    zone: Id | None = None
    parts: tuple[Part, ...] = (Part.LOUDSPEAKER,)


class Deviceagent(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="deviceagent"):
    """A box that watches buttons and sensors; which pin is which stands in its own ``box.toml``."""

    zone: Id | None = None


class Keeper(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="keeper"):
    """The keeper of alarms. With ``own_broker`` it stands on the guard's box, beside a broker of its own."""

    zone: Id | None = None
    own_broker: bool = False


Device = Kiosk | Wall | Door | Guard | Deviceagent | Keeper
