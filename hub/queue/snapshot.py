"""The state as bytes and back, so that a start need not replay a year."""

from bisect import insort

import msgspec

from hub.queue.answers import Done
from hub.queue.events import CheckedInLate
from hub.queue.places import enter_lines
from hub.queue.state import Day, Desk, Numbering, Plan, State, Visit, track_of
from hub.queue.transitions import ASIDE, VisitState

FORMAT = 5
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
    plans: dict[str, Plan]
    faces: dict[str, str]
    additions: dict[str, str] = {}
    additions_before: dict[str, str] = {}


_AS_THEY_ARE = tuple(name for name in _Kept.__struct_fields__ if name != "visits")


def dump(state: State) -> bytes:
    """Return ``state`` as JSON; some 300 bytes a visit of the day."""
    kept = _Kept(visits=list(state.visits.values()), **{name: getattr(state, name) for name in _AS_THEY_ARE})
    return msgspec.json.encode(kept)


def load(body: bytes) -> State:
    """Return the state that :func:`dump` was given. Raises msgspec.DecodeError for anything else."""
    kept = msgspec.json.decode(body, type=_Kept)
    state = State(
        visits={visit.id: visit for visit in kept.visits},
        **{name: getattr(kept, name) for name in _AS_THEY_ARE},
    )
    for visit in kept.visits:
        if visit.state is VisitState.WAITING:
            enter_lines(state, visit)
        if visit.state in ASIDE:
            state.aside[visit.id] = None
        if visit.until:
            state.due[visit.id] = visit.until
        if visit.appointment is not None and visit.state is not VisitState.CANCELLED:
            state.appointments[visit.appointment.id] = visit.id
        if visit.stamp.device:
            track = state.tracks.setdefault(track_of(visit.stamp.device, visit.stamp.epoch), [])
            insort(track, visit.stamp, key=lambda stamp: stamp.track)
    return state
