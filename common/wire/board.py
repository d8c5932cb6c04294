"""What walls, doors and kiosks show of the queue: whole snapshots, believed while the hub beats."""

from typing import Literal

import msgspec

from common.wire.ids import Id
from common.wire.message import Count, Message, Milliseconds, Number

FRESH_S = 10.0
"""A call rings and stands out for this long (EN 301 549 has no figure; ours, see facts on walls)."""


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """A number at a place. ``id`` is the call's: calling again makes a new id, so that it rings again.

    ``age_ms`` is how long ago it was called, at the moment ``at_ms`` of the snapshot.
    """

    id: Id
    number: Number
    place: Id
    state: Literal["called", "serving"]
    age_ms: Milliseconds


class Board(Message, frozen=True):
    """All that a zone's walls show: calls newest first, and the numbers that come next, in order."""

    incarnation: Id
    revision: Count
    at_ms: Milliseconds
    calls: tuple[Call, ...]
    next: tuple[Number, ...]


class RoomBoard(Message, frozen=True):
    """What the display beside one door shows; ``call`` is absent while nobody is called or served."""

    incarnation: Id
    revision: Count
    at_ms: Milliseconds
    call: Call | None = None
    open: bool = False


class ServiceWait(msgspec.Struct, frozen=True, kw_only=True):
    """How many wait for a service; the range in minutes is absent while too little is known."""

    waiting: Count
    minutes: tuple[Count, Count] | None = None


class Waits(Message, frozen=True):
    """For kiosks: how long each queue is, and the highest number dealt on the site today."""

    incarnation: Id
    revision: Count
    at_ms: Milliseconds
    day: Id | None
    highest: Count
    services: dict[Id, ServiceWait]
