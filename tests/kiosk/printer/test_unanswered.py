"""Answers without a name are given to the right questions, also where some never come."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.printer.unanswered import Unanswered


def test_an_answer_that_nobody_asked_for_counts_for_nothing() -> None:
    unanswered = Unanswered()
    unanswered.hear(fine=True)
    unanswered.ask(b"AAAA")
    assert not unanswered.complete
    assert unanswered.settle() == ()


def test_an_answer_without_paper_confirms_nothing() -> None:
    unanswered = Unanswered()
    unanswered.ask(b"AAAA")
    unanswered.hear(fine=False)
    assert (unanswered.complete, unanswered.fine) == (True, False)
    assert unanswered.settle() == ()
    assert not unanswered


@given(st.lists(st.sampled_from([None, b"AAAA", b"BBBB"]), min_size=1, max_size=12), st.data())
def test_the_newest_questions_are_those_that_were_answered(
    questions: list[bytes | None], data: st.DataObject
) -> None:
    lost = data.draw(st.integers(0, len(questions)))
    unanswered = Unanswered()
    for question in questions:
        unanswered.ask(question)
    for _ in questions[lost:]:
        unanswered.hear(fine=True)
    assert unanswered.complete == (lost == 0)
    assert unanswered.settle() == tuple(one for one in questions[lost:] if one is not None)
    assert (bool(unanswered), unanswered.came) == (False, 0)
