"""Visits in the lines: where each one stands, kept in step with what is known of it."""

from collections.abc import Generator
from contextlib import contextmanager

from hub.queue.lines import MOST_OVERTAKINGS
from hub.queue.state import State, Visit
from hub.queue.transitions import VisitState


def enter_lines(state: State, visit: Visit) -> None:
    """Let a visit stand in the line of every service that it waits for."""
    guarded = visit.overtaken >= MOST_OVERTAKINGS
    for service in visit.wanted:
        state.lines.add(visit.waiting_for(service), guarded=guarded)
    if visit.to_desk:
        state.bound.setdefault(visit.to_desk, {})[visit.id] = None


def leave_lines(state: State, visit: Visit) -> None:
    """Take a visit out of all lines that it stands in."""
    for service in visit.wanted:
        state.lines.remove(visit.waiting_for(service))
    if visit.to_desk:
        bound = state.bound[visit.to_desk]
        del bound[visit.id]
        if not bound:
            del state.bound[visit.to_desk]


@contextmanager
def out_of_line(state: State, visit: Visit) -> Generator[None]:
    """Change something by which a visit is found in the lines, where it stands in any."""
    waits = visit.state is VisitState.WAITING
    if waits:
        leave_lines(state, visit)
    yield
    if waits:
        enter_lines(state, visit)


def overtake(state: State, visit: Visit) -> None:
    """Count that somebody with a later place was called before a waiting visit."""
    visit.overtaken += 1
    if visit.overtaken == MOST_OVERTAKINGS:
        for service in visit.wanted:
            state.lines.guard(visit.waiting_for(service))
