"""What can happen to an alarm point: the entries of the record, and all that its state is made of."""

from typing import Literal

import msgspec

from common.wire.alarms import CloseReason
from common.wire.ids import Id
from common.wire.message import Milliseconds

FaultKind = Literal["cut", "short", "lost"]
"""The cable is cut or short-circuited; or it is lost: its device is silent, or does not speak of it."""


class Pressed(msgspec.Struct, frozen=True, kw_only=True, tag="pressed"):
    """Somebody called for help, ``age_ms`` before the entry's time; ``device`` said it."""

    point: Id
    press: Id
    device: Id
    age_ms: Milliseconds


class Joined(msgspec.Struct, frozen=True, kw_only=True, tag="joined"):
    """A press of a point with as many open ones as a state can list: recorded, not opened by itself."""

    point: Id
    press: Id
    device: Id
    age_ms: Milliseconds


class Shown(msgspec.Struct, frozen=True, kw_only=True, tag="shown"):
    """The panel ``device`` has drawn these presses."""

    point: Id
    presses: tuple[Id, ...]
    device: Id


class NotShown(msgspec.Struct, frozen=True, kw_only=True, tag="not-shown"):
    """No panel has drawn these presses in time."""

    point: Id
    presses: tuple[Id, ...]


class Seen(msgspec.Struct, frozen=True, kw_only=True, tag="seen"):
    """``by`` has seen these presses, at ``device``."""

    point: Id
    presses: tuple[Id, ...]
    by: Id
    device: Id


class HelpComing(msgspec.Struct, frozen=True, kw_only=True, tag="help-coming"):
    """``by`` is on the way to these presses."""

    point: Id
    presses: tuple[Id, ...]
    by: Id
    device: Id


class Closed(msgspec.Struct, frozen=True, kw_only=True, tag="closed"):
    """``by`` has closed these presses, all that were open, with a reason."""

    point: Id
    presses: tuple[Id, ...]
    by: Id
    device: Id
    reason: CloseReason


class FaultBegan(msgspec.Struct, frozen=True, kw_only=True, tag="fault"):
    """A fault began."""

    point: Id
    fault: FaultKind


class FaultEnded(msgspec.Struct, frozen=True, kw_only=True, tag="fault-over"):
    """A fault is over, or its point is not watched any more."""

    point: Id
    fault: FaultKind


Event = Pressed | Joined | Shown | NotShown | Seen | HelpComing | Closed | FaultBegan | FaultEnded
