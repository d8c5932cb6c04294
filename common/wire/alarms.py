"""The alarm's own way: a press as the deviceagent says it, and the points' state as the keeper holds it."""

from typing import Literal

import msgspec

from common.wire.ids import Id
from common.wire.message import Count, Message, Milliseconds, Reading

LineState = Literal["fine", "cut", "short"]
"""The cable to a button: whole, cut, or short-circuited."""

PRESS_REPEAT_S = 1.0
"""A press is said again this often until the keeper's state shows it."""

SHOWN_TIMEOUT_S = 2.0
"""Without a panel's word that it drew the press within this time, every other way fires."""


class PointReport(Message, frozen=True):
    """What a deviceagent knows of one point, whole: each report stands for itself and may be lost or doubled.

    ``presses`` are all that the keeper has not shown as recorded yet; ``line`` is the cable's state now. A
    press is repeated until the keeper's state lists it, and forgotten when the keeper's reply of the same id
    says that it is on record and no longer open.
    """

    at: Reading
    line: LineState
    presses: tuple["Press", ...] = ()


class Press(msgspec.Struct, frozen=True, kw_only=True):
    """One press: a random id, and how long ago it was, when this was said."""

    id: Id
    age_ms: Milliseconds


class OpenPress(msgspec.Struct, frozen=True, kw_only=True):
    """A press as the keeper has it: recorded, and perhaps shown, seen, and answered by somebody.

    ``wall_ms`` is the keeper's wall time of the press; ``seen_by`` and ``help_by`` are devices or staff
    accounts by id, never names.
    """

    id: Id
    age_ms: Milliseconds
    wall_ms: Milliseconds
    shown: bool = False
    seen_by: Id | None = None
    help_by: Id | None = None


class PointState(Message, frozen=True):
    """All that is open at one point, by id; empty ``presses`` and no ``fault`` mean that all is well.

    ``fault_age_ms`` is how long the fault has stood. ``lost`` means that its device is not heard any more.
    """

    incarnation: Id
    revision: Count
    at_ms: Milliseconds
    presses: tuple[OpenPress, ...] = ()
    fault: Literal["cut", "short", "lost"] | None = None
    fault_age_ms: Milliseconds = 0
    heard: bool = True


class Shown(msgspec.Struct, frozen=True, kw_only=True, tag="shown"):
    """A panel has drawn these presses of the point."""

    point: Id
    presses: tuple[Id, ...]


class Seen(msgspec.Struct, frozen=True, kw_only=True, tag="seen"):
    """Somebody has seen these presses."""

    point: Id
    presses: tuple[Id, ...]
    by: Id


class HelpComing(msgspec.Struct, frozen=True, kw_only=True, tag="help-coming"):
    """Help is on the way to these presses."""

    point: Id
    presses: tuple[Id, ...]
    by: Id


CloseReason = Literal["resolved", "false-alarm", "test", "other"]


class Close(msgspec.Struct, frozen=True, kw_only=True, tag="close"):
    """Somebody closes the point, naming every open press; one that misses a press is refused."""

    point: Id
    presses: tuple[Id, ...]
    by: Id
    reason: CloseReason


class AlarmRequest(Message, frozen=True):
    """A panel or the console asks the keeper for something; answered under the same ``id``."""

    id: Id
    body: Shown | Seen | HelpComing | Close
