from pathlib import Path

import pytest

from hub.queue.drawing import drawing, redrawn
from hub.queue.transitions import AT_DESK, ENDED, INITIAL, TRANSITIONS, Step, VisitState, target

DOCUMENT = Path(__file__).parents[3] / "docs" / "queue.md"


def test_every_state_can_be_reached_and_left_until_it_has_ended() -> None:
    reached = {INITIAL} | {transition.target for transition in TRANSITIONS}
    assert reached == set(VisitState)
    assert {VisitState.FINISHED, VisitState.NO_SHOW, VisitState.CANCELLED, VisitState.CLOSED} == ENDED


def test_close_of_day_ends_every_open_visit() -> None:
    for state in set(VisitState) - ENDED:
        assert target(state, Step.CLOSE) is VisitState.CLOSED


def test_only_a_call_leads_to_a_desk() -> None:
    steps = {
        transition.step
        for transition in TRANSITIONS
        if transition.source not in AT_DESK and transition.target in AT_DESK
    }
    assert steps == {Step.CALL}


def test_step_that_is_not_in_the_table_leads_nowhere() -> None:
    assert target(VisitState.WAITING, Step.FINISH) is None


def test_drawing_in_the_document_is_current() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert redrawn(document) == document


def test_drawing_has_every_transition() -> None:
    lines = drawing().splitlines()
    assert sum("-->" in line for line in lines) == len(TRANSITIONS) + 1 + len(ENDED)


def test_document_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for the drawing"):
        redrawn("# Queue\n")
