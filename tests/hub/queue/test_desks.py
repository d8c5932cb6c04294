import pytest

from hub.queue.answers import Code
from hub.queue.commands import (
    CallNext,
    CloseDesk,
    Finish,
    OpenDesk,
    PauseDesk,
    PlanDesk,
    ResumeDesk,
    Start,
    Tick,
    Transfer,
    UnplanDesk,
)
from hub.queue.events import (
    DeskClosed,
    DeskOpened,
    DeskPaused,
    DeskPlanned,
    DeskResumed,
    DeskUnplanned,
    GivenBack,
    Released,
)
from hub.queue.transitions import VisitState
from tests.hub.queue.house import MONDAY, House, ready_house

MINUTE = 60_000
TICK = Tick(today=MONDAY)


def open_desk(house: House, *services: str, desk: str = "d1") -> None:
    house.events(OpenDesk(id=house.id(), staff="s", desk=desk, services=services or ("tax",)))


def plan(house: House, opens: int = 10, closes: int = 70, desk: str = "d1") -> PlanDesk:
    return PlanDesk(
        id=house.id(),
        staff="s",
        desk=desk,
        services=("tax",),
        opens=house.now + opens * MINUTE,
        closes=house.now + closes * MINUTE,
    )


def test_closing_a_desk_gives_the_called_visit_back_to_its_place() -> None:
    house = ready_house()
    visit = house.check_in()
    house.check_in()
    house.call()
    back, closed = house.events(CloseDesk(id="c", staff="s", desk="d1"))
    assert isinstance(back, GivenBack)
    assert isinstance(closed, DeskClosed)
    assert not house.state.desks["d1"].open
    assert house.call("d2").id == visit.id


def test_closing_a_desk_that_serves_somebody_is_refused() -> None:
    house = ready_house()
    house.check_in()
    house.call()
    house.events(Start(id="s", staff="s", desk="d1"))
    assert house.refused(CloseDesk(id="c", staff="s", desk="d1")) is Code.VISIT_SERVING
    house.events(Finish(id="f", staff="s", desk="d1"))
    assert [type(event) for event in house.events(CloseDesk(id="c2", staff="s", desk="d1"))] == [DeskClosed]


def test_closing_a_closed_desk_changes_nothing() -> None:
    house = ready_house()
    assert house.events(CloseDesk(id="c", staff="s", desk="d1")) == []
    house.events(OpenDesk(id="o", staff="s", desk="d1", services=("tax",)))
    house.events(CloseDesk(id="c2", staff="s", desk="d1"))
    assert house.events(CloseDesk(id="c3", staff="s", desk="d1")) == []


def test_opening_a_desk_needs_a_day_and_services() -> None:
    house = House().begin()
    assert house.refused(OpenDesk(id="o", staff="s", desk="d1", services=("tax",))) is Code.DAY_NOT_OPEN
    house.open()
    assert house.refused(OpenDesk(id="p", staff="s", desk="d1", services=())) is Code.NO_SERVICES


def test_opening_a_closed_desk_opens_it_again() -> None:
    house = ready_house()
    house.events(OpenDesk(id="o", staff="s", desk="d1", services=("tax",)))
    house.events(CloseDesk(id="c", staff="s", desk="d1"))
    (event,) = house.events(OpenDesk(id="p", staff="s", desk="d1", services=("tax",)))
    assert isinstance(event, DeskOpened)
    assert house.state.desks["d1"].open


def test_closing_gives_who_is_served_back_where_that_is_asked_for() -> None:
    house = ready_house()
    visit = house.check_in()
    house.call()
    house.events(Start(id="s", staff="s", desk="d1"))
    back, closed = house.events(CloseDesk(id="c", staff="s", desk="d1", give_back=True))
    assert isinstance(back, GivenBack)
    assert isinstance(closed, DeskClosed)
    assert (visit.state, visit.started_at) == (VisitState.WAITING, 0)
    assert house.call("d2").id == visit.id


def test_paused_desk_calls_nobody_until_it_goes_on() -> None:
    house = ready_house()
    visit = house.check_in()
    open_desk(house)
    (paused,) = house.events(PauseDesk(id="p", staff="s", desk="d1"))
    assert isinstance(paused, DeskPaused)
    call = CallNext(id="n", staff="s", desk="d1", services=("tax",))
    assert house.refused(call) is Code.DESK_PAUSED
    assert house.events(PauseDesk(id="p2", staff="s", desk="d1")) == []
    (resumed,) = house.events(ResumeDesk(id="r", staff="s", desk="d1"))
    assert isinstance(resumed, DeskResumed)
    assert house.call().id == visit.id
    assert house.events(ResumeDesk(id="r2", staff="s", desk="d1")) == []


def test_who_stands_at_a_paused_desk_stays_there() -> None:
    house = ready_house()
    visit = house.check_in()
    house.call()
    house.events(PauseDesk(id="p", staff="s", desk="d1"))
    house.events(Start(id="s", staff="s", desk="d1"))
    house.events(Finish(id="f", staff="s", desk="d1"))
    assert visit.state is VisitState.FINISHED


def test_opening_a_paused_desk_ends_the_pause() -> None:
    house = ready_house()
    open_desk(house)
    house.events(PauseDesk(id="p", staff="s", desk="d1"))
    open_desk(house)
    assert not house.state.desks["d1"].paused


@pytest.mark.parametrize("kind", [PauseDesk, ResumeDesk])
def test_desk_that_is_not_open_cannot_be_paused(kind: type[PauseDesk] | type[ResumeDesk]) -> None:
    house = ready_house()
    assert house.refused(kind(id="p", staff="s", desk="d1")) is Code.DESK_NOT_OPEN
    open_desk(house)
    house.events(CloseDesk(id="c", staff="s", desk="d1"))
    assert house.refused(kind(id="q", staff="s", desk="d1")) is Code.DESK_NOT_OPEN


def house_with_one_for_desk_2() -> House:
    house = ready_house()
    house.check_in()
    open_desk(house, "tax", "land", desk="d2")
    house.call()
    house.events(Transfer(id="t", staff="s", desk="d1", service="land", to_desk="d2"))
    return house


def test_who_was_sent_to_a_desk_that_closes_may_go_to_any() -> None:
    house = house_with_one_for_desk_2()
    assert house.refused(CallNext(id="n", staff="s", desk="d3", services=("land",))) is Code.NOBODY_WAITING
    closed, released = house.events(CloseDesk(id="c", staff="s", desk="d2"))
    assert isinstance(closed, DeskClosed)
    assert isinstance(released, Released)
    assert house.call("d3", "land").id == released.visit


def test_who_was_sent_to_a_desk_for_what_it_serves_no_more_may_go_to_any() -> None:
    house = house_with_one_for_desk_2()
    opened, released = house.events(OpenDesk(id="o", staff="s", desk="d2", services=("tax",)))
    assert isinstance(opened, DeskOpened)
    assert isinstance(released, Released)
    assert house.call("d3", "land").id == released.visit


def test_planned_desk_opens_and_closes_by_itself() -> None:
    house = ready_house()
    (planned,) = house.events(plan(house))
    assert isinstance(planned, DeskPlanned)
    assert house.events(TICK) == []
    house.now += 10 * MINUTE
    (opened,) = house.events(TICK)
    assert isinstance(opened, DeskOpened)
    assert house.events(TICK) == []
    house.now += 60 * MINUTE
    closed, unplanned = house.events(TICK)
    assert isinstance(closed, DeskClosed)
    assert isinstance(unplanned, DeskUnplanned)
    assert not house.state.desks["d1"].open
    assert house.state.plans == {}


def test_planned_desk_is_closed_when_nobody_stands_there_any_more() -> None:
    house = ready_house()
    house.check_in()
    house.events(plan(house, opens=0))
    house.events(TICK)
    house.call()
    house.now += 70 * MINUTE
    assert house.events(TICK) == []
    house.events(Start(id="s", staff="s", desk="d1"))
    house.events(Finish(id="f", staff="s", desk="d1"))
    assert [type(event) for event in house.events(TICK)] == [DeskClosed, DeskUnplanned]


def test_planned_desk_that_is_closed_by_hand_stays_closed() -> None:
    house = ready_house()
    house.events(plan(house, opens=0))
    house.events(TICK)
    unplanned, closed = house.events(CloseDesk(id="c", staff="s", desk="d1"))
    assert isinstance(unplanned, DeskUnplanned)
    assert isinstance(closed, DeskClosed)
    assert house.events(TICK) == []


def test_closing_by_hand_before_its_hour_leaves_a_plan() -> None:
    house = ready_house()
    open_desk(house)
    house.events(plan(house))
    assert [type(event) for event in house.events(CloseDesk(id="c", staff="s", desk="d1"))] == [DeskClosed]
    house.now += 10 * MINUTE
    assert [type(event) for event in house.events(TICK)] == [DeskOpened]


def test_plan_whose_hours_went_by_unseen_is_only_taken_away() -> None:
    house = ready_house()
    house.events(plan(house))
    house.now += 100 * MINUTE
    assert [type(event) for event in house.events(TICK)] == [DeskUnplanned]


def test_plan_that_is_taken_back_opens_nothing() -> None:
    house = ready_house()
    house.events(plan(house))
    house.events(UnplanDesk(id="u", staff="s", desk="d1"))
    house.now += 10 * MINUTE
    assert house.events(TICK) == []
    assert house.refused(UnplanDesk(id="u2", staff="s", desk="d1")) is Code.NOT_PLANNED


def test_plan_needs_a_day_services_and_hours_to_come() -> None:
    house = House().begin()
    assert house.refused(plan(house)) is Code.DAY_NOT_OPEN
    house.open()
    assert house.refused(plan(house, opens=10, closes=10)) is Code.BAD_TIME
    assert house.refused(plan(house, opens=-20, closes=-10)) is Code.BAD_TIME
    nothing = PlanDesk(id="x", staff="s", desk="d1", services=(), opens=house.now, closes=house.now + MINUTE)
    assert house.refused(nothing) is Code.NO_SERVICES
