"""How a process tells that it lives: its status, what it is, how it fares, and its beat."""

from typing import Literal

import msgspec

from common.wire.ids import Id
from common.wire.message import Count, Language, Message, Milliseconds, Reading

PartName = Literal["hub", "kiosk", "display", "deviceagent", "alarms"]

BEAT_INTERVAL_S = 2.0
"""Every process beats this often; the will alone takes 8–10 s after a silent cut."""

BEAT_TIMEOUT_S = 5.0
"""A snapshot is believed so long after its owner's last beat: two beats lost, and half a beat of delay."""


class Status(Message, frozen=True):
    """Where a process is in its life. The broker says ``lost`` for it as its will.

    ``start`` is the random id of this start: a late will of an earlier start is told apart by it.
    """

    state: Literal["init", "ready", "alert", "lost"]
    start: Id


class Info(Message, frozen=True):
    """What a device is: its part, the version of the program and the revision of its configuration."""

    part: PartName
    version: str
    config_revision: Count


class Health(Message, frozen=True):
    """How a device fares, for staff who can mend it.

    ``refused`` counts the messages refused since the start, by reason; ``printer`` is a word of its own
    vocabulary, or absent where a device has none, ``faults`` are words for what else somebody can see to.
    ``unreviewed`` are those of its languages whose words no native speaker has reviewed.
    """

    refused: dict[str, Count] = {}  # noqa: RUF012 - msgspec gives each message a dict of its own
    printer: str | None = None
    unsent: Count = 0
    faults: tuple[str, ...] = ()
    unreviewed: tuple[Language, ...] = ()


class Beat(Message, frozen=True):
    """Said every 2 s by every device; ``at`` lets a reader turn the device's clock into its own.

    ``epoch`` is the birth of the database that counts the boots of ``at``.
    """

    start: Id
    at: Reading
    epoch: Id | None = None


class OwnerBeat(Message, frozen=True):
    """Said every 2 s by the owner of snapshots (hub, keeper): they are believed only while it is heard.

    ``at_ms`` is the owner's monotonic clock, the same that its snapshots carry: ages are exact, however
    long a retained message lay at the broker.
    """

    incarnation: Id
    at_ms: Milliseconds


class HubStatus(Message, frozen=True):
    """Whether the hub is there, in which incarnation, and which numbered day is open, if any."""

    state: Literal["init", "ready", "lost"]
    incarnation: Id
    day: "DayOpen | None" = None


class DayOpen(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered day: its id, never reused, and its local date (``2026-11-23``)."""

    id: Id
    date: str


class KeeperStatus(Message, frozen=True):
    """Whether the keeper of alarms is there, and in which incarnation."""

    state: Literal["init", "ready", "lost"]
    incarnation: Id
