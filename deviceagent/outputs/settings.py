"""What a box's file says of its lamps and relays: ``[outputs.<name>]``."""

from typing import Annotated, Literal

import msgspec

from common.wire.ids import Id
from deviceagent.lines.settings import Hardware, Pin

LongestSeconds = Annotated[int, msgspec.Meta(ge=1, le=86_400, description="a number of seconds, 1-86400")]

Role = Literal["second-way", "desk-lamp"]
"""What an output is for: an alarm's way without any network, or the lamp that only staff can see."""


class OutputSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One lamp or relay; it follows ``points``, or all points of the box where none is named.

    A second way is on from a press until it is closed, ``longest_s`` at most (a site whose network is away
    would sound for ever). ``active_high = false`` turns a relay around that is driven low to switch on.
    """

    pin: Pin
    role: Role
    points: tuple[Id, ...] = ()
    active_high: bool = True
    longest_s: LongestSeconds = 600
    hardware: Hardware = "gpio"
