import pytest

from hub.queue import snapshot
from hub.queue.commands import (
    AdviserCheckIn,
    CallThis,
    Cancel,
    CloseDay,
    NoShow,
    Park,
    PlanDesk,
    Start,
    Transfer,
)
from hub.queue.details import Appointment
from hub.queue.lines import MOST_OVERTAKINGS
from hub.queue.state import State
from tests.hub.queue.house import TUESDAY, House, ticket


def busy_house() -> House:
    house = House().begin("k1").open()
    house.report("k1")
    for number in range(1, 6):
        house.events(ticket(f"t{number}", number, sequence=number, clock_ms=number, at=600_000 - number))
    house.events(ticket("other", 3, device="k2", boot=2))
    leaving = house.check_in("land")
    house.events(Cancel(id="c", staff="s", visit=leaving.id, reason="left"))
    house.call("d1")
    house.events(Start(id="s", staff="s", desk="d1"))
    house.events(Transfer(id="t", staff="s", desk="d1", service="land"))
    house.call("d2")
    return house


def parked_house() -> House:
    """A house with what only indexes know of after a start: hours, appointments, guards, plans."""
    house = House().begin().open()
    appointment = Appointment(id="ap", service="tax", at=house.now)
    house.do(AdviserCheckIn(id="a", staff="s", service="tax", language="fi", appointment=appointment))
    for name in ("for a while", "until told"):
        until = house.now + 60_000 if name == "for a while" else 0
        house.events(Park(id=name, staff="s", visit=house.check_in().id, until=until))
    missed = house.check_in("other")
    house.call("d8", "other")
    house.events(NoShow(id="n", staff="s", desk="d8"))
    assert missed.id in house.state.aside
    passed = house.check_in("land")
    for index in range(MOST_OVERTAKINGS):
        visit = house.check_in("land")
        call = CallThis(id=f"x{index}", staff="s", desk=f"d{index}", visit=visit.id, services=("land",))
        house.events(call)
    assert passed.overtaken == MOST_OVERTAKINGS
    opens, closes = house.now + 60_000, house.now + 120_000
    house.events(PlanDesk(id="p", staff="s", desk="d9", services=("tax",), opens=opens, closes=closes))
    return house


def test_state_comes_back_equal() -> None:
    house = busy_house()
    assert snapshot.load(snapshot.dump(house.state)) == house.state
    house.events(CloseDay(id="close", staff="s"))
    house.events(ticket("late", 9, sequence=9, clock_ms=9))
    assert house.state.late
    assert snapshot.load(snapshot.dump(house.state)) == house.state
    house.open(TUESDAY)
    assert snapshot.load(snapshot.dump(house.state)) == house.state


def test_indexes_come_back_equal() -> None:
    house = parked_house()
    assert snapshot.load(snapshot.dump(house.state)) == house.state
    house.events(CloseDay(id="close", staff="s"))
    assert len(house.state.aside) == 1
    house.open(TUESDAY)
    assert house.state.aside == {}


def test_empty_state_comes_back_equal() -> None:
    assert snapshot.load(snapshot.dump(State())) == State()


def test_state_that_came_back_goes_on_alike() -> None:
    house = busy_house()
    back = House(state=snapshot.load(snapshot.dump(house.state)), ids=house.ids)
    for one in (house, back):
        one.events(ticket("late", 9, sequence=9, clock_ms=3, boot=1, at=100))
        one.call("d3", "tax", "land")
    assert back.state == house.state


def test_anything_else_is_refused() -> None:
    with pytest.raises(ValueError, match="missing required field"):
        snapshot.load(b"{}")
