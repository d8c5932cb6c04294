"""The guard's panel as plain values: what an alarm, the plan of the points and the words around them say."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from common.wire.alarms import CloseReason


class Step(StrEnum):
    """How far an alarm is, as seen at this panel."""

    NEW = "new"
    SEEN = "seen"
    CHOOSING = "choosing"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Alarm:
    """The open presses of one point. ``when`` is the newest one's time, ``notes`` what else is known."""

    point: str
    presses: tuple[str, ...]
    step: Step
    helped: bool
    title: str
    way: str
    when: str
    ago: str
    time: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A place on the plan: ``label`` is what stands on it, ``name`` the whole name."""

    label: str
    name: str
    state: Literal["quiet", "fault", "alarm"]


@dataclass(frozen=True, slots=True)
class Group:
    """Places whose names differ only in their number; ``title`` is what they share, "" for single ones."""

    title: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A line of text: all well is quiet, a fault is amber."""

    text: str
    tone: Literal["quiet", "fault"]


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the buttons."""

    seen: str
    help: str
    close: str
    question: str
    reasons: tuple[tuple[CloseReason, str], ...]
    back: str


@dataclass(frozen=True, slots=True)
class GuardPicture:
    """All that is drawn. ``alarms`` are newest first; the one of ``focus`` is large.

    ``loud`` says that alarms may be missing or unrecorded. ``sounding`` until all is seen.
    """

    alarms: tuple[Alarm, ...]
    focus: int
    more: str
    headline: str
    loud: str
    groups: tuple[Group, ...]
    notes: tuple[Note, ...]
    time: str
    words: Words
    sounding: bool

    @property
    def marks(self) -> tuple[str, ...]:
        """Every press that is to be on the screen; :attr:`GuardView.marks` are those that had room."""
        return tuple(press for alarm in self.alarms for press in alarm.presses)


TouchKind = Literal["drawn", "focus", "seen", "help", "close", "reason", "back"]


@dataclass(frozen=True, slots=True)
class Touch:
    """Somebody touched a button, or a picture with these presses was drawn.

    ``presses`` are those of the picture that was touched: who says "seen" has seen these.
    """

    kind: TouchKind
    point: str = ""
    presses: tuple[str, ...] = ()
    reason: CloseReason = "other"


@dataclass(frozen=True, slots=True)
class Loudspeaker:
    """Whether this panel can be heard."""

    works: bool
