from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.notices.congestion import (
    QUIET_MS,
    Load,
    Raiser,
    Watch,
    end_by_hand,
    is_long,
    is_short,
    judge,
    raise_by_hand,
)
from hub.site.schema import Congestion

RULE = Congestion(waiting=10, wait_min=30)
BY_PEOPLE = Congestion(waiting=10)
CALM = Watch()
SECOND = 1000


@dataclass
class Queue:
    """An authority's queue, looked at once a second; `told` is what somebody was told, in order."""

    rule: Congestion | None = RULE
    now: int = 1_000_000
    watch: Watch = CALM
    told: list[str] = field(default_factory=list[str])
    ids: Iterator[str] = field(default_factory=lambda: map(str, count()))

    def see(self, load: Load | None, seconds: int = 1) -> "Queue":
        for _ in range(seconds):
            self.now += SECOND
            self._take(judge(self.watch, load, self.rule, self.now, next(self.ids)))
        return self

    def raise_it(self, load: Load) -> "Queue":
        self._take(raise_by_hand(self.watch, load, self.now, next(self.ids)))
        return self

    def end_it(self, load: Load, crowd: str = "") -> "Queue":
        raised = self.watch.raised
        self._take(end_by_hand(self.watch, crowd or (raised.id if raised else ""), load, self.rule, self.now))
        return self

    def _take(self, after: Watch) -> None:
        before, crowd = self.watch.crowd, after.crowd
        if crowd is not None and crowd != before:
            assert before is None or before.id != crowd.id or crowd.over_at
            self.told.append("over" if crowd.over_at else f"crowded by {crowd.by}")
        self.watch = after


def test_told_once_when_people_reach_the_mark_and_once_when_it_is_over() -> None:
    queue = Queue().see(Load(9)).see(Load(10), 60).see(Load(6), 181)
    assert queue.told == ["crowded by clock", "over"]


def test_told_when_the_forecast_reaches_the_mark() -> None:
    assert Queue().see(Load(3, 29)).told == []
    assert Queue().see(Load(3, 30)).told == ["crowded by clock"]
    assert Queue().see(Load(3, None)).told == []


def test_forecast_without_anybody_waiting_is_no_queue() -> None:
    assert Queue().see(Load(0, 90), 600).told == []


def test_queue_that_is_short_for_less_than_three_minutes_ends_nothing() -> None:
    queue = Queue().see(Load(10))
    for _ in range(5):
        queue.see(Load(6), 179).see(Load(7))
    assert queue.told == ["crowded by clock"]


def test_queue_between_its_marks_ends_nothing() -> None:
    assert Queue().see(Load(10)).see(Load(7), 1000).told == ["crowded by clock"]


def test_wait_that_nobody_knows_any_more_does_not_end_what_a_long_wait_began() -> None:
    queue = Queue().see(Load(4, 35)).see(Load(4, None), 600)
    assert queue.told == ["crowded by clock"]
    assert queue.see(Load(0, None), 181).told[-1] == "over"


def test_wait_that_nobody_ever_knew_does_not_hold_a_short_queue() -> None:
    assert Queue().see(Load(12, None)).see(Load(3, None), 181).told[-1] == "over"


def test_end_of_the_day_ends_it_at_once() -> None:
    assert Queue().see(Load(12)).see(None).told == ["crowded by clock", "over"]
    assert Queue().raise_it(Load(1)).see(None).told == ["crowded by hand", "over"]


def test_without_marks_only_people_say_so() -> None:
    queue = Queue(rule=None).see(Load(500, 300), 300)
    assert queue.told == []
    assert queue.raise_it(Load(500)).see(Load(0), 600).told == ["crowded by hand"]


def test_what_a_person_raised_a_person_ends() -> None:
    queue = Queue().raise_it(Load(2)).see(Load(0), 1000)
    assert queue.told == ["crowded by hand"]
    assert queue.end_it(Load(0)).told == ["crowded by hand", "over"]


def test_hand_after_the_clock_tells_nothing_twice() -> None:
    assert Queue().see(Load(11)).raise_it(Load(11)).told == ["crowded by clock"]


def test_long_queue_that_a_person_ended_does_not_begin_again_by_itself() -> None:
    queue = Queue().see(Load(12)).end_it(Load(12)).see(Load(15), 600)
    assert queue.told == ["crowded by clock", "over"]
    assert queue.see(Load(2), 181).see(Load(10)).told[-1] == "crowded by clock"


def test_short_queue_that_a_person_ended_may_begin_again_at_once() -> None:
    queue = Queue().raise_it(Load(2)).end_it(Load(2)).see(Load(10))
    assert queue.told == ["crowded by hand", "over", "crowded by clock"]


def test_person_can_raise_again_what_a_person_ended() -> None:
    queue = Queue().see(Load(12)).end_it(Load(12)).raise_it(Load(12))
    assert queue.told == ["crowded by clock", "over", "crowded by hand"]


def test_end_of_an_earlier_one_leaves_the_present_one() -> None:
    queue = Queue().see(Load(12)).end_it(Load(12), "another")
    assert queue.told == ["crowded by clock"]
    assert Queue().end_it(Load(0), "another").told == []


def test_beginning_keeps_what_there_was() -> None:
    crowd = Queue().see(Load(12, 33)).watch.crowd
    assert crowd is not None
    assert (crowd.load, crowd.by, crowd.over_at) == (Load(12, 33), Raiser.CLOCK, 0)


@pytest.mark.parametrize(("waiting", "low"), [(0, True), (6, True), (7, False), (10, False)])
def test_short_is_under_seventy_per_cent(waiting: int, low: bool) -> None:  # noqa: FBT001 — the table's column
    assert is_short(Load(waiting, 1), RULE) is low


loads = st.builds(Load, st.integers(0, 25), st.none() | st.integers(0, 60))
rules = st.none() | st.builds(
    Congestion, waiting=st.none() | st.integers(2, 20), wait_min=st.none() | st.integers(5, 50)
)
steps = st.lists(
    st.tuples(st.sampled_from(["see", "see", "see", "close", "raise", "end"]), loads, st.integers(1, 200)),
    max_size=25,
)


@given(rules, loads, st.booleans())
def test_no_queue_is_long_and_short_at_once(rule: Congestion | None, load: Load, slow: bool) -> None:  # noqa: FBT001 — drawn
    assert not (is_long(load, rule) and is_short(load, rule, slow=slow))


@given(rules, steps)
def test_beginnings_and_ends_take_turns_and_nothing_flaps(
    rule: Congestion | None, day: list[tuple[str, Load, int]]
) -> None:
    queue = Queue(rule)
    began = 0
    for step, load, seconds in day:
        before = len(queue.told)
        match step:
            case "see":
                queue.see(load, seconds)
            case "close":
                queue.see(None)
            case "raise":
                queue.raise_it(load)
            case _:
                queue.end_it(load)
        if step == "see":  # by the clock alone: at most an end, a beginning, and only the end needs quiet
            assert len(queue.told) - before <= 1
        if queue.told[before:] and queue.told[-1] == "over" and step == "see":
            assert queue.now - began >= QUIET_MS
        if queue.watch.raised is not None:
            began = queue.watch.raised.raised_at
    assert all(
        first != second and "over" in {first, second}
        for first, second in zip(queue.told, queue.told[1:], strict=False)
    )
    assert not queue.told or queue.told[0] != "over"
