"""Which call stands on top of the wall, which rings and when: by the ids of calls. Pure.

A call rings once, when its id is first met in a snapshot that is not the first of its incarnation, and only
if it is younger than 10 s then. All new calls stand in the list at once; several of them take the top one
after the other, the oldest first, each with a chime of its own. Each has the top for 3 s, or for 2.5 s while
more than three wait (the chime itself takes 2.2 s), and stands out for 10 s from when it took the top.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from common.wire.board import FRESH_S, Call

FRESH_MS = int(FRESH_S * 1000)
TOP_MS = 3000
TOP_CROWDED_MS = 2500
CROWD = 3
_MOST_KNOWN = 5000


@dataclass(frozen=True, slots=True)
class Stage:
    """What has been seen and rung so far.

    ``waiting`` are calls that have not rung yet, the oldest first; ``top`` has the top since ``top_ms``;
    ``out_until`` is until when each call stands out, on the local clock.
    """

    incarnation: str | None = None
    known: frozenset[str] = frozenset()
    waiting: tuple[str, ...] = ()
    top: str | None = None
    top_ms: int = 0
    out_until: Mapping[str, int] = field(default_factory=dict[str, int])

    def stands_out(self, call: str, now_ms: int) -> bool:
        """Tell whether a call is to be seen as new."""
        return now_ms < self.out_until.get(call, now_ms)


def follow(stage: Stage, incarnation: str, calls: Sequence[Call], elapsed_ms: int, now_ms: int) -> Stage:
    """Take in a snapshot that is believed; ``elapsed_ms`` is how old it is. Does nothing twice."""
    ages = {call.id: call.age_ms + elapsed_ms for call in calls}
    if stage.incarnation != incarnation:
        out = {call: now_ms + FRESH_MS - age for call, age in ages.items() if age < FRESH_MS}
        return Stage(incarnation=incarnation, known=frozenset(ages), out_until=out)
    new = [call for call in ages if call not in stage.known and ages[call] < FRESH_MS]
    known = stage.known | frozenset(ages)
    if len(known) > _MOST_KNOWN:
        known = frozenset(ages)
    new.reverse()  # snapshots are newest first; of two that are equally old the last in the list was first
    arrived = sorted(new, key=lambda call: -ages[call])
    out = {call: until for call, until in stage.out_until.items() if call in ages}
    out.update({call: now_ms + FRESH_MS - ages[call] for call in new})
    waiting = tuple(call for call in (*stage.waiting, *arrived) if call in ages)
    top = stage.top if stage.top in ages else None
    return _advance(replace(stage, known=known, waiting=waiting, top=top, out_until=out), now_ms)


def forget_waiting(stage: Stage) -> Stage:
    """Let go of calls that have not rung: the snapshot is not believed any more, and they grow old."""
    return replace(stage, waiting=(), top=None) if stage.waiting or stage.top else stage


def _advance(stage: Stage, now_ms: int) -> Stage:
    """Give the top to who waits, once the one that has it had its time."""
    turn_ms = TOP_CROWDED_MS if len(stage.waiting) > CROWD else TOP_MS
    if stage.top is not None and now_ms - stage.top_ms < turn_ms:
        return _keep_out(stage, now_ms)
    if not stage.waiting:
        return replace(stage, top=None) if stage.top else stage
    top, *waiting = stage.waiting
    out = {**stage.out_until, top: now_ms + FRESH_MS}
    return _keep_out(replace(stage, top=top, top_ms=now_ms, waiting=tuple(waiting), out_until=out), now_ms)


def _keep_out(stage: Stage, now_ms: int) -> Stage:
    """Who waits for the top stands out until it was there."""
    if not stage.waiting:
        return stage
    out = {**stage.out_until, **dict.fromkeys(stage.waiting, now_ms + FRESH_MS)}
    return replace(stage, out_until=out)
