"""What a customer adds at the kiosk to a visit that has begun."""

import pytest
from msgspec import structs

from hub.queue import snapshot, views
from hub.queue.answers import Code
from hub.queue.commands import (
    Add,
    Amend,
    BringBack,
    Cancel,
    CloseDay,
    Extend,
    Finish,
    GiveBack,
    NoShow,
    Park,
    Start,
)
from hub.queue.details import Details
from hub.queue.events import AdditionTaken, Amended, CheckedIn, Extended
from hub.queue.state import Visit
from hub.queue.transitions import VisitState
from tests.hub.queue.house import MONDAY, TUESDAY, House, ready_house, ticket


def addition(
    name: str = "ad1",
    of: str = "t1",
    *,
    service: str | None = None,
    party: int | None = None,
    needs_help: bool | None = None,
    device: str = "k1",
    sequence: int = 2,
) -> Add:
    return Add(
        addition=name,
        ticket=of,
        device=device,
        epoch="e1",
        sequence=sequence,
        service=service,
        party=party,
        needs_help=needs_help,
    )


def with_ticket() -> tuple[House, Visit]:
    house = ready_house()
    house.events(ticket("t1", 7))
    (visit,) = house.state.visits.values()
    return house, visit


def finish(house: House, desk: str = "d1") -> None:
    house.events(Start(id=house.id(), staff="s", desk=desk))
    house.events(Finish(id=house.id(), staff="s", desk=desk))


def test_service_comes_after_the_others_at_the_place_of_arrival() -> None:
    house, visit = with_ticket()
    stamp = visit.stamp
    house.now += 60_000
    house.check_in("land", at=house.now)
    extended, taken = house.events(addition(service="land"))
    assert isinstance(extended, Extended)
    assert isinstance(taken, AdditionTaken)
    assert (visit.wanted, visit.later, visit.state) == (("tax",), ("land",), VisitState.WAITING)
    house.call("d1")
    finish(house)
    assert house.call("d2", "land").id == visit.id
    assert (visit.stamp, visit.number) == (stamp, 7)


def test_party_and_help_are_said_anew_and_the_rest_stays() -> None:
    house, visit = with_ticket()
    known = Details(party=2, urgent=True, notes=("interpreter",))
    house.events(Amend(id="am", staff="s", visit=visit.id, details=known))
    amended, _taken = house.events(addition(needs_help=True))
    assert isinstance(amended, Amended)
    assert visit.details == Details(party=2, needs_help=True, urgent=True, notes=("interpreter",))
    house.events(addition("ad2", party=4))
    assert visit.details == Details(party=4, needs_help=True, urgent=True, notes=("interpreter",))
    house.events(addition("ad3", needs_help=False))
    assert visit.details == Details(party=4, urgent=True, notes=("interpreter",))


@pytest.mark.parametrize("service", ["tax", "land", "kela"])
def test_service_that_the_visit_has_changes_nothing(service: str) -> None:
    house = ready_house()
    house.events(structs.replace(ticket("t1", 7), also=("land",), later=("kela",)))
    (visit,) = house.state.visits.values()
    (event,) = house.events(addition(service=service))
    assert isinstance(event, AdditionTaken)
    assert (visit.wanted, visit.later) == (("tax", "land"), ("kela",))


def test_service_that_is_done_is_not_to_come_again() -> None:
    house, visit = with_ticket()
    house.events(addition(service="land"))
    house.call("d1")
    finish(house)
    house.events(addition("ad2", service="tax"))
    assert (visit.done, visit.wanted, visit.later) == (("tax",), ("land",), ())


def test_addition_that_comes_again_is_taken_once_whatever_staff_have_changed_since() -> None:
    house, visit = with_ticket()
    house.events(addition(service="land", party=5))
    house.events(Extend(id="e", staff="s", visit=visit.id))
    assert house.events(addition(service="land", party=5)) == []
    assert visit.later == ()
    house.open(TUESDAY)
    assert house.events(addition(service="land", party=5)) == []


def test_addition_counts_as_heard_of_its_outbox() -> None:
    house, _visit = with_ticket()
    house.events(addition(party=2, sequence=9))
    assert views.highest_sequence(house.state, "k1", "e1") == 9


@pytest.mark.parametrize("served", [False, True])
def test_who_stands_at_a_desk_gets_the_service_to_come(served: bool) -> None:  # noqa: FBT001 pytest hands it by name
    house, visit = with_ticket()
    house.call("d1")
    if served:
        house.events(Start(id="s", staff="s", desk="d1"))
    house.events(addition(service="land", party=2))
    assert (visit.later, visit.desk, visit.details.party) == (("land",), "d1", 2)
    assert house.state.lines.count("land") == 0


def test_who_is_parked_gets_the_service_to_come() -> None:
    house, visit = with_ticket()
    house.events(Park(id="p", staff="s", visit=visit.id))
    house.events(addition(service="land"))
    assert (visit.state, visit.later) == (VisitState.PARKED, ("land",))


def test_who_was_given_back_waits_on_and_is_no_news() -> None:
    house, visit = with_ticket()
    house.call("d1")
    house.events(GiveBack(id="g", staff="s", desk="d1"))
    house.events(addition(service="land"))
    assert (visit.state, visit.later, visit.came) == (VisitState.WAITING, ("land",), {})


def test_who_did_not_come_has_the_service_when_brought_back() -> None:
    house, visit = with_ticket()
    house.call("d1")
    house.events(NoShow(id="n", staff="s", desk="d1"))
    house.events(addition(service="land"))
    house.events(BringBack(id="b", staff="s", visit=visit.id))
    assert (visit.wanted, visit.later) == (("tax",), ("land",))


def test_whom_the_close_ended_has_the_service_when_the_day_goes_on() -> None:
    house, visit = with_ticket()
    house.events(CloseDay(id="c", staff="s"))
    house.events(addition(service="land"))
    house.open(MONDAY)
    assert (visit.state, visit.later) == (VisitState.WAITING, ("land",))


def test_visit_that_is_over_for_good_takes_nothing_more() -> None:
    house, _visit = with_ticket()
    house.call("d1")
    finish(house)
    assert house.refused(addition(service="land")) is Code.VISIT_ENDED
    house.events(ticket("t2", 8, sequence=3, clock_ms=5))
    second = house.state.visits[house.state.tickets["t2"]]
    house.events(Cancel(id="c", staff="s", visit=second.id, reason="left"))
    assert house.refused(addition("ad2", "t2", service="land")) is Code.VISIT_ENDED


def test_visit_of_yesterday_takes_nothing_more() -> None:
    house, _visit = with_ticket()
    house.open(TUESDAY)
    assert house.refused(addition(service="land")) is Code.VISIT_ENDED


def test_addition_before_its_check_in_is_to_come_again() -> None:
    house = ready_house()
    assert house.refused(addition(service="land")) is Code.UNKNOWN_TICKET
    house.events(ticket("t1", 7))
    house.events(addition(service="land"))


def test_kiosk_adds_to_its_own_tickets_only() -> None:
    house, _visit = with_ticket()
    by_hand = house.check_in()
    assert house.refused(addition(service="land", device="k2")) is Code.UNKNOWN_TICKET
    assert house.refused(addition(of=by_hand.ticket, service="land")) is Code.UNKNOWN_TICKET
    house.events(CloseDay(id="c", staff="s"))
    house.events(ticket("late", 8, sequence=3, clock_ms=5))
    assert house.refused(addition(of="late", service="land", device="k2")) is Code.UNKNOWN_TICKET


def test_ticket_that_came_after_the_close_waits_for_all_when_its_day_goes_on() -> None:
    house = ready_house()
    house.events(CloseDay(id="c", staff="s"))
    house.events(ticket("t1", 7))
    (taken,) = house.events(addition(service="land", party=3, sequence=2))
    assert isinstance(taken, AdditionTaken)
    house.events(addition("ad2", service="tax", needs_help=True, sequence=3))
    house.open(MONDAY)
    (visit,) = house.state.visits.values()
    assert (visit.wanted, visit.later) == (("tax",), ("land",))
    assert visit.details == Details(party=3, needs_help=True)
    assert [event.later for event in house.log if isinstance(event, CheckedIn)] == [("land",)]
    assert house.replayed() == house.state


def test_what_was_added_outlives_a_start() -> None:
    house, _visit = with_ticket()
    house.events(addition(service="land"))
    back = snapshot.load(snapshot.dump(house.state))
    assert back == house.state == house.replayed()
    assert back.additions == {"ad1": "t1"}
    house.open(TUESDAY)
    assert snapshot.load(snapshot.dump(house.state)).additions_before == {"ad1": "t1"}
