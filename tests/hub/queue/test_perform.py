import pytest

from hub.queue.answers import Code, Done, Refusal
from hub.queue.commands import (
    AnyCommand,
    CallNext,
    CloseDay,
    CloseDesk,
    OpenDay,
    OpenDesk,
    PlanDesk,
    Start,
)
from tests.hub.queue.house import MONDAY, ready_house


def call_next(name: str, desk: str = "d1") -> CallNext:
    return CallNext(id=name, staff="s", desk=desk, services=("tax",))


def test_command_sent_again_gets_the_same_answer_and_does_nothing() -> None:
    house = ready_house()
    house.check_in()
    house.check_in()
    first = house.do(call_next("click"))
    before = len(house.log)
    assert house.do(call_next("click")) == first
    assert len(house.log) == before


def test_answer_names_visit_number_and_call() -> None:
    house = ready_house()
    visit = house.check_in()
    assert house.do(call_next("click")) == Done(visit=visit.id, number=visit.face, call=visit.call)


def test_answer_is_remembered_as_it_was() -> None:
    house = ready_house()
    house.check_in()
    first = house.do(call_next("click"))
    house.do(Start(id="start", staff="s", desk="d1"))
    assert house.do(call_next("click")) == first
    assert house.replayed().answered == house.state.answered


def test_same_moment_at_two_desks_calls_two_people() -> None:
    house = ready_house()
    house.check_in()
    answers = [house.do(call_next("one", "d1")), house.do(call_next("two", "d2"))]
    assert isinstance(answers[0], Done)
    assert answers[1] == Refusal(code=Code.NOBODY_WAITING)


def test_command_that_finds_nothing_left_to_do_is_done() -> None:
    house = ready_house()
    house.do(OpenDesk(id="o", staff="s", desk="d1", services=("tax",)))
    assert house.do(OpenDesk(id="p", staff="s", desk="d1", services=("tax",))) == Done()


@pytest.mark.parametrize(
    ("first", "meanwhile"),
    [
        (CloseDesk(id="x", staff="s", desk="d1"), OpenDesk(id="o", staff="s", desk="d1", services=("tax",))),
        (OpenDay(id="x", staff="s", date=MONDAY, today=MONDAY), CloseDay(id="c", staff="s")),
    ],
    ids=["close a closed desk", "open an open day"],
)
def test_command_that_found_nothing_to_do_does_nothing_later_either(
    first: AnyCommand, meanwhile: AnyCommand
) -> None:
    house = ready_house()
    answer = house.do(first)
    house.events(meanwhile)
    before = len(house.log)
    assert house.do(first) == answer
    assert len(house.log) == before


def test_plan_that_is_ended_by_a_close_is_ended_once() -> None:
    house = ready_house()
    plan = PlanDesk(id="p", staff="s", desk="d1", services=("tax",), opens=house.now, closes=house.now + 9000)
    house.events(plan)
    close = CloseDesk(id="x", staff="s", desk="d1")
    house.events(close)
    house.events(
        PlanDesk(id="q", staff="s", desk="d1", services=("tax",), opens=house.now, closes=plan.closes)
    )
    before = len(house.log)
    house.do(close)
    assert len(house.log) == before
