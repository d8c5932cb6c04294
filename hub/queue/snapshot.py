"""The state as bytes and back, so that a start need not replay a year."""

from bisect import insort

import msgspec

from hub.queue.answers import Done
from hub.queue.events import CheckedInLate
from hub.queue.state import Day, Desk, Numbering, State, Visit, track_of
from hub.queue.transitions import VisitState

FORMAT = 2
"""Counts up when the meaning of a field changes; a snapshot of another format is ignored, the log is not."""


class _Kept(msgspec.Struct, omit_defaults=True):
    """The fields of the state that are not indexes."""

    at: int
    incarnation: str
    minted: int
    day: Day | None
    visits: list[Visit]
    tickets: dict[str, str]
    tickets_before: dict[str, str]
    late: dict[str, CheckedInLate]
    desks: dict[str, Desk]
    numbering: Numbering
    streams: dict[str, dict[str, int]]
    answered: dict[str, Done]


def dump(state: State) -> bytes:
    """Return ``state`` as JSON; some 300 bytes a visit of the day."""
    kept = _Kept(
        at=state.at,
        incarnation=state.incarnation,
        minted=state.minted,
        day=state.day,
        visits=list(state.visits.values()),
        tickets=state.tickets,
        tickets_before=state.tickets_before,
        late=state.late,
        desks=state.desks,
        numbering=state.numbering,
        streams=state.streams,
        answered=state.answered,
    )
    return msgspec.json.encode(kept)


def load(body: bytes) -> State:
    """Return the state that :func:`dump` was given. Raises msgspec.DecodeError for anything else."""
    kept = msgspec.json.decode(body, type=_Kept)
    state = State(
        at=kept.at,
        incarnation=kept.incarnation,
        minted=kept.minted,
        day=kept.day,
        visits={visit.id: visit for visit in kept.visits},
        tickets=kept.tickets,
        tickets_before=kept.tickets_before,
        late=kept.late,
        desks=kept.desks,
        numbering=kept.numbering,
        streams=kept.streams,
        answered=kept.answered,
    )
    for visit in kept.visits:
        if visit.state is VisitState.WAITING:
            state.lines.add(visit.waiting)
        if visit.stamp.device:
            track = state.tracks.setdefault(track_of(visit.stamp.device, visit.stamp.epoch), [])
            insort(track, visit.stamp, key=lambda stamp: stamp.track)
    return state
