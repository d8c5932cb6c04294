from collections.abc import Callable, Sequence

import pytest

from hub.notices.arrivals import Arrivals
from hub.notices.stamps import Stamper
from hub.queue import snapshot
from hub.queue.commands import (
    AdviserCheckIn,
    AnyCommand,
    BringBack,
    CallNext,
    Cancel,
    CloseDay,
    Extend,
    Finish,
    GiveBack,
    NoShow,
    Park,
    Return,
    Start,
    Transfer,
)
from hub.queue.details import Appointment
from hub.queue.events import AnyEvent
from hub.queue.state import State
from tests.hub.queue.house import ready_house, ticket


class Hall:
    """A house whose arrivals are followed, as the engine lets its followers hear of each commit."""

    def __init__(self) -> None:
        self.house = ready_house()
        self.arrivals = Arrivals(Stamper())
        self.ids = 0

    def do(self, *commands: AnyCommand) -> None:
        events: list[AnyEvent] = []
        for command in commands:
            events += self.house.events(command)
        self.arrivals.hear(self.state, events)

    @property
    def state(self) -> State:
        return self.house.state

    def come(self, service: str = "tax", *also: str, later: Sequence[str] = (), expert: str = "") -> str:
        due = Appointment(id="appointment-1", service=service, at=0, expert=expert) if expert else None
        self.do(
            AdviserCheckIn(
                id=self.mint(), staff="s", service=service, language="fi", also=also, later=tuple(later),
                appointment=due,
            )
        )  # fmt: skip
        return list(self.state.visits)[-1]

    def mint(self) -> str:
        self.ids += 1
        return f"notice-{self.ids}"

    def call(self, *services: str, desk: str = "d1") -> None:
        self.do(CallNext(id=self.mint(), staff="s", desk=desk, services=services or ("tax",)))

    def at_desk(self, *kinds: type[Start | Finish | NoShow | GiveBack], desk: str = "d1") -> None:
        for kind in kinds:
            self.do(kind(id=self.mint(), staff="s", desk=desk))

    def who(self, service: str = "tax") -> list[str]:
        return [arrival.visit for arrival in self.arrivals.newest(service)]


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_newest_stands_first_until_it_is_called(hall: Hall) -> None:
    first, second = hall.come(), hall.come()
    assert hall.who() == [second, first]
    hall.call()
    assert hall.who() == [second]


def test_arrival_tells_face_service_and_named_expert_only_for_the_appointment(hall: Hall) -> None:
    visit = hall.come("tax", "land", expert="expert-7")
    (tax,), (land,) = hall.arrivals.newest("tax"), hall.arrivals.newest("land")
    assert (tax.number, tax.service, tax.expert) == (hall.state.visits[visit].face, "tax", "expert-7")
    assert (land.visit, land.expert) == (visit, "")
    hall.call("land")
    assert hall.who("tax") == hall.who("land") == []


def test_who_was_given_back_is_no_news(hall: Hall) -> None:
    hall.come()
    hall.call()
    hall.at_desk(GiveBack)
    assert hall.who() == []


def test_transferred_customer_is_news_for_the_next_service(hall: Hall) -> None:
    visit = hall.come()
    hall.call()
    hall.do(Transfer(id=hall.mint(), staff="s", desk="d1", service="land"))
    assert (hall.who("tax"), hall.who("land")) == ([], [visit])


def test_later_service_is_told_when_it_is_its_turn(hall: Hall) -> None:
    visit = hall.come("tax", later=("land",))
    assert hall.who("land") == []
    hall.call()
    hall.at_desk(Start, Finish)
    assert hall.who("land") == [visit]


def test_parked_customer_is_told_again_on_return(hall: Hall) -> None:
    visit = hall.come()
    hall.do(Park(id=hall.mint(), staff="s", visit=visit))
    assert hall.who() == []
    hall.do(Return(id=hall.mint(), staff="s", visit=visit))
    assert hall.who() == [visit]


def test_customer_who_was_missed_and_came_is_told_again(hall: Hall) -> None:
    visit = hall.come()
    hall.call()
    hall.at_desk(NoShow)
    hall.do(BringBack(id=hall.mint(), staff="s", visit=visit))
    assert hall.who() == [visit]


def test_service_that_is_added_learns_of_it_and_one_that_is_dropped_forgets(hall: Hall) -> None:
    visit = hall.come("tax", "land")
    before = next(hall.arrivals.newest("tax"))
    hall.do(Extend(id=hall.mint(), staff="s", visit=visit, also=("dvv",)))
    assert (hall.who("tax"), hall.who("land"), hall.who("dvv")) == ([visit], [], [visit])
    assert next(hall.arrivals.newest("tax")) == before
    assert next(hall.arrivals.newest("dvv")).at > before.at


def test_cancelled_and_closed_visits_leave(hall: Hall) -> None:
    visit, _other = hall.come(), hall.come("land")
    hall.do(Cancel(id=hall.mint(), staff="s", visit=visit, reason="mistake"))
    hall.do(CloseDay(id=hall.mint(), staff="s"))
    assert hall.who("tax") == hall.who("land") == []


def test_two_in_one_batch_have_moments_of_their_own(hall: Hall) -> None:
    hall.do(
        *(
            AdviserCheckIn(id=hall.mint(), staff="s", service="tax", language="fi")
            for _ in range(3)
        )
    )  # fmt: skip
    moments = [arrival.at for arrival in hall.arrivals.newest("tax")]
    assert len(set(moments)) == 3
    assert moments == sorted(moments, reverse=True)


def test_called_in_the_same_batch_never_stands_there(hall: Hall) -> None:
    hall.do(
        AdviserCheckIn(id=hall.mint(), staff="s", service="tax", language="fi"),
        CallNext(id=hall.mint(), staff="s", desk="d1", services=("tax",)),
    )
    assert hall.who() == []


def test_start_of_the_hub_takes_in_who_waits(hall: Hall) -> None:
    first, second, called = hall.come(), hall.come("tax", "land"), hall.come()
    hall.do(Cancel(id=hall.mint(), staff="s", visit=called, reason="mistake"))
    again = _after_restart(hall)
    assert [arrival.visit for arrival in again.newest("tax")] == [second, first]
    assert [arrival.visit for arrival in again.newest("land")] == [second]
    assert again.count("tax") == 2


def _after_restart(hall: Hall) -> Arrivals:
    again = Arrivals(Stamper())
    again.begin(snapshot.load(snapshot.dump(hall.state)))
    return again


def _late(hall: Hall) -> None:
    hall.do(ticket("late", 77, at=hall.house.now - 600_000, uncertain=True))


def _later_service(hall: Hall) -> None:
    hall.come("tax", later=("land",))
    _minutes_go_by(hall)
    hall.call()
    hall.at_desk(Start, Finish)


def _transferred(hall: Hall) -> None:
    hall.come()
    _minutes_go_by(hall)
    hall.call()
    hall.do(Transfer(id=hall.mint(), staff="s", desk="d1", service="land"))


def _returned(hall: Hall) -> None:
    visit = hall.come("tax", "land")
    hall.do(Park(id=hall.mint(), staff="s", visit=visit))
    _minutes_go_by(hall)
    hall.do(Return(id=hall.mint(), staff="s", visit=visit))


def _brought_back(hall: Hall) -> None:
    visit = hall.come()
    hall.call()
    hall.at_desk(NoShow)
    _minutes_go_by(hall)
    hall.do(BringBack(id=hall.mint(), staff="s", visit=visit))


def _extended(hall: Hall) -> None:
    visit = hall.come("tax", "land")
    _minutes_go_by(hall)
    hall.do(Extend(id=hall.mint(), staff="s", visit=visit, also=("dvv",)))


def _given_back(hall: Hall) -> None:
    visit = hall.come()
    hall.call()
    hall.at_desk(GiveBack)
    hall.do(Extend(id=hall.mint(), staff="s", visit=visit, also=("dvv",)))


def _given_back_and_returned(hall: Hall) -> None:
    _given_back(hall)
    (visit,) = hall.state.visits
    hall.do(Park(id=hall.mint(), staff="s", visit=visit))
    _minutes_go_by(hall)
    hall.do(Return(id=hall.mint(), staff="s", visit=visit))


def _minutes_go_by(hall: Hall) -> None:
    hall.house.now += 600_000


@pytest.mark.parametrize(
    "happen",
    [
        _late, _later_service, _transferred, _returned, _brought_back, _extended, _given_back,
        _given_back_and_returned,
    ],
)  # fmt: skip
def test_restart_knows_exactly_who_has_come_and_when_the_hub_learnt_it(
    hall: Hall, happen: Callable[[Hall], None]
) -> None:
    happen(hall)
    _minutes_go_by(hall)
    again = _after_restart(hall)
    for service in ("tax", "land", "dvv"):
        assert list(again.newest(service)) == list(hall.arrivals.newest(service))


def test_after_a_restart_who_stood_there_leaves_like_others(hall: Hall) -> None:
    _extended(hall)
    hall.arrivals = _after_restart(hall)
    hall.call("dvv")
    assert hall.who("tax") == hall.who("dvv") == []


def test_expert_is_named_until_the_customer_is_called(hall: Hall) -> None:
    visit = hall.come("tax", "land", expert="expert-7")
    for arrivals in (hall.arrivals, _after_restart(hall)):
        assert [(one.visit, one.service) for one in arrivals.naming("expert-7")] == [(visit, "tax")]
        assert list(arrivals.naming("expert-8")) == []
    hall.call("land")
    assert list(hall.arrivals.naming("expert-7")) == []
