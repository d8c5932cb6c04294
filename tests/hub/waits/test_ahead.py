"""The queue as it is played ahead: what makes a newcomer wait, and what does not."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.queue.commands import AdviserCheckIn, CloseDay
from hub.queue.details import Appointment, Details
from hub.waits.experience import MINUTE_MS
from hub.waits.pool import MOST_STEPS, Group, groups, make_pool
from tests.hub.queue.house import TUESDAY
from tests.hub.waits.hall import Hall


def busy_hall(desks: int = 1) -> Hall:
    """Return desks that are known to take ten minutes for each, and nothing in between; all of them free."""
    hall = Hall().practise()
    for number in range(1, desks + 1):
        hall.open(f"d{number}")
    memory = hall.experience.memory
    memory.turnaround.learn(0.0)
    memory.missing = [msgspec.structs.replace(share, so=0.0, cases=1e6) for share in memory.missing]
    memory.leaving.cases = 1e6
    return hall


def test_a_free_desk_calls_as_soon_as_it_did_before() -> None:
    assert busy_hall().draws() == pytest.approx([0.5] * 24)


def test_the_people_ahead_and_the_one_at_the_desk_are_waited_for() -> None:
    hall = busy_hall()
    hall.come(count=4)
    hall.call()
    hall.start().later(4)
    assert hall.mean() == pytest.approx(6 + 3 * 10, abs=0.1)


def test_two_desks_take_half_as_long() -> None:
    hall = busy_hall(desks=2)
    hall.come(count=8)
    hall.call("d1")
    hall.call("d2")
    assert hall.mean() == pytest.approx(4 * 10, abs=0.1)


def test_a_closed_desk_serves_nobody() -> None:
    hall = busy_hall(desks=2)
    hall.come(count=4)
    hall.close("d2").call()
    assert hall.mean() == pytest.approx(4 * 10, abs=0.1)


def test_where_no_desk_is_open_nothing_is_forecast() -> None:
    hall = busy_hall()
    hall.close()
    assert hall.draws() == []


def test_people_ahead_for_another_service_of_the_same_desk_are_waited_for() -> None:
    hall = busy_hall().practise(service="dvv", minutes=20).open("d1", "tax", "dvv")
    hall.come("dvv", 2)
    hall.come("tax", 1)
    hall.call("d1", "tax", "dvv")
    assert hall.mean("tax") == pytest.approx(20 + 20 + 10, abs=1)


def test_another_service_of_other_desks_is_no_matter() -> None:
    hall = busy_hall().open("d2", "dvv")
    hall.come("dvv", 9)
    state = hall.house.state
    assert sorted(groups(state, hall.house.now)) == [Group(("dvv",), ("d2",)), Group(("tax",), ("d1",))]
    assert hall.mean("tax") == pytest.approx(0.5)


def test_a_desk_that_closes_by_plan_calls_nobody_after_that() -> None:
    hall = busy_hall().plan("d1", -1, 25).open()
    hall.come(count=2)
    hall.call()
    assert hall.mean() == pytest.approx(20, abs=0.1)
    hall.come()
    assert hall.draws() == []


def test_a_desk_that_opens_by_plan_counts_from_then_on() -> None:
    hall = busy_hall()
    hall.come(count=9)
    hall.call()
    before = hall.mean()
    hall.plan("d2", 20, 400)
    assert hall.mean() == pytest.approx((before + 20) / 2, abs=6)


def test_a_paused_desk_counts_when_breaks_are_known_and_not_before() -> None:
    hall = busy_hall().pause()
    assert hall.draws() == []
    hall.later(20).resume()
    for _ in range(4):
        hall.later(60).pause().later(20).resume()
    hall.listen()
    hall.house.do(CloseDay(id=hall.house.id(), staff="s"))
    hall.later(24 * 60).house.open(TUESDAY)
    hall.open().pause()
    assert hall.mean() == pytest.approx(20, abs=0.1)
    hall.later(15)
    assert hall.mean() == pytest.approx(5, abs=0.1)


def test_a_break_that_is_usual_at_this_time_is_waited_for() -> None:
    hall = busy_hall()
    hall.house.do(CloseDay(id=hall.house.id(), staff="s"))
    for day in range(4):
        hall.at((day + 1) * 24 * 60).house.open(TUESDAY.replace(day=24 + day))
        hall.open().later(60).pause().later(30).resume()
        hall.listen()
        hall.house.do(CloseDay(id=hall.house.id(), staff="s"))
    hall.experience.memory.rests["d1"] = hall.experience.memory.rests["d1"][1:]
    hall.at(5 * 24 * 60).house.open(TUESDAY.replace(day=28))
    hall.open().later(55)
    hall.come(count=1)
    hall.call()
    assert hall.mean() == pytest.approx(10 + 30, abs=0.1)


def test_who_waits_for_two_services_at_once_is_served_once() -> None:
    hall = busy_hall().practise(service="dvv").open("d1", "tax", "dvv")
    check_in = AdviserCheckIn(id="two", staff="s", service="tax", language="fi", also=("dvv",))
    hall.house.events(check_in)
    hall.come("tax")
    hall.call("d1", "tax", "dvv")
    assert hall.mean("dvv") == pytest.approx(10 + 10, abs=0.5)


def test_who_is_urgent_goes_before_a_newcomer_though_they_came_just_now() -> None:
    hall = busy_hall()
    hall.come()
    hall.call()
    urgent = AdviserCheckIn(id="u", staff="s", service="tax", language="fi", details=Details(urgent=True))
    hall.house.events(urgent)
    assert hall.mean() == pytest.approx(20, abs=0.1)


def test_an_appointment_that_is_not_due_lets_a_newcomer_pass() -> None:
    hall = busy_hall()
    hall.come()
    hall.call()
    booked = Appointment(id="a", service="tax", at=hall.house.now + 60 * MINUTE_MS)
    hall.house.events(AdviserCheckIn(id="c", staff="s", service="tax", language="fi", appointment=booked))
    assert hall.mean() == pytest.approx(10, abs=0.1)


def test_who_will_not_come_is_not_waited_for_long() -> None:
    hall = busy_hall()
    hall.come(count=11)
    hall.call()
    everybody_comes = hall.mean()
    memory = hall.experience.memory
    memory.missed.learn(2.0)
    memory.missing = [msgspec.structs.replace(share, so=5e5) for share in memory.missing]
    assert hall.mean() == pytest.approx(10 + 10 * (10 + 2) / 2, rel=0.15)
    assert hall.mean() < everybody_comes


def test_the_same_seed_plays_the_same() -> None:
    hall = Hall().practise(30, minutes=4).practise(30, minutes=16)
    hall.come(count=7)
    hall.call()
    assert hall.draws(seed=5) == hall.draws(seed=5)
    assert hall.draws(seed=5) != hall.draws(seed=6)


@settings(max_examples=20, deadline=None)
@given(waiting=st.integers(0, 30), desks=st.integers(1, 5))
def test_one_more_ahead_never_makes_it_shorter(waiting: int, desks: int) -> None:
    hall = busy_hall(desks)
    hall.come(count=desks + waiting)
    for number in range(1, desks + 1):
        hall.call(f"d{number}")
    before = hall.mean()
    hall.come()
    assert hall.mean() >= before - 1e-6


def test_a_queue_of_thousands_costs_as_much_as_one_of_hundreds_and_is_as_right() -> None:
    hall = busy_hall(desks=4)
    hall.come(count=850)
    for number in range(1, 5):
        hall.call(f"d{number}")
    state, now = hall.house.state, hall.house.now
    (group,) = groups(state, now)
    pool = make_pool(state, hall.experience, group, now)
    assert sum(len(line.places) for line in pool.lines) <= MOST_STEPS + len(pool.lines)
    assert hall.mean() == pytest.approx(10 + 846 / 4 * 10, rel=0.05)
