"""Holds what walls, doors and devices were told over MQTT against the hub's log, snapshot by snapshot."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from tests.site.storm.judge_log import Event, face

BOARD_BYTES = 4096
_OWNED = ("hub/board/", "hub/room/", "hub/waits", "hub/catalogue")


def wrong_boards(events: Sequence[Event], traffic: Iterable[str], seen: Counter[str]) -> Iterator[str]:
    """Yield a sentence for each snapshot that goes back, says what was not committed, or shows anybody twice.

    ``traffic`` are the lines of a recorder who reads all, as a wall reads its own; ``seen`` counts snapshots.
    """
    numbers = {event["visit"]: face(event) for event in events if event["type"] == "checked-in"}
    calls = {
        event["call"]: (numbers.get(event["visit"], ""), event["desk"])
        for event in events
        if event["type"] in {"called", "called-again"}
    }
    revisions = _Revisions()
    for line in traffic:
        said = json.loads(line)
        topic = said["topic"].split("/", 3)[3]
        if not topic.startswith(_OWNED) or not isinstance(said["payload"], dict):
            continue
        payload = cast("dict[str, Any]", said["payload"])
        seen["snapshots heard as a wall hears them"] += 1
        yield from revisions.wrong(topic, payload)
        if topic.startswith("hub/board/"):
            seen["largest board, bytes"] = max(seen["largest board, bytes"], len(_encoded(payload)))
            yield from _wrong_calls(topic, payload["calls"], calls)
        elif topic.startswith("hub/room/") and payload.get("call"):
            yield from _wrong_calls(topic, [payload["call"]], calls)
            if payload["call"]["place"] != topic.rpartition("/")[2]:
                yield f"{topic} shows a call to {payload['call']['place']}"
    if seen["largest board, bytes"] > BOARD_BYTES:
        yield f"a board had {seen['largest board, bytes']} bytes"


class _Revisions:
    """The newest of each topic: an incarnation never comes back, and a revision never goes back."""

    def __init__(self) -> None:
        self._newest: dict[str, tuple[str, int, bytes]] = {}
        self._past: dict[str, set[str]] = {}

    def wrong(self, topic: str, payload: dict[str, Any]) -> Iterator[str]:
        """Yield what is wrong with one more snapshot of a topic."""
        incarnation, revision, body = payload["incarnation"], payload["revision"], _encoded(payload)
        known, highest, content = self._newest.get(topic, ("", -1, b""))
        past = self._past.setdefault(topic, set())
        if incarnation in past:
            yield f"{topic} was said by {incarnation} again, whom {known} had followed"
        elif incarnation == known and revision < highest:
            yield f"{topic} went back from revision {highest} to {revision} of {incarnation}"
        elif incarnation == known and revision == highest and body != content:
            yield f"{topic} has two contents for revision {revision} of {incarnation}"
        else:
            if known and known != incarnation:
                past.add(known)
            self._newest[topic] = (incarnation, revision, body)


def _wrong_calls(topic: str, shown: list[dict[str, Any]], calls: dict[str, tuple[str, str]]) -> Iterator[str]:
    numbers, places = Counter(str(call["number"]) for call in shown), Counter(call["place"] for call in shown)
    yield from (f"{topic} shows {number} at {times} places" for number, times in numbers.items() if times > 1)
    yield from (f"{topic} shows {times} numbers at {place}" for place, times in places.items() if times > 1)
    for call in shown:
        if calls.get(call["id"]) != (str(call["number"]), call["place"]):
            yield f"{topic} shows {call}, and the log has {calls.get(call['id'])} under that call"


def _encoded(payload: dict[str, Any]) -> bytes:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
