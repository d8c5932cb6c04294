import pytest

from hub.queue.answers import Code
from hub.queue.commands import DeskCommand, Finish, GiveBack, NoShow, Start, Transfer
from hub.queue.events import Transferred
from hub.queue.transitions import VisitState
from tests.hub.queue.house import House, ready_house


def called_house() -> House:
    house = ready_house()
    house.check_in()
    house.call()
    return house


def test_visit_is_served_and_finished() -> None:
    house = called_house()
    visit = house.state.current("d1")
    assert visit is not None
    house.now += 1000
    house.events(Start(id="s", staff="s", desk="d1"))
    assert (visit.state, visit.started_at) == (VisitState.SERVING, house.now)
    house.now += 1000
    house.events(Finish(id="f", staff="s", desk="d1"))
    assert (visit.state, visit.ended_at, visit.done, visit.desk) == (
        VisitState.FINISHED,
        house.now,
        ("tax",),
        "",
    )
    assert house.state.current("d1") is None


def test_who_does_not_come_leaves_the_desk_free() -> None:
    house = called_house()
    visit = house.state.current("d1")
    assert visit is not None
    house.events(NoShow(id="n", staff="s", desk="d1"))
    assert (visit.state, visit.ended_at) == (VisitState.NO_SHOW, house.now)
    assert house.state.current("d1") is None


def test_given_back_visit_keeps_its_place() -> None:
    house = ready_house()
    first = house.check_in()
    house.check_in()
    house.call()
    house.events(GiveBack(id="b", staff="s", desk="d1"))
    assert first.state is VisitState.WAITING
    assert house.call("d2").id == first.id


def test_transfer_keeps_arrival_and_number() -> None:
    house = ready_house()
    visit = house.check_in("tax")
    before = (visit.stamp, visit.number)
    house.now += 60_000
    house.check_in("land")
    house.call("d1", "tax")
    house.events(Start(id="s", staff="s", desk="d1"))
    (event,) = house.events(Transfer(id="t", staff="s", desk="d1", service="land"))
    assert isinstance(event, Transferred)
    assert (event.before, event.service) == ("tax", "land")
    assert (visit.stamp, visit.number) == before
    assert visit.done == ("tax",)
    assert house.call("d2", "land").id == visit.id


def test_transfer_of_who_was_only_called_counts_no_service_as_done() -> None:
    house = called_house()
    visit = house.state.current("d1")
    assert visit is not None
    house.events(Transfer(id="t", staff="s", desk="d1", service="land"))
    assert visit.done == ()


def test_transfer_to_the_same_service_is_refused() -> None:
    house = called_house()
    assert house.refused(Transfer(id="t", staff="s", desk="d1", service="tax")) is Code.SAME_SERVICE


COMMANDS = [
    Start(id="x", staff="s", desk="d1"),
    Finish(id="x", staff="s", desk="d1"),
    NoShow(id="x", staff="s", desk="d1"),
    GiveBack(id="x", staff="s", desk="d1"),
    Transfer(id="x", staff="s", desk="d1", service="land"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: type(command).__name__)
def test_nothing_is_done_at_an_empty_desk(command: Start | Finish | NoShow | GiveBack | Transfer) -> None:
    assert ready_house().refused(command) is Code.NO_VISIT


def test_command_about_another_visit_is_refused() -> None:
    house = called_house()
    assert house.refused(Start(id="x", staff="s", desk="d1", visit="other")) is Code.OTHER_VISIT


def test_command_about_the_visit_that_stands_there_is_done() -> None:
    house = called_house()
    visit = house.state.current("d1")
    assert visit is not None
    house.events(Start(id="x", staff="s", desk="d1", visit=visit.id))
    assert visit.state is VisitState.SERVING


@pytest.mark.parametrize("command", [COMMANDS[0], COMMANDS[2]], ids=["start", "no show"])
def test_steps_of_a_call_are_refused_while_serving(command: Start | NoShow) -> None:
    house = called_house()
    house.events(Start(id="s", staff="s", desk="d1"))
    assert house.refused(command) is Code.WRONG_STATE


def test_visit_that_never_started_is_not_finished() -> None:
    command: DeskCommand = Finish(id="f", staff="s", desk="d1")
    assert isinstance(command, Finish)
    assert called_house().refused(command) is Code.WRONG_STATE
