from hub.queue import views
from hub.queue.commands import Amend, CallAgain, CallThis, Cancel, CloseDay, Extend, Start
from hub.queue.details import Details
from hub.queue.lines import MOST_OVERTAKINGS, Reach
from hub.queue.number_events import LeaseKind
from hub.queue.policies.longest_wait import longest_wait
from hub.queue.transitions import VisitState
from tests.hub.queue.house import House, ready_house, ticket


def board(house: House, count: int = 8) -> views.BoardView:
    return views.board(house.state, ("d1", "d2"), ("tax", "land"), longest_wait, house.now, count)


def test_board_shows_the_newest_call_first_and_who_comes_next() -> None:
    house = ready_house()
    numbers = [house.check_in(service).face for service in ("tax", "land", "tax", "land", "tax")]
    house.call("d1", "tax", "land")
    house.now += 1000
    house.call("d2", "tax", "land")
    shown = board(house, 2)
    assert [(call.desk, call.number) for call in shown.calls] == [("d2", numbers[1]), ("d1", numbers[0])]
    assert shown.next == tuple(numbers[2:4])
    house.now += 1000
    house.events(CallAgain(id="again", staff="s", desk="d1"))
    assert [call.desk for call in board(house).calls] == ["d1", "d2"]
    assert board(house).calls[0].calls == 2


def test_board_shows_nothing_of_other_desks_and_services() -> None:
    house = ready_house()
    house.check_in("kela")
    house.check_in("kela")
    house.call("d9", "kela")
    assert board(house) == views.BoardView()


def test_room_shows_who_stands_there_and_whether_it_serves() -> None:
    house = ready_house()
    assert views.room(house.state, "d1") == views.RoomView()
    visit = house.check_in()
    house.call()
    shown = views.room(house.state, "d1")
    assert shown.open
    assert shown.call is not None
    assert (shown.call.number, shown.call.state) == (visit.face, VisitState.CALLED)


def test_wait_tells_how_many_and_since_when() -> None:
    house = ready_house()
    assert views.wait(house.state, "tax") == views.WaitView()
    first = house.check_in()
    house.now += 1000
    house.check_in(language="sv")
    assert views.wait(house.state, "tax") == views.WaitView(waiting=2, since=first.stamp.at)


def test_ahead_counts_who_came_earlier_for_the_same_service() -> None:
    house = ready_house()
    house.check_in("land")
    visits = [house.check_in(), house.check_in(language="sv"), house.check_in()]
    assert [views.ahead(house.state, visit.id) for visit in visits] == [0, 1, 2]
    assert views.ahead_of_new(house.state, "tax") == 3
    house.call()
    assert views.ahead(house.state, visits[0].id) is None
    assert views.ahead(house.state, "nobody") is None


def test_queue_is_in_the_order_of_calling() -> None:
    house = ready_house()
    visits = [house.check_in(service, language) for service in ("tax", "land") for language in ("fi", "sv")]
    shown = views.queue(house.state, Reach(("tax", "land"), ("fi",)), longest_wait, house.now, 10)
    assert [view.visit for view in shown] == [visits[0].id, visits[2].id]
    every = views.queue(house.state, Reach(("tax", "land")), longest_wait, house.now, 3)
    assert [view.visit for view in every] == [visit.id for visit in visits[:3]]


def test_visit_is_told_as_it_is() -> None:
    house = ready_house()
    visit = house.check_in("tax", "sv")
    house.call()
    house.events(Start(id="s", staff="s", desk="d1"))
    shown = views.visit(house.state, visit.id)
    assert shown is not None
    assert shown == views.current(house.state, "d1")
    assert (shown.state, shown.language, shown.started_at) == (VisitState.SERVING, "sv", house.now)
    assert views.visit(house.state, "nobody") is None
    assert views.current(house.state, "d2") is None


def test_ended_visits_of_the_day_can_be_listed() -> None:
    house = ready_house()
    visit = house.check_in()
    house.check_in()
    house.events(Cancel(id="c", staff="s", visit=visit.id, reason="left"))
    assert [one.visit for one in views.ended(house.state, [VisitState.CANCELLED])] == [visit.id]


def test_numbers_are_told_once_the_kiosk_has_reported_and_a_day_is_open() -> None:
    house = House().begin("k1")
    house.report("k1", day="")
    assert views.numbers(house.state, "k1") is None
    house.open()
    assert views.numbers(house.state, "k2") is None
    shown = views.numbers(house.state, "k1")
    assert shown is not None
    assert (shown.epoch, shown.day, shown.date) == ("e1", "2026-11-23", "2026-11-23")
    assert [(lease.kind, lease.first, lease.last) for lease in shown.leases] == [
        (LeaseKind.RESERVE, 1, 50),
        (LeaseKind.LEASE, 51, 53),
    ]
    house.begin("k1", incarnation="later")
    assert views.numbers(house.state, "k1") is None
    assert views.silent_kiosks(house.state) == ("k1",)
    house.events(CloseDay(id="c", staff="s"))
    house.report("k1", incarnation="later")
    assert views.numbers(house.state, "k1") is None


def test_highest_sequence_and_number_are_known() -> None:
    house = ready_house()
    house.events(ticket("t1", 5, sequence=40))
    house.events(ticket("t2", 4, sequence=20))
    assert views.highest_sequence(house.state, "k1", "e1") == 40
    assert views.highest_sequence(house.state, "k1", "other") == 0
    assert views.highest_number(house.state) == 5


def test_who_may_not_be_passed_comes_before_who_has_more_credit() -> None:
    house = ready_house()
    passed = house.check_in()
    for index in range(MOST_OVERTAKINGS):
        other = house.check_in()
        call = CallThis(id=f"x{index}", staff="s", desk=f"d{index}", visit=other.id, services=("tax",))
        house.events(call)
    house.now += 1
    urgent = house.check_in()
    house.events(Amend(id="m", staff="s", visit=urgent.id, details=Details(urgent=True)))
    last = house.check_in()
    house.now += 60_000
    shown = views.queue(house.state, Reach(("tax",)), house.rules.policy, house.now, 10)
    assert [view.visit for view in shown] == [passed.id, urgent.id, last.id]


def test_who_waits_for_two_services_comes_next_once() -> None:
    house = ready_house()
    both = house.check_in("tax")
    house.events(Extend(id="e", staff="s", visit=both.id, also=("land",)))
    other = house.check_in("land")
    shown = views.queue(house.state, Reach(("tax", "land")), longest_wait, house.now, 10)
    assert [view.visit for view in shown] == [both.id, other.id]
