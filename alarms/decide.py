"""What follows from a report, a request or a silence: pure, from the points as they are to events.

A press is recorded once, by its random id, however often and by whichever broker it is said. Nothing closes
it but a person who has seen it and names every open press of its point.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import assert_never

from alarms.events import (
    Closed,
    Event,
    FaultBegan,
    FaultEnded,
    FaultKind,
    HelpComing,
    Joined,
    Pressed,
    Seen,
    Shown,
)
from alarms.state import MOST_OPEN, QUIET, OpenPress, Point, Points
from common.wire import alarms as wire
from common.wire.requests import Failure, RefusalCode

LOST_AFTER_MS = 8000
"""A device is lost after this silence, four beats: the panel then shows it within 10 s."""

UNREPORTED_AFTER_MS = 15_000
"""A point is lost after this long without a report of its own, three of those that a cable at rest makes.

A device that beats may not watch a point at all: it may be missing or mistyped in the file of its box.
"""

OLDEST_MS = 30 * 24 * 3600 * 1000
"""A press is never taken for older than 30 days, whatever a broken clock says."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request leads to: events, or the reason why not."""

    events: tuple[Event, ...] = ()
    refusal: Failure | None = None


def on_presses(
    points: Points, device: str, point_id: str, presses: Collection[wire.Press]
) -> tuple[Event, ...]:
    """Record the presses of a report that are new; the point need not be known."""
    point = points.get(point_id, QUIET)
    known = set(point.open_ids | point.settled)
    room = MOST_OPEN - len(point.presses)
    events: list[Event] = []
    for press in presses:
        if press.id in known:
            continue
        known.add(press.id)
        kind = Pressed if len(events) < room else Joined
        age_ms = min(press.age_ms, OLDEST_MS)
        events.append(kind(point=point_id, press=press.id, device=device, age_ms=age_ms))
    return tuple(events)


def settled_of(points: Points, point_id: str, presses: Collection[wire.Press]) -> tuple[str, ...]:
    """Return which of these presses are on record and not open: whoever repeats them may stop."""
    settled = points.get(point_id, QUIET).settled
    return tuple(press.id for press in presses if press.id in settled)


def on_line(points: Points, point_id: str, line: wire.LineState) -> tuple[Event, ...]:
    """Turn the state of the cable, as its own device tells it, into faults that begin or end."""
    before = points.get(point_id, QUIET).line_fault
    now: FaultKind | None = None if line == "fine" else line
    if before == now:
        return ()
    ended = (FaultEnded(point=point_id, fault=before),) if before else ()
    return (*ended, FaultBegan(point=point_id, fault=now)) if now else ended


def on_reported(points: Points, point_id: str) -> tuple[Event, ...]:
    """Hear of a point from the device that watches it: it is lost no more. A beat alone does not say so."""
    if "lost" not in points.get(point_id, QUIET).faults:
        return ()
    return (FaultEnded(point=point_id, fault="lost"),)


def on_silence(
    points: Points,
    watchers: Mapping[str, str],
    heard_ms: Mapping[str, int],
    reported_ms: Mapping[str, int],
    now_ms: int,
) -> tuple[Event, ...]:
    """Find the points whose device is silent, or that their device does not speak of.

    ``watchers`` gives the device of each supervised point; ``heard_ms`` when each device was last heard, and
    ``reported_ms`` when each point was last reported by its own, on the clock of ``now_ms``. The limits are
    :data:`LOST_AFTER_MS` and :data:`UNREPORTED_AFTER_MS`.
    """
    return tuple(
        FaultBegan(point=point_id, fault="lost")
        for point_id, device in watchers.items()
        if now_ms - heard_ms[device] >= LOST_AFTER_MS or now_ms - reported_ms[point_id] >= UNREPORTED_AFTER_MS
        if "lost" not in points.get(point_id, QUIET).faults
    )


def on_unwatched(points: Points, watched: Collection[str]) -> tuple[Event, ...]:
    """End the faults of points that are not supervised any more; their presses stay until they are closed."""
    return tuple(
        FaultEnded(point=point_id, fault=fault)
        for point_id, point in points.items()
        if point_id not in watched
        for fault in point.faults
    )


def on_request(
    points: Points,
    device: str,
    request: wire.Shown | wire.Seen | wire.HelpComing | wire.Close,
) -> Answer:
    """Decide on what a panel or the console asks; asking for what is so already is done at once."""
    point = points.get(request.point, QUIET)
    strangers = frozenset(request.presses) - point.open_ids - point.settled
    if strangers and not isinstance(request, wire.Shown):
        return _refuse("unknown", f"There is no such press: {', '.join(sorted(strangers)[:3])}.")
    match request:
        case wire.Shown():
            # A panel may draw a press that it heard before we did: what it says of that comes too early.
            new = _named(point, request.presses, lambda press: press.shown)
            return Answer((Shown(point=request.point, presses=new, device=device),) if new else ())
        case wire.Seen():
            return Answer(_seen(point, request, device))
        case wire.HelpComing():
            new = _named(point, request.presses, lambda press: press.help_by is not None)
            coming = (HelpComing(point=request.point, presses=new, by=request.by, device=device),)
            return Answer((*_seen(point, request, device), *(coming if new else ())))
        case wire.Close():
            return _close(point, request, device)
        case _:
            assert_never(request)


def _seen(point: Point, request: wire.Seen | wire.HelpComing, device: str) -> tuple[Event, ...]:
    """Who says that help is coming has seen the press as well."""
    new = _named(point, request.presses, lambda press: press.seen_by is not None)
    return (Seen(point=request.point, presses=new, by=request.by, device=device),) if new else ()


def _close(point: Point, request: wire.Close, device: str) -> Answer:
    missing = point.open_ids - frozenset(request.presses)
    if missing:
        return _refuse("out-of-date", f"{len(missing)} open presses were not named: look again.")
    unseen = [press.id for press in point.presses if press.seen_by is None]
    if unseen:
        return _refuse("not-now", f"{len(unseen)} presses have not been seen yet: say that first.")
    if not point.presses:
        return Answer()  # said twice, or by two brokers
    ids = tuple(press.id for press in point.presses)
    return Answer(
        (Closed(point=request.point, presses=ids, by=request.by, device=device, reason=request.reason),)
    )


def _named(point: Point, named: Collection[str], already: Callable[[OpenPress], bool]) -> tuple[str, ...]:
    """Return the named open presses of which it is not said ``already``."""
    return tuple(press.id for press in point.presses if press.id in named and not already(press))


def _refuse(code: RefusalCode, reason: str) -> Answer:
    return Answer(refusal=Failure(code=code, reason=reason))
