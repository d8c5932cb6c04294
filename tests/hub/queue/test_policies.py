"""What each policy promises, and that nobody starves under the default."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.queue.commands import AdviserCheckIn, CallThis, GiveBack, NoShow, Park
from hub.queue.decide.calling import MOST_NAMED
from hub.queue.details import Appointment, Details, Priority
from hub.queue.events import Called, CheckedIn, Overtaking
from hub.queue.lines import MOST_OVERTAKINGS, Reach, Waiting
from hub.queue.policies import OrderPolicy, Situation
from hub.queue.policies.accumulating import Accumulating
from hub.queue.policies.appointments_first import appointments_first
from hub.queue.policies.interleave import Interleave
from hub.queue.policies.longest_wait import longest_wait
from hub.queue.policies.table import POLICIES
from hub.queue.rules import Rules
from hub.queue.stamps import Stamp
from hub.queue.state import Visit
from hub.queue.views import upcoming
from tests.hub.queue.house import House

MINUTE = 60_000
NOW = 100 * MINUTE


def waiting(minute: int, priority: Priority = Priority.ORDINARY, name: str = "") -> Waiting:
    return Waiting(Stamp(minute * MINUTE), name or f"v{minute}", "tax", "fi", priority)


def choose(policy: OrderPolicy, *heads: Waiting, guarded: Waiting | None = None, run: int = 0) -> Waiting:
    return policy(Situation(heads, guarded, run, NOW))


def house_with(policy: OrderPolicy) -> House:
    return House(rules=Rules(policy=policy)).begin().open()


def arrive(house: House, *, urgent: bool = False, due: int | None = None) -> Visit:
    """Let somebody come, with an appointment ``due`` ms from now where that is given."""
    house.now += 1
    name = house.id()
    appointment = None if due is None else Appointment(id=name, service="tax", at=house.now + due)
    command = AdviserCheckIn(
        id=name,
        staff="s",
        service="tax",
        language="fi",
        details=Details(urgent=urgent),
        appointment=appointment,
    )
    (event, *_) = house.events(command)
    return house.state.visits[getattr(event, "visit")]  # noqa: B009 the type of event is not told


heads = st.lists(
    st.builds(waiting, st.integers(0, 130), st.sampled_from(Priority)),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.visit,
)


@pytest.mark.parametrize("name", POLICIES)
@given(heads=heads, guard=st.integers(0, 130) | st.none(), run=st.integers(0, 4), data=st.data())
def test_policy_chooses_a_head_whatever_their_order(
    name: str, heads: list[Waiting], guard: int | None, run: int, data: st.DataObject
) -> None:
    guarded = None if guard is None else max((one for one in heads if one <= waiting(guard)), default=None)
    chosen = POLICIES[name](Situation(heads, guarded, run, NOW))
    assert chosen in heads
    otherwise = data.draw(st.permutations(heads))
    assert POLICIES[name](Situation(otherwise, guarded, run, NOW)) == chosen


def test_first_come_is_first_served_whatever_the_class() -> None:
    first, second = waiting(10), waiting(20, Priority.URGENT)
    assert choose(longest_wait, second, first) == first


def test_appointment_passes_who_has_waited_little_and_not_who_has_waited_long() -> None:
    appointment = waiting(95, Priority.APPOINTMENT)
    assert choose(Accumulating(), waiting(86), appointment) == appointment
    long_waiting = waiting(80)
    assert choose(Accumulating(), long_waiting, appointment) == long_waiting


def test_appointment_before_its_time_is_called_where_nobody_else_waits() -> None:
    early, walk_in = waiting(110, Priority.APPOINTMENT), waiting(99)
    assert choose(Accumulating(), early, walk_in) == walk_in
    assert choose(Accumulating(), early) == early


def test_urgent_gains_fastest() -> None:
    urgent = waiting(94, Priority.URGENT)
    assert choose(Accumulating(), waiting(80), waiting(93, Priority.APPOINTMENT), urgent) == urgent


def test_nobody_passes_who_is_guarded() -> None:
    guarded, urgent = waiting(90), waiting(91, Priority.URGENT)
    assert choose(Accumulating(), guarded, urgent) == urgent
    assert choose(Accumulating(), guarded, urgent, guarded=guarded) == guarded


def test_who_came_before_the_guarded_may_still_go_first() -> None:
    before, urgent = waiting(80), waiting(91, Priority.URGENT)
    assert choose(Accumulating(), before, urgent, guarded=waiting(90)) == before


def test_appointments_first_calls_classes_in_turn_from_their_time_on() -> None:
    walk_in, early = waiting(10), waiting(110, Priority.APPOINTMENT)
    due, urgent = waiting(99, Priority.APPOINTMENT), waiting(100, Priority.URGENT)
    assert choose(appointments_first, walk_in, early, due, urgent) == urgent
    assert choose(appointments_first, walk_in, early, due) == due
    assert choose(appointments_first, walk_in, early) == walk_in


def test_interleave_lets_an_ordinary_one_in_after_so_many_others() -> None:
    walk_in, due = waiting(99), waiting(90, Priority.APPOINTMENT)
    assert [choose(Interleave(2), walk_in, due, run=run) for run in range(3)] == [due, due, walk_in]


def test_interleave_goes_on_where_only_one_class_waits() -> None:
    due = waiting(90, Priority.APPOINTMENT)
    assert choose(Interleave(1), due, run=5) == due
    assert choose(Interleave(1), waiting(90), run=0).priority is Priority.ORDINARY


def test_desk_counts_how_many_of_the_others_it_called_in_a_row() -> None:
    house = house_with(Interleave(2))
    walk_ins = [arrive(house) for _ in range(2)]
    due = [arrive(house, due=0) for _ in range(4)]
    called: list[str] = []
    for _ in range(6):
        called.append(house.call().id)
        house.events(NoShow(id=house.id(), staff="s", desk="d1"))
    expected = [due[0], due[1], walk_ins[0], due[2], due[3], walk_ins[1]]
    assert called == [visit.id for visit in expected]


def test_overtaking_is_recorded_with_whom_and_why() -> None:
    house = house_with(Accumulating())
    passed = [arrive(house) for _ in range(2)]
    house.now += 10
    urgent = arrive(house, urgent=True)
    house.now += MINUTE
    house.call()
    called = house.log[-1]
    assert isinstance(called, Called)
    assert (called.visit, called.overtook, called.because) == (
        urgent.id,
        tuple(visit.id for visit in passed),
        Overtaking.URGENT,
    )
    assert [visit.overtaken for visit in passed] == [1, 1]


def test_turn_of_an_ordinary_one_is_recorded_as_such() -> None:
    house = house_with(Interleave(0))
    arrive(house, due=0)
    arrive(house)
    house.call()
    called = house.log[-1]
    assert isinstance(called, Called)
    assert called.because is Overtaking.TURN


def test_call_by_hand_is_recorded_as_such() -> None:
    house = house_with(longest_wait)
    first, chosen = arrive(house), arrive(house)
    house.events(CallThis(id="x", staff="s", desk="d1", visit=chosen.id, services=("tax",)))
    called = house.log[-1]
    assert isinstance(called, Called)
    assert (called.overtook, called.because) == ((first.id,), Overtaking.BY_HAND)


def test_call_in_order_records_no_overtaking() -> None:
    house = house_with(Accumulating())
    arrive(house)
    arrive(house)
    house.call()
    called = house.log[-1]
    assert isinstance(called, Called)
    assert (called.overtook, called.because) == ((), None)


def test_who_comes_back_to_the_old_place_is_guarded_still() -> None:
    house = house_with(Accumulating())
    passed = arrive(house)
    for _ in range(MOST_OVERTAKINGS):
        arrive(house, urgent=True)
    house.now += MINUTE
    for _ in range(MOST_OVERTAKINGS):
        house.call()
        house.events(NoShow(id=house.id(), staff="s", desk="d1"))
    arrive(house, urgent=True)
    assert house.call().id == passed.id
    house.events(GiveBack(id="b", staff="s", desk="d1"))
    house.now += MINUTE
    assert house.call("d2").id == passed.id


@given(
    st.lists(st.tuples(st.sampled_from(("come", "urgent", "due", "call")), st.integers(0, 20)), max_size=60)
)
def test_nobody_is_overtaken_more_than_three_times(steps: list[tuple[str, int]]) -> None:
    house = house_with(Accumulating())
    for step, minutes in steps:
        house.now += minutes * MINUTE
        if step != "call":
            arrive(house, urgent=step == "urgent", due=0 if step == "due" else None)
        elif house.state.lines.count("tax"):
            house.call()
            house.events(NoShow(id=house.id(), staff="s", desk="d1"))
    passed = Counter(visit for event in house.log if isinstance(event, Called) for visit in event.overtook)
    assert max(passed.values(), default=0) <= MOST_OVERTAKINGS


def test_call_by_hand_from_parked_overtakes_too() -> None:
    house = house_with(Accumulating())
    first, chosen = arrive(house), arrive(house)
    house.events(Park(id="p", staff="s", visit=chosen.id))
    house.events(CallThis(id="x", staff="s", desk="d1", visit=chosen.id, services=("tax",)))
    assert first.overtaken == 1


def both(house: House, due: int) -> Visit:
    """Let somebody come who waits for tax from now on, and for the land survey by appointment."""
    house.now += 1
    booked = Appointment(id=house.id(), service="land", at=house.now + due)
    command = AdviserCheckIn(
        id=house.id(), staff="s", service="tax", language="fi", also=("land",), appointment=booked
    )
    (event,) = house.events(command)
    assert isinstance(event, CheckedIn)
    return house.state.visits[event.visit]


def test_who_is_ahead_in_another_line_of_the_desk_overtakes_nobody() -> None:
    house = house_with(Accumulating())
    first = both(house, due=30 * MINUTE)
    second = arrive(house)
    house.now += 50 * MINUTE
    assert house.call("d1", "tax", "land").id == first.id
    assert second.overtaken == 0


def test_call_by_hand_takes_what_is_due() -> None:
    house = house_with(Accumulating())
    visit = both(house, due=30 * MINUTE)
    house.events(CallThis(id="x", staff="s", desk="d1", visit=visit.id, services=("land", "tax")))
    assert visit.service == "tax"


def test_of_a_full_hall_so_many_are_named_where_the_policy_bounds_nothing() -> None:
    house = house_with(appointments_first)
    for _ in range(MOST_NAMED + 10):
        arrive(house)
    arrive(house, due=0)
    house.call()
    called = house.log[-1]
    assert isinstance(called, Called)
    assert (called.passed, len(called.overtook)) == (MOST_NAMED + 10, MOST_NAMED)


def test_board_of_an_interleaving_desk_is_as_it_will_call() -> None:
    house = house_with(Interleave(2))
    for _ in range(3):
        arrive(house)
    for _ in range(3):
        arrive(house, due=0)
    told = [one.visit for one in upcoming(house.state, Reach(("tax",)), house.rules.policy, house.now, 6)]
    called: list[str] = []
    for _ in range(6):
        called.append(house.call().id)
        house.events(NoShow(id=house.id(), staff="s", desk="d1"))
    assert told == called
