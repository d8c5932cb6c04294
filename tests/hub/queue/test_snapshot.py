import pytest

from hub.queue import snapshot
from hub.queue.commands import Cancel, CloseDay, Start, Transfer
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


def test_state_comes_back_equal() -> None:
    house = busy_house()
    assert snapshot.load(snapshot.dump(house.state)) == house.state
    house.events(CloseDay(id="close", staff="s"))
    house.events(ticket("late", 9, sequence=9, clock_ms=9))
    assert house.state.late
    assert snapshot.load(snapshot.dump(house.state)) == house.state
    house.open(TUESDAY)
    assert snapshot.load(snapshot.dump(house.state)) == house.state


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
