"""What is learnt from the queue's events, and what is not."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from hub.queue.commands import Cancel, CloseDay, GiveBack, Park, Return
from hub.queue.events import DeskPaused, DeskResumed
from hub.queue.state import State
from hub.waits.desk_ahead import coming_rests
from hub.waits.experience import Experience
from hub.waits.memory import KEPT, Lengths, Share
from tests.hub.waits.hall import Hall


def test_a_service_lasts_from_the_call_to_the_end() -> None:
    hall = Hall().open()
    hall.come()
    hall.later(3).serve(12)
    assert hall.experience.memory.served["tax"].newest == [12.0]


def test_who_does_not_come_teaches_nothing_about_the_service() -> None:
    hall = Hall().open()
    hall.come()
    hall.call()
    hall.later(4).miss()
    memory = hall.experience.memory
    assert memory.served == {}
    assert memory.missed.newest == [4.0]
    assert memory.missing[0].so == 1.0


def test_who_waited_long_and_is_missed_counts_among_those_who_waited_long() -> None:
    hall = Hall().open()
    hall.come()
    hall.later(60).call()
    hall.later(2).miss()
    assert [share.so for share in hall.experience.memory.missing] == [0, 0, 0, 0, 1.0]


def test_who_is_given_back_teaches_nothing() -> None:
    hall = Hall().open()
    hall.come()
    hall.call()
    hall.later(4)
    hall.house.events(GiveBack(**hall.words("d1")))
    hall.listen()
    memory = hall.experience.memory
    assert (memory.served, memory.missed.newest, memory.missing[0].cases) == ({}, [], 0.0)


def test_the_time_between_two_customers_is_not_the_time_that_a_free_desk_needs_to_call() -> None:
    hall = Hall().open()
    hall.come(count=2)
    hall.serve(10).later(1.5)
    hall.serve(10).later(5)
    hall.come()
    hall.later(0.25).call()
    memory = hall.experience.memory
    assert memory.turnaround.newest == [1.5]
    assert memory.reaction.newest == [0.25]


def test_a_desk_that_stood_idle_calls_who_has_gone_on_from_elsewhere_at_once() -> None:
    hall = Hall().open("d1", "tax").open("d2", "dvv")
    hall.come()
    hall.house.check_in("tax", later=("dvv",))
    hall.call("d1")
    hall.later(5).miss("d1")
    hall.come("dvv")
    hall.serve(10, "d2", "dvv")
    hall.call("d1")
    hall.start("d1").later(40).finish("d1")
    hall.later(0.5).call("d2", "dvv")
    memory = hall.experience.memory
    assert memory.turnaround.newest == [10.0]
    assert memory.reaction.newest[-1] == 0.5
    assert hall.experience.desk("d2").waited == 0.5


def test_who_is_given_back_and_called_again_by_the_same_desk_shows_its_turnaround() -> None:
    hall = Hall().open()
    hall.come()
    hall.later(30).call()
    hall.house.events(GiveBack(**hall.words("d1")))
    hall.listen()
    hall.later(2).call()
    assert hall.experience.memory.turnaround.newest == [2.0]
    assert hall.experience.desk("d1").waited == 2.0


@pytest.mark.parametrize(("returns", "leaving"), [(True, Share(1.0, 0.5)), (False, Share())])
def test_time_spent_aside_is_not_time_spent_waiting(*, returns: bool, leaving: Share) -> None:
    hall = Hall()
    visit = hall.come()
    hall.later(20).house.events(Park(id="p", staff="s", visit=visit.id))
    hall.later(30)
    if returns:
        hall.house.events(Return(id="r", staff="s", visit=visit.id))
        hall.later(5)
    hall.house.events(Cancel(id="c", staff="s", visit=visit.id, reason="left"))
    hall.listen()
    assert hall.experience.memory.leaving == leaving


def test_a_break_is_at_the_same_time_by_the_clock_on_the_wall_after_summer_time_has_ended() -> None:
    zone = ZoneInfo("Europe/Helsinki")
    experience, state = Experience(zone), State()

    def moment(day: int, hour: int, minute: int = 0) -> int:
        return round(dt.datetime(2026, 10, day, hour, minute, tzinfo=zone).timestamp() * 1000)

    for day in (21, 22, 23):  # the clocks go back on the 25th
        experience.note(state, DeskPaused(at=moment(day, 11), desk="d1"))
        experience.note(state, DeskResumed(at=moment(day, 11, 30), desk="d1"))
        experience.end_day()
    for day in (24, 26):
        for one in coming_rests(experience, "d1", moment(day, 9)):
            assert [(rest.begin, rest.minutes) for rest in one] == [(120.0, 30.0)]


def test_who_leaves_while_waiting_is_counted_by_the_time_they_waited() -> None:
    hall = Hall()
    visit = hall.come()
    hall.later(20).leave(visit)
    assert hall.experience.memory.leaving == Share(1.0, 2.0)


def test_the_breaks_of_a_desk_are_remembered_when_the_day_is_over() -> None:
    hall = Hall().open()
    hall.later(180).pause().later(30).resume().later(60).close()
    hall.later(15).open()
    assert hall.listen()
    assert hall.experience.memory.rests == {}
    hall.house.do(CloseDay(id=hall.house.id(), staff="s"))
    hall.listen()
    (day,) = hall.experience.memory.rests["d1"]
    assert [(rest.begin, rest.minutes) for rest in day] == [(660.0, 30.0), (750.0, 15.0)]
    assert hall.experience.desks == {}


def test_a_break_is_not_part_of_the_time_between_customers() -> None:
    hall = Hall().open()
    hall.come(count=2)
    hall.serve(10).pause().later(30).resume().later(1)
    hall.call()
    assert hall.experience.memory.turnaround.newest == []


def test_a_slow_day_is_noticed_and_forgotten_overnight() -> None:
    hall = Hall().practise(20, minutes=10)
    assert hall.experience.pace == pytest.approx(1.0)
    for _ in range(15):
        hall.come()
        hall.serve(20)
    assert 1.2 < hall.experience.pace < 2.0
    hall.house.do(CloseDay(id=hall.house.id(), staff="s"))
    hall.listen()
    assert hall.experience.pace == 1.0


def test_old_lengths_fade() -> None:
    lengths = Lengths()
    for minutes in range(KEPT + 40):
        lengths.learn(float(minutes % 50))
    assert len(lengths) == len(lengths.ordered) == KEPT
    assert lengths.ordered == sorted(lengths.newest)
    assert lengths.longer_than(48.5) == [49.0] * 4


def test_a_length_that_nobody_can_have_taken_is_cut() -> None:
    lengths = Lengths()
    lengths.learn(3000.0)
    lengths.learn(-1.0)
    assert lengths.ordered == [0.0, 240.0]
