"""A visit that needs several services, at once or one after another."""

from msgspec import structs

from hub.queue.answers import Code, Done
from hub.queue.commands import (
    AdviserCheckIn,
    CallNext,
    Extend,
    Finish,
    Start,
    Tick,
)
from hub.queue.events import Continued, Finished
from hub.queue.transitions import VisitState
from tests.hub.queue.house import MONDAY, House, ready_house, ticket

MINUTE = 60_000
TICK = Tick(today=MONDAY)


def serve(house: House, desk: str, service: str) -> Done:
    house.call(desk, service)
    house.events(Start(id=house.id(), staff="s", desk=desk))
    answer = house.do(Finish(id=house.id(), staff="s", desk=desk))
    assert isinstance(answer, Done)
    return answer


def test_visit_waits_for_several_services_at_once_and_is_called_for_whichever_is_free() -> None:
    house = ready_house()
    visit = house.check_in("tax", also=("land", "kela"))
    number, stamp = visit.number, visit.stamp
    assert [house.state.lines.count(name) for name in ("tax", "land", "kela")] == [1, 1, 1]
    done = serve(house, "d2", "land")
    assert done.next == ("tax", "kela")
    assert (visit.number, visit.stamp, visit.done) == (number, stamp, ("land",))
    assert serve(house, "d1", "kela").next == ("tax",)
    assert serve(house, "d1", "tax").next == ()
    assert visit.state is VisitState.FINISHED


def test_who_is_at_one_desk_waits_nowhere_else() -> None:
    house = ready_house()
    house.check_in("tax", also=("land",))
    house.call("d1", "tax")
    assert house.refused(CallNext(id="n", staff="s", desk="d2", services=("land",))) is Code.NOBODY_WAITING


def test_services_that_follow_one_another_are_told_in_turn() -> None:
    house = ready_house()
    visit = house.check_in("tax", later=("land", "kela"))
    house.now += MINUTE
    house.check_in("land")
    assert serve(house, "d1", "tax").next == ("land",)
    assert house.call("d2", "land").id == visit.id
    assert visit.later == ("kela",)


def test_event_of_a_further_service_says_what_comes() -> None:
    house = ready_house()
    house.check_in("tax", also=("land",), later=("kela",))
    house.call()
    house.events(Start(id="s", staff="s", desk="d1"))
    (event,) = house.events(Finish(id="f", staff="s", desk="d1"))
    assert isinstance(event, Continued)
    assert (event.service, event.next, event.later) == ("tax", ("land",), ("kela",))


def test_last_service_finishes_the_visit() -> None:
    house = ready_house()
    house.check_in("tax")
    house.call()
    house.events(Start(id="s", staff="s", desk="d1"))
    (event,) = house.events(Finish(id="f", staff="s", desk="d1"))
    assert isinstance(event, Finished)


def test_service_named_twice_is_refused_by_hand() -> None:
    house = ready_house()
    twice = AdviserCheckIn(id="a", staff="s", service="tax", language="fi", later=("tax",))
    assert house.refused(twice) is Code.SERVICE_TWICE
    visit = house.check_in()
    again = Extend(id="e", staff="s", visit=visit.id, also=("land",), later=("land",))
    assert house.refused(again) is Code.SERVICE_TWICE


def test_service_named_twice_on_a_ticket_counts_once() -> None:
    house = ready_house()
    told = structs.replace(ticket("t1", 7), also=("tax", "land", "land"), later=("land", "kela", "kela"))
    house.events(told)
    (visit,) = house.state.visits.values()
    assert (visit.also, visit.later) == (("land",), ("kela",))


def test_services_can_be_added_while_one_is_served() -> None:
    house = ready_house()
    visit = house.check_in()
    house.call()
    house.events(Start(id="s", staff="s", desk="d1"))
    house.events(Extend(id="e", staff="s", visit=visit.id, also=("land",), later=("kela",)))
    assert house.state.lines.count("land") == 0
    answer = house.do(Finish(id="f", staff="s", desk="d1"))
    assert isinstance(answer, Done)
    assert answer.next == ("land",)


def test_services_of_who_waits_can_be_changed() -> None:
    house = ready_house()
    visit = house.check_in("tax", also=("land",))
    house.events(Extend(id="e", staff="s", visit=visit.id, also=("kela",)))
    assert [house.state.lines.count(name) for name in ("tax", "land", "kela")] == [1, 0, 1]
    assert house.events(Extend(id="e2", staff="s", visit=visit.id, also=("kela",))) == []
