"""What every message has in common: it is frozen, carries its version, and has plain JSON types."""

from typing import Annotated, Literal

import msgspec

from common.wire.ids import Id

VERSION = 1
"""The version of the language; it also stands in every topic (``vuoro/1/…``)."""

Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
"""A whole number that JSON carries exactly: counters, sequences, revisions."""

Milliseconds = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
"""A duration, a monotonic clock's reading, or a wall time since 1970 (UTC); the field's name says which."""

Number = Annotated[int, msgspec.Meta(ge=1, le=99999)]
"""A queue number as customers know it."""

LANGUAGE_PATTERN = r"^[a-z]{2,3}$(?!\n)"
"""What the code of a language looks like."""

Language = Annotated[str, msgspec.Meta(pattern=LANGUAGE_PATTERN)]
"""A language by its ISO 639 code, such as ``fi``."""

Text = dict[Language, Annotated[str, msgspec.Meta(max_length=400)]]
"""One text in several languages."""

Direction = Literal["left", "right", "ahead", "back", "up", "down", "ahead-left", "ahead-right"]
"""Where to go, as seen by someone who looks at the screen: ``up`` and ``down`` are other floors."""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """The base of everything that travels.

    ``v`` is the version of the language; a message of another version is refused whole, since its
    other fields may mean something else.
    """

    v: Literal[1] = VERSION


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A point in time as a device knows it: certain within one boot, a guess beyond it.

    ``boot`` counts the starts of the device's database (a later boot has a higher number), ``clock_ms`` is
    its monotonic clock, ``wall_ms`` its wall clock (UTC) and ``synced`` whether that clock was set by a
    time source. A Pi has no clock of its own and may wake up yesterday, so only ``boot`` and ``clock_ms``
    order things.
    """

    boot: Count
    clock_ms: Milliseconds
    wall_ms: Milliseconds
    synced: bool


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A room or desk as customers find it: its names, and the direction to it as seen in each zone.

    A direction is one of ``left right ahead back up down ahead-left ahead-right`` and missing where the
    place cannot be reached from that zone.
    """

    id: Id
    names: Text
    directions: dict[Id, Direction] = {}
