"""A visit that is parked, brought back, and told better."""

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
    Extend,
    Finish,
    GiveBack,
    NoShow,
    Park,
    Return,
    Start,
    Tick,
    Transfer,
)
from hub.queue.details import Appointment, Details, Priority
from hub.queue.events import ParkReason
from hub.queue.state import Visit
from hub.queue.transitions import VisitState
from tests.hub.queue.house import MONDAY, House, ready_house

MINUTE = 60_000
TICK = Tick(today=MONDAY)


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
