"""What an authority is told of its own customers: who has come and was not called yet, and congestion."""

from typing import Literal

import msgspec

from common.wire.ids import Id
from common.wire.message import Count, Message, Milliseconds
from common.wire.numbers import Face


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody has come for a service and waits in a zone; nothing here could name a person.

    ``id`` is the visit's: whoever has told it once need not tell it again. ``age_ms`` is since the hub learnt
    of it, ``expert`` the opaque id of the expert that an appointment names.
    """

    id: Id
    number: Face
    service: Id
    zone: Id
    age_ms: Milliseconds
    expert: Id | None = None


class Arrivals(Message, frozen=True):
    """All who have come for an authority and were not called yet, the newest first; ``more`` beyond those.

    A whole snapshot, so that nobody who reads it late is misled: who was called meanwhile is not in it.
    """

    incarnation: Id
    revision: Count
    at_ms: Milliseconds
    arrived: tuple[Arrived, ...]
    more: Count = 0


class CongestionState(Message, frozen=True):
    """Whether an authority's queue is crowded.

    ``id`` is of the last congestion of the day, absent where there was none; it stays the same over a restart
    of the hub, so that nobody is told twice. ``by`` is whose word began it, ``age_ms`` how long ago it began
    or, where it is over, ended. ``waiting`` people and a forecast of ``minutes`` were there as it began.
    """

    incarnation: Id
    revision: Count
    at_ms: Milliseconds
    raised: bool
    id: Id | None = None
    by: Literal["clock", "hand"] | None = None
    age_ms: Milliseconds = 0
    waiting: Count = 0
    minutes: Count | None = None
