"""A visit that is sent to another service, to one desk, or to an hour."""

from hub.queue.answers import Code
from hub.queue.commands import (
    Amend,
    CallNext,
    CallThis,
    CloseDesk,
    GiveBack,
    NoShow,
    OpenDesk,
    Park,
    PlanDesk,
    Redirect,
    Start,
    Tick,
    Transfer,
    UnplanDesk,
)
from hub.queue.details import Details
from hub.queue.events import Parked, Returned, Transferred
from hub.queue.transitions import VisitState
from tests.hub.queue.house import MONDAY, ready_house

MINUTE = 60_000
TICK = Tick(today=MONDAY)


def test_transfer_to_a_desk_is_called_by_that_desk_alone() -> None:
    house = ready_house()
    visit = house.check_in()
    house.call("d1")
    house.events(OpenDesk(id="o", staff="s", desk="d2", services=("tax",)))
    house.events(Transfer(id="t", staff="s", desk="d1", service="tax", to_desk="d2"))
    assert house.refused(CallNext(id="n", staff="s", desk="d3", services=("tax",))) is Code.NOBODY_WAITING
    assert house.call("d2").id == visit.id
    house.events(GiveBack(id="b", staff="s", desk="d2"))
    assert house.refused(CallNext(id="m", staff="s", desk="d3", services=("tax",))) is Code.NOBODY_WAITING
    house.call("d2")
    house.events(Start(id="s", staff="s", desk="d2"))
    assert visit.to_desk == ""


def test_transfer_to_where_the_visit_stands_is_refused() -> None:
    house = ready_house()
    house.check_in()
    house.call("d1")
    same = Transfer(id="t", staff="s", desk="d1", service="tax", to_desk="d1")
    assert house.refused(same) is Code.SAME_SERVICE


def test_transfer_to_a_later_hour_waits_again_by_itself_at_the_old_place() -> None:
    house = ready_house()
    visit = house.check_in()
    house.call("d1")
    hour = house.now + 60 * MINUTE
    _moved, parked = house.events(Transfer(id="t", staff="s", desk="d1", service="land", until=hour))
    assert isinstance(parked, Parked)
    assert (visit.state, visit.until, visit.service) == (VisitState.PARKED, hour, "land")
    house.now += 30 * MINUTE
    house.check_in("land")
    assert house.events(TICK) == []
    house.now = hour
    (returned,) = house.events(TICK)
    assert isinstance(returned, Returned)
    assert (visit.until, visit.reason) == (0, "")
    assert house.call("d2", "land").id == visit.id


def test_transfer_to_an_hour_that_is_over_is_refused() -> None:
    house = ready_house()
    house.check_in()
    house.call("d1")
    gone = Transfer(id="t", staff="s", desk="d1", service="tax", until=house.now)
    assert house.refused(gone) is Code.BAD_TIME


def test_transfer_to_a_service_that_was_still_to_come_takes_it_from_there() -> None:
    house = ready_house()
    visit = house.check_in("tax", also=("land",), later=("kela",))
    house.call("d1", "tax")
    house.events(Transfer(id="t", staff="s", desk="d1", service="kela"))
    assert (visit.service, visit.also, visit.later) == ("kela", ("land",), ())


def test_who_waits_is_redirected_and_keeps_the_place() -> None:
    house = ready_house()
    visit = house.check_in("tax")
    house.now += MINUTE
    house.check_in("land")
    (event,) = house.events(Redirect(id="r", staff="s", visit=visit.id, service="land"))
    assert isinstance(event, Transferred)
    assert (event.before, event.desk) == ("tax", "")
    assert visit.done == ()
    assert house.call("d1", "land").id == visit.id


def test_who_was_sent_to_a_desk_can_be_sent_to_any_again() -> None:
    house = ready_house()
    visit = house.check_in()
    house.events(OpenDesk(id="o", staff="s", desk="d2", services=("tax",)))
    house.events(Redirect(id="r", staff="s", visit=visit.id, service="tax", to_desk="d2"))
    assert house.refused(Redirect(id="q", staff="s", visit=visit.id, service="tax", to_desk="d2")) is (
        Code.SAME_SERVICE
    )
    house.events(Redirect(id="p", staff="s", visit=visit.id, service="tax"))
    assert house.call("d1").id == visit.id


def test_who_waits_for_several_services_is_redirected_from_the_first() -> None:
    house = ready_house()
    visit = house.check_in("tax", also=("land",))
    house.events(Redirect(id="r", staff="s", visit=visit.id, service="kela"))
    assert visit.wanted == ("kela", "land")


def test_who_stands_at_a_desk_is_not_redirected() -> None:
    house = ready_house()
    visit = house.check_in()
    house.call()
    assert house.refused(Redirect(id="r", staff="s", visit=visit.id, service="land")) is Code.VISIT_TAKEN
    house.events(NoShow(id="n", staff="s", desk="d1"))
    assert house.refused(Redirect(id="q", staff="s", visit=visit.id, service="land")) is Code.WRONG_STATE


def test_parked_visit_is_redirected_and_parked_anew() -> None:
    house = ready_house()
    visit = house.check_in()
    house.events(Park(id="p", staff="s", visit=visit.id, until=house.now + MINUTE))
    house.events(Park(id="q", staff="s", visit=visit.id, until=house.now + 2 * MINUTE))
    assert house.state.due == {visit.id: house.now + 2 * MINUTE}
    house.events(Redirect(id="r", staff="s", visit=visit.id, service="land"))
    assert (visit.state, house.state.due) == (VisitState.WAITING, {})
    assert house.call("d1", "land").id == visit.id


def test_transfer_before_service_after_parking_counts_no_service_as_done() -> None:
    house = ready_house()
    visit = house.check_in()
    house.call()
    house.events(Start(id="s", staff="s", desk="d1"))
    house.events(Park(id="p", staff="s", visit=visit.id))
    house.events(CallThis(id="x", staff="s", desk="d1", visit=visit.id, services=("tax",)))
    house.events(Transfer(id="t", staff="s", desk="d1", service="land"))
    assert visit.done == ()


def test_who_returns_to_a_desk_that_has_closed_may_go_to_any() -> None:
    house = ready_house()
    visit = house.check_in()
    house.events(OpenDesk(id="o", staff="s", desk="d2", services=("tax",)))
    hour = house.now + MINUTE
    house.events(Redirect(id="r", staff="s", visit=visit.id, service="tax", to_desk="d2", until=hour))
    house.events(CloseDesk(id="c", staff="s", desk="d2"))
    house.now = hour
    house.events(TICK)
    assert visit.to_desk == ""
    assert house.call("d3").id == visit.id


def test_who_speaks_what_the_desk_does_not_may_go_to_any() -> None:
    house = ready_house()
    visit = house.check_in(language="fi")
    house.events(OpenDesk(id="o", staff="s", desk="d2", services=("tax",), languages=("fi",)))
    house.events(Redirect(id="r", staff="s", visit=visit.id, service="tax", to_desk="d2"))
    house.events(Amend(id="m", staff="s", visit=visit.id, details=Details(), language="sv"))
    assert visit.to_desk == ""


def test_planned_desk_may_be_waited_for_and_no_other_closed_one() -> None:
    house = ready_house()
    visit = house.check_in()
    to_desk = Redirect(id="r", staff="s", visit=visit.id, service="tax", to_desk="d2")
    assert house.refused(to_desk) is Code.DESK_NOT_OPEN
    opens, closes = house.now + MINUTE, house.now + 9 * MINUTE
    house.events(PlanDesk(id="p", staff="s", desk="d2", services=("tax",), opens=opens, closes=closes))
    house.events(to_desk)
    assert visit.to_desk == "d2"
    house.events(UnplanDesk(id="u", staff="s", desk="d2"))
    assert visit.to_desk == ""
