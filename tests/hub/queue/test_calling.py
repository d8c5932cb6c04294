from hub.queue.answers import Code
from hub.queue.commands import (
    CallAgain,
    CallNext,
    CallThis,
    Cancel,
    GiveBack,
    OpenDesk,
    Start,
)
from hub.queue.events import Called, CalledAgain, DeskOpened
from hub.queue.transitions import VisitState
from tests.hub.queue.house import House, ready_house


def call_next(
    house: House, desk: str = "d1", services: tuple[str, ...] = ("tax",), languages: tuple[str, ...] = ()
) -> CallNext:
    return CallNext(id=house.id(), staff="s", desk=desk, services=services, languages=languages)


def call_this(house: House, visit: str, desk: str = "d1", *services: str) -> CallThis:
    return CallThis(id=house.id(), staff="s", desk=desk, visit=visit, services=services or ("tax",))


def test_longest_wait_is_called_first_over_all_services_of_the_desk() -> None:
    house = ready_house()
    second = house.check_in("tax", at=2_000_000)
    first = house.check_in("land", at=1_500_000)
    assert house.call("d1", "tax", "land").id == first.id
    assert house.call("d2", "tax", "land").id == second.id


def test_desk_calls_only_its_services_and_languages() -> None:
    house = ready_house()
    house.check_in("kela", "fi")
    house.check_in("tax", "fi")
    swedish = house.check_in("tax", "sv")
    house.events(call_next(house, languages=("sv", "en")))
    current = house.state.current("d1")
    assert current is not None
    assert current.id == swedish.id


def test_call_opens_the_desk_and_names_the_visit() -> None:
    house = ready_house()
    visit = house.check_in()
    opened, called = house.events(call_next(house))
    assert isinstance(opened, DeskOpened)
    assert isinstance(called, Called)
    assert (called.visit, called.desk, called.service) == (visit.id, "d1", "tax")
    assert (visit.state, visit.desk, visit.calls, visit.called_at) == (
        VisitState.CALLED,
        "d1",
        1,
        house.now,
    )


def test_desk_that_serves_the_same_is_not_opened_again() -> None:
    house = ready_house()
    house.check_in()
    house.check_in()
    house.events(OpenDesk(id="o", staff="s", desk="d1", services=("tax",)))
    events = house.events(call_next(house))
    assert [type(event) for event in events] == [Called]


def test_call_changes_nothing_of_what_an_open_desk_serves() -> None:
    house = ready_house()
    house.check_in()
    house.events(OpenDesk(id="o", staff="s", desk="d1", services=("land", "tax")))
    events = house.events(call_next(house))
    assert [type(event) for event in events] == [Called]
    assert house.state.desks["d1"].services == ("land", "tax")


def test_busy_desk_calls_nobody_else() -> None:
    house = ready_house()
    house.check_in()
    other = house.check_in()
    house.call()
    assert house.refused(call_next(house)) is Code.DESK_BUSY
    assert house.refused(call_this(house, other.id)) is Code.DESK_BUSY


def test_nobody_waiting_is_refused() -> None:
    house = ready_house()
    house.check_in("land")
    assert house.refused(call_next(house)) is Code.NOBODY_WAITING


def test_nobody_is_called_without_an_open_day() -> None:
    house = House().begin()
    assert house.refused(call_next(house)) is Code.DAY_NOT_OPEN
    assert house.refused(call_this(house, "v")) is Code.DAY_NOT_OPEN


def test_desk_without_services_is_refused() -> None:
    house = ready_house()
    assert house.refused(call_next(house, services=())) is Code.NO_SERVICES
    assert house.refused(CallThis(id="x", staff="s", desk="d1", visit="v", services=())) is Code.NO_SERVICES


def test_chosen_visit_is_called_out_of_order() -> None:
    house = ready_house()
    house.check_in()
    chosen = house.check_in()
    house.events(call_this(house, chosen.id))
    assert house.state.current("d1") is chosen


def test_chosen_visit_must_exist() -> None:
    house = ready_house()
    assert house.refused(call_this(house, "v")) is Code.UNKNOWN_VISIT


def test_visit_at_another_desk_is_not_called() -> None:
    house = ready_house()
    visit = house.check_in()
    house.call("d1")
    assert house.refused(call_this(house, visit.id, "d2")) is Code.VISIT_TAKEN


def test_ended_visit_is_not_called() -> None:
    house = ready_house()
    visit = house.check_in()
    house.events(Cancel(id="c", staff="s", visit=visit.id, reason="left"))
    assert house.refused(call_this(house, visit.id)) is Code.WRONG_STATE


def test_chosen_visit_must_be_of_a_service_of_the_desk() -> None:
    house = ready_house()
    visit = house.check_in("land")
    assert house.refused(call_this(house, visit.id)) is Code.NOT_SERVED


def test_calling_again_rings_with_a_new_call_and_counts() -> None:
    house = ready_house()
    house.check_in()
    first = house.call().call
    house.now += 5000
    (event,) = house.events(CallAgain(id="again", staff="s", desk="d1"))
    visit = house.state.current("d1")
    assert visit is not None
    assert isinstance(event, CalledAgain)
    assert event.call != first
    assert (visit.call, visit.calls, visit.called_at) == (event.call, 2, house.now)


def test_who_is_served_is_not_called_again() -> None:
    house = ready_house()
    house.check_in()
    house.call()
    house.events(Start(id="s", staff="s", desk="d1"))
    assert house.refused(CallAgain(id="again", staff="s", desk="d1")) is Code.WRONG_STATE


def test_calls_are_counted_anew_at_the_next_desk() -> None:
    house = ready_house()
    visit = house.check_in()
    house.call("d1")
    house.events(CallAgain(id="again", staff="s", desk="d1"))
    house.events(GiveBack(id="back", staff="s", desk="d1"))
    house.call("d2")
    assert visit.calls == 1
