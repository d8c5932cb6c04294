"""The whole queue under everything that staff and customers can do, in any order."""

from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from hub.queue.answers import Done
from hub.queue.commands import Amend, BringBack, Cancel, Extend, Park, Redirect, Return
from hub.queue.details import Details
from hub.queue.transitions import VisitState
from tests.hub.queue.hall import LANGUAGES, Hall, details, wishes
from tests.hub.queue.machine import DESKS, SERVICES

LONG = 20_000
"""Steps of the long run, at least."""


class Queue(Hall):
    """And what staff do with single visits."""

    @precondition(lambda self: self.state.visits)
    @rule(data=st.data(), kind=st.sampled_from((Return, BringBack)))
    def somebody_comes_back(self, data: st.DataObject, kind: type[Any]) -> None:
        visit = self.a_visit(data)
        before = self.state.visits[visit].state
        (answer,) = self.handle(kind(id=self.name("b"), staff="s", visit=visit))
        if isinstance(answer, Done):
            assert before is (VisitState.PARKED if kind is Return else VisitState.NO_SHOW)
            assert self.state.visits[visit].state is VisitState.WAITING

    @precondition(lambda self: self.state.visits)
    @rule(data=st.data(), service=st.sampled_from(SERVICES), to_desk=st.sampled_from(("", *DESKS)))
    def somebody_is_sent_elsewhere(self, data: st.DataObject, service: str, to_desk: str) -> None:
        visit = self.a_visit(data)
        self.handle(Redirect(id=self.name("q"), staff="s", visit=visit, service=service, to_desk=to_desk))

    @precondition(lambda self: self.state.visits)
    @rule(data=st.data(), minutes=st.integers(-1, 5))
    def somebody_is_parked(self, data: st.DataObject, minutes: int) -> None:
        until = self.now + minutes * 60_000 if minutes else 0
        self.handle(Park(id=self.name("f"), staff="s", visit=self.a_visit(data), until=until))

    @precondition(lambda self: self.state.visits)
    @rule(data=st.data(), details=details, language=st.sampled_from(("", *LANGUAGES)))
    def staff_know_better(self, data: st.DataObject, details: Details, language: str) -> None:
        visit = self.a_visit(data)
        self.handle(Amend(id=self.name("m"), staff="s", visit=visit, details=details, language=language))

    @precondition(lambda self: self.state.visits)
    @rule(data=st.data(), more=wishes)
    def somebody_needs_more(self, data: st.DataObject, more: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        also, later = more
        visit = self.a_visit(data)
        self.handle(Extend(id=self.name("e"), staff="s", visit=visit, also=also, later=later))

    @precondition(lambda self: self.state.visits)
    @rule(data=st.data())
    def somebody_leaves(self, data: st.DataObject) -> None:
        self.handle(Cancel(id=self.name("l"), staff="s", visit=self.a_visit(data), reason="left"))

    @precondition(lambda self: self.answered)
    @rule(data=st.data())
    def request_comes_again(self, data: st.DataObject) -> None:
        command, answer = data.draw(st.sampled_from(self.answered))
        revision = self.engine.revision
        assert self.engine.handle([command], self.moment) == [answer]
        assert self.engine.revision == revision


def test_queue_keeps_its_promises() -> None:
    run_state_machine_as_test(Queue, settings=settings(max_examples=150, stateful_step_count=50))


class CountedQueue(Queue):
    """Counts its steps."""

    steps = 0

    @invariant()
    def step_is_counted(self) -> None:
        CountedQueue.steps += 1


@pytest.mark.soak
def test_queue_keeps_its_promises_for_long() -> None:
    run_state_machine_as_test(
        CountedQueue,
        settings=settings(max_examples=1000, stateful_step_count=100, phases=[Phase.generate]),
    )
    assert CountedQueue.steps >= LONG, CountedQueue.steps
