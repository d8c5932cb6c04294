"""From events to state: pure, so that the record alone brings everything back."""

from dataclasses import replace
from typing import assert_never

from alarms.events import (
    Closed,
    Event,
    FaultBegan,
    FaultEnded,
    HelpComing,
    Joined,
    NotShown,
    Pressed,
    Seen,
    Shown,
)
from alarms.state import QUIET, OpenPress, Point, Points
from common.wire.message import Reading


def fold(points: Points, at: Reading, event: Event) -> Points:
    """Return the points after an event that happened ``at``."""
    return {**points, event.point: fold_point(points.get(event.point, QUIET), at, event)}


def fold_point(point: Point, at: Reading, event: Event) -> Point:
    """Return one point after an event of it."""
    match event:
        case Pressed():
            press = OpenPress(event.press, at, event.age_ms)
            return replace(point, presses=(*point.presses, press), device=event.device)
        case Joined():
            return replace(point, settled=point.settled | {event.press})
        case Closed():
            named = frozenset(event.presses)
            left = tuple(press for press in point.presses if press.id not in named)
            return replace(point, presses=left, settled=point.settled | named)
        case FaultBegan():
            return replace(point, faults={**point.faults, event.fault: at})
        case FaultEnded():
            left_faults = {kind: since for kind, since in point.faults.items() if kind != event.fault}
            return replace(point, faults=left_faults)
        case Shown() | NotShown() | Seen() | HelpComing():
            return _mark(point, event)
        case _:
            assert_never(event)


def _mark(point: Point, event: Shown | NotShown | Seen | HelpComing) -> Point:
    named = frozenset(event.presses)
    presses = tuple(_marked(press, event) if press.id in named else press for press in point.presses)
    return replace(point, presses=presses)


def _marked(press: OpenPress, event: Shown | NotShown | Seen | HelpComing) -> OpenPress:
    match event:
        case Shown():
            return replace(press, shown=True)
        case NotShown():
            return replace(press, unshown_noted=True)
        case Seen():
            return replace(press, seen_by=event.by)
        case HelpComing():
            return replace(press, help_by=event.by)
        case _:
            assert_never(event)
