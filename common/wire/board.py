"""What walls, doors and kiosks show of the queue: whole snapshots, believed while the hub beats."""

from typing import Literal

import msgspec

from common.wire.ids import Id
from common.wire.message import Count, Message, Milliseconds
from common.wire.numbers import Face, Ordinal

FRESH_S = 10.0
"""A call rings and stands out for this long (EN 301 549 has no figure; ours, see facts on walls)."""


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """A number at a place. ``id`` is the call's: calling again makes a new id, so that it rings again.

    ``age_ms`` is how long ago it was called, at the moment ``at_ms`` of the snapshot.
    """

    id: Id
    number: Face
    place: Id
    state: Literal["called", "serving"]
    age_ms: Milliseconds


class Board(Message, frozen=True):
    """All that a zone's walls show: calls newest first, and the numbers that come next, in order."""

    incarnation: Id
    revision: Count
    at_ms: Milliseconds
    calls: tuple[Call, ...]
    next: tuple[Face, ...]


class RoomBoard(Message, frozen=True):
    """What the display beside one door shows; ``call`` is absent while nobody is called or served.

    ``paused``: the place is open, and calls nobody for a while.
    """

    incarnation: Id
    revision: Count
    at_ms: Milliseconds
    call: Call | None = None
    open: bool = False
    paused: bool = False


class ServiceWait(msgspec.Struct, frozen=True, kw_only=True):
    """How many wait for a service; the range in minutes is absent while too little is known.

    ``ends``: the people ahead will take until closing, and the site gives no number then.
    """

    waiting: Count
    minutes: tuple[Count, Count] | None = None
    ends: bool = False


class Waits(Message, frozen=True):
    """For kiosks: how long each queue is, and the highest numbers granted on the site today.

    ``highest`` is that of the numbers without a letter, ``lettered`` has the highest of each letter.
    """

    incarnation: Id
    revision: Count
    at_ms: Milliseconds
    day: Id | None
    highest: Count
    services: dict[Id, ServiceWait]
    lettered: tuple[Ordinal, ...] = ()
