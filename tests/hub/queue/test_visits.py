"""A visit that is parked, brought back, sent to a desk or an hour, and told better."""

import pytest

from hub.queue.answers import Code, Done
from hub.queue.commands import (
    AdviserCheckIn,
    Amend,
    BringBack,
    CallNext,
    CallThis,
    Cancel,
    CloseDay,
    CloseDesk,
    Extend,
    Finish,
    GiveBack,
    NoShow,
    OpenDesk,
    Park,
    PlanDesk,
    Redirect,
    Return,
    Start,
    Tick,
    Transfer,
    UnplanDesk,
)
from hub.queue.details import Appointment, Details, Priority
from hub.queue.events import Parked, ParkReason, Returned, Transferred
from hub.queue.state import Visit
from hub.queue.transitions import VisitState
from tests.hub.queue.house import MONDAY, House, ready_house

MINUTE = 60_000
TICK = Tick(today=MONDAY)


# --- to a desk, to an hour ---


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


# --- parked ---


def test_parked_visit_frees_the_desk_and_returns_to_its_place() -> None:
    house = ready_house()
    visit = house.check_in()
    house.check_in()
    house.call("d1")
    house.events(Start(id="s", staff="s", desk="d1"))
    house.events(Park(id="p", staff="s", visit=visit.id))
    assert (visit.state, visit.reason, visit.desk) == (VisitState.PARKED, ParkReason.FORM, "")
    assert house.state.current("d1") is None
    house.events(Return(id="r", staff="s", visit=visit.id))
    assert house.call("d1").id == visit.id


def test_waiting_visit_can_be_parked_for_a_while() -> None:
    house = ready_house()
    visit = house.check_in()
    until = house.now + MINUTE
    house.events(Park(id="p", staff="s", visit=visit.id, until=until))
    assert house.state.lines.count("tax") == 0
    house.now = until
    house.events(TICK)
    assert house.state.lines.count("tax") == 1


def test_parked_visit_can_be_called_by_hand() -> None:
    house = ready_house()
    visit = house.check_in()
    house.check_in()
    house.events(Park(id="p", staff="s", visit=visit.id, until=house.now + MINUTE))
    house.events(CallThis(id="x", staff="s", desk="d1", visit=visit.id, services=("tax",)))
    assert house.state.current("d1") is visit
    assert house.state.due == {}


def test_parked_visit_is_closed_with_the_day() -> None:
    house = ready_house()
    visit = house.check_in()
    house.events(Park(id="p", staff="s", visit=visit.id))
    house.events(CloseDay(id="c", staff="s"))
    assert (visit.state, visit.reason) == (VisitState.CLOSED, "day-end")


def test_parking_until_a_time_that_is_over_is_refused() -> None:
    house = ready_house()
    visit = house.check_in()
    assert house.refused(Park(id="p", staff="s", visit=visit.id, until=house.now)) is Code.BAD_TIME


def test_who_does_not_wait_is_not_parked_and_who_is_not_parked_does_not_return() -> None:
    house = ready_house()
    visit = house.check_in()
    assert house.refused(Return(id="r", staff="s", visit=visit.id)) is Code.WRONG_STATE
    house.events(Cancel(id="c", staff="s", visit=visit.id, reason="left"))
    assert house.refused(Park(id="p", staff="s", visit=visit.id)) is Code.WRONG_STATE


# --- brought back ---


def test_who_was_missed_is_brought_back_to_the_old_place() -> None:
    house = ready_house()
    visit = house.check_in()
    house.check_in()
    house.call("d1")
    house.events(NoShow(id="n", staff="s", desk="d1"))
    house.events(BringBack(id="b", staff="s", visit=visit.id))
    assert visit.ended_at == 0
    assert house.call("d1").id == visit.id


def test_nobody_is_brought_back_to_a_closed_day() -> None:
    house = ready_house()
    visit = house.check_in()
    house.call("d1")
    house.events(NoShow(id="n", staff="s", desk="d1"))
    house.events(CloseDay(id="c", staff="s"))
    assert visit.state is VisitState.NO_SHOW
    assert house.refused(BringBack(id="b", staff="s", visit=visit.id)) is Code.DAY_NOT_OPEN


def test_only_who_was_missed_is_brought_back() -> None:
    house = ready_house()
    visit = house.check_in()
    assert house.refused(BringBack(id="b", staff="s", visit=visit.id)) is Code.WRONG_STATE


# --- known better ---


def test_details_and_language_can_be_amended() -> None:
    house = ready_house()
    visit = house.check_in(language="fi")
    better = Details(party=3, needs_help=True, notes=("interpreter",))
    house.events(Amend(id="m", staff="s", visit=visit.id, details=better, language="sv"))
    assert (visit.details, visit.language) == (better, "sv")
    call = CallNext(id="n", staff="s", desk="d1", services=("tax",), languages=("sv",))
    house.events(call)
    assert house.state.current("d1") is visit


def test_amending_nothing_leaves_no_event() -> None:
    house = ready_house()
    visit = house.check_in()
    assert house.events(Amend(id="m", staff="s", visit=visit.id, details=Details())) == []


def test_visit_that_is_called_can_be_amended_and_stands_in_no_line() -> None:
    house = ready_house()
    visit = house.check_in()
    house.call()
    house.events(Amend(id="m", staff="s", visit=visit.id, details=Details(urgent=True)))
    assert house.state.lines.count("tax") == 0


@pytest.mark.parametrize(
    "command",
    [
        Amend(id="x", staff="s", visit="v", details=Details(party=2)),
        Extend(id="x", staff="s", visit="v", also=("land",)),
        Park(id="x", staff="s", visit="v"),
        Return(id="x", staff="s", visit="v"),
        BringBack(id="x", staff="s", visit="v"),
    ],
    ids=lambda command: type(command).__name__,
)
def test_visit_that_is_not_there_is_refused(command: Amend | Extend | Park | Return | BringBack) -> None:
    assert ready_house().refused(command) is Code.UNKNOWN_VISIT


def test_ended_visit_is_not_amended() -> None:
    house = ready_house()
    visit = house.check_in()
    house.events(Cancel(id="c", staff="s", visit=visit.id, reason="left"))
    better = Details(party=2)
    assert house.refused(Amend(id="m", staff="s", visit=visit.id, details=better)) is Code.WRONG_STATE
    assert house.refused(Extend(id="e", staff="s", visit=visit.id, also=("land",))) is Code.WRONG_STATE


# --- appointments ---


def with_appointment(house: House, at: int, name: str = "ap1") -> Visit:
    appointment = Appointment(id=name, service="tax", at=at)
    command = AdviserCheckIn(
        id=house.id(), staff="s", service="tax", language="fi", also=("land",), appointment=appointment
    )
    answer = house.do(command)
    assert isinstance(answer, Done), answer
    return house.state.visits[answer.visit]


def test_appointment_counts_from_its_time_and_for_its_own_service() -> None:
    house = ready_house()
    visit = with_appointment(house, house.now + 10 * MINUTE)
    due, other = visit.waiting_for("tax"), visit.waiting_for("land")
    assert (due.priority, due.place.at) == (Priority.APPOINTMENT, house.now + 10 * MINUTE)
    assert (other.priority, other.place) == (Priority.ORDINARY, visit.stamp)


def test_late_arrival_counts_from_the_arrival() -> None:
    house = ready_house()
    visit = with_appointment(house, house.now - 10 * MINUTE)
    assert visit.waiting_for("tax").place == visit.stamp


def test_appointment_is_kept_once() -> None:
    house = ready_house()
    first, second = with_appointment(house, house.now), with_appointment(house, house.now)
    assert first.appointment is not None
    assert second.appointment is None


def test_appointment_is_lost_by_no_transfer_back_to_its_service() -> None:
    house = ready_house()
    visit = with_appointment(house, house.now)
    house.call("d1", "tax")
    house.events(Transfer(id="t", staff="s", desk="d1", service="kela"))
    assert visit.waiting_for("kela").priority is Priority.ORDINARY
    house.call("d1", "kela")
    house.events(Transfer(id="t2", staff="s", desk="d1", service="tax"))
    assert visit.waiting_for("tax").priority is Priority.APPOINTMENT


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


def test_service_that_is_done_does_not_come_again_by_a_page_of_before() -> None:
    house = ready_house()
    visit = house.check_in(later=("land",))
    house.call()
    house.events(Start(id="s", staff="s", desk="d1"))
    house.events(Finish(id="f", staff="s", desk="d1"))
    assert house.refused(Extend(id="e", staff="s", visit=visit.id, later=("tax",))) is Code.SERVICE_TWICE


def test_visit_knows_since_when_each_service_is_waited_for_and_nothing_once_called() -> None:
    house = ready_house()
    visit = house.check_in("tax", also=("land",))
    begun = house.now
    house.now += 60_000
    house.events(Extend(id="x", staff="s", visit=visit.id, also=("dvv",)))
    assert visit.came == {"tax": begun, "dvv": house.now}
    house.call()
    house.events(GiveBack(id="g", staff="s", desk="d1"))
    assert visit.came == {}
    house.call()
    house.now += 60_000
    house.events(Transfer(id="t", staff="s", desk="d1", service="land"))
    assert visit.came == {"land": house.now, "dvv": house.now}
