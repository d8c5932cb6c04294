"""Holds the hub's log against itself: every visit ended once, in order, and the same state again."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, cast

import msgspec

from hub.queue import snapshot
from hub.queue.events import AnyEvent, Overtaking
from hub.queue.fold import fold
from hub.queue.lines import MOST_OVERTAKINGS
from hub.queue.state import State
from tests.site.ledger import impossible_calls, repeated_tickets
from tests.site.storm.account import Answered

Event = dict[str, Any]
"""An event as it lies in the log."""

_ENDS = frozenset({"finished", "not-come", "cancelled", "visit-closed"})
_BACK = "brought-back"
_LAST_EVENTS = 12
_EVENT = msgspec.json.Decoder(AnyEvent)


def face(event: Event) -> str:
    """Return the number of a check-in as people see it."""
    return event.get("face") or str(event["number"])


def story(events: Sequence[Event], visit: str) -> str:
    """Return what became of a visit, in a line."""
    of_it = [
        f"{position}:{event['type']}{' ' + event['desk'] if event.get('desk') else ''}"
        for position, event in enumerate(events, start=1)
        if event.get("visit") == visit
    ]
    return f"visit {visit}: {' '.join(of_it[-_LAST_EVENTS:]) or 'nothing'}"


def wrong_visits(events: Sequence[Event]) -> Iterator[str]:
    """Yield a sentence for each visit that was lost, doubled, ended twice, or never."""
    ended: dict[str, str] = {}
    came: set[str] = set()
    numbers: dict[tuple[str, str], str] = {}
    day = ""
    for event in events:
        kind, visit = event["type"], event.get("visit", "")
        if kind == "day-opened":
            day = event["day"]
        elif kind in {"number-conflict", "checked-in-late"}:
            yield f"{kind}: {event}"
        elif kind == "checked-in":
            came.add(visit)
            known = numbers.setdefault((day, face(event)), visit)
            if known != visit:
                yield f"number {face(event)} was given twice; {story(events, known)}; {story(events, visit)}"
        elif visit and visit not in came:
            yield f"{kind} of a visit that nobody checked in: {story(events, visit)}"
        elif visit in ended and kind != _BACK:
            yield f"{kind} after {ended[visit]}: {story(events, visit)}"
        if kind in _ENDS:
            ended[visit] = kind
        elif kind == _BACK:
            ended.pop(visit, None)
    yield from (f"never ended: {story(events, visit)}" for visit in sorted(came - ended.keys()))
    yield from (f"ticket {ticket} was checked in twice" for ticket in repeated_tickets(events))
    yield from impossible_calls(events)


def wrong_order(events: Sequence[Event]) -> Iterator[str]:
    """Yield a sentence for each kiosk's customers whose places are not in the order in which they came."""
    stamps: defaultdict[tuple[str, str], list[tuple[tuple[int, ...], int, str]]] = defaultdict(list)
    for event in events:
        if event["type"] == "checked-in" and event["stamp"][1]:
            at, device, epoch, *track = event["stamp"]
            stamps[device, epoch].append((tuple(track), at, face(event)))
    for (device, _epoch), of_kiosk in stamps.items():
        of_kiosk.sort()
        for (_, earlier, first), (_, later, second) in pairwise(of_kiosk):
            if later < earlier:
                yield f"{second} came to {device} after {first} and stands before it"


def wrong_overtakings(events: Sequence[Event]) -> Iterator[str]:
    """Yield a sentence for each call that passed somebody by without a reason, or once too often.

    Staff may call whom they want; the site's policy passes nobody by who was passed three times.
    """
    passed: Counter[str] = Counter()
    for event in events:
        if event["type"] != "called":
            continue
        overtook, because = event.get("overtook", ()), event.get("because")
        if overtook and because is None:
            yield f"nobody knows why {overtook} were passed by; {story(events, event['visit'])}"
        for visit in overtook:
            if because != Overtaking.BY_HAND and passed[visit] >= MOST_OVERTAKINGS:
                yield f"passed by once more after {passed[visit]} times ({because}): {story(events, visit)}"
            passed[visit] += 1


def wrong_answers(events: Sequence[Event], answered: Sequence[Answered]) -> Iterator[str]:
    """Yield a sentence for each request that was not done just once, or was done and refused."""
    by_command: defaultdict[str, list[tuple[int, Event]]] = defaultdict(list)
    for position, event in enumerate(events, start=1):
        if event.get("cmd"):
            by_command[event["cmd"]].append((position, event))
    for one in answered:
        caused = by_command.get(one.command, [])
        kinds = [event["type"] for _, event in caused]
        positions = [position for position, _ in caused]
        what = f"{one.action} at {one.place or 'the entrance'} ({one.command})"
        if one.done is None:
            if caused:
                yield f"{what} was refused with {one.code}, and yet caused {kinds} at {positions}"
            continue
        if not caused:
            yield f"{what} was answered {one.done} and is not in the log"
        elif len(set(kinds)) < len(kinds) or positions[-1] - positions[0] >= len(positions):
            yield f"{what} was done more than once: {kinds} at {positions}"
        else:
            yield from _other_than_told(what, one.done, [event for _, event in caused])


def _other_than_told(what: str, done: dict[str, Any], caused: list[Event]) -> Iterator[str]:
    for name in ("visit", "call"):
        logged = {event[name] for event in caused if name in event}
        if name in done and logged and done[name] not in logged:
            yield f"{what} was answered {done}, and the log says {caused}"
            return
    faces = {face(event) for event in caused if event["type"] == "checked-in"}
    if faces and str(done.get("number", "")) not in faces:
        yield f"{what} was answered {done}, and the log says {caused}"


def wrong_replay(bodies: Sequence[bytes], saved: tuple[int, bytes]) -> Iterator[str]:
    """Yield a sentence where the log gives another state than the one that the hub had."""
    position, body = saved
    state = State()
    for number, event in enumerate(bodies[:position], start=1):
        try:
            fold(state, _EVENT.decode(event))
        except (KeyError, ValueError, msgspec.DecodeError) as error:
            yield f"event {number} does not follow the others ({error!r}): {event.decode()}"
            return
    again, kept = json.loads(snapshot.dump(state)), json.loads(body)
    for name in again.keys() | kept.keys():
        if again.get(name) != kept.get(name):
            how = _difference(again.get(name), kept.get(name))
            yield f"the log up to {position} gives another {name}: {how}"


def _difference(again: object, kept: object) -> str:
    ours, theirs = _by_name(again), _by_name(kept)
    names = [name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)]
    return "; ".join(f"{name}: {ours.get(name)} instead of {theirs.get(name)}" for name in names[:3])


def _by_name(part: object) -> dict[str, object]:
    """Return a part of the state by its names, places or, where it is only one thing, under none."""
    if isinstance(part, dict):
        return cast("dict[str, object]", part)
    if isinstance(part, list):
        return {str(place): one for place, one in enumerate(cast("list[object]", part))}
    return {"": part}
