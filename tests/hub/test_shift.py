"""One shift of the office, turn by turn: what is answered, what is said, and in which order."""

from concurrent.futures import Future

import pytest

from common.wire import topics
from common.wire.life import Status
from common.wire.requests import AdviserRequest, Reply
from hub.floor.adviser_calls import REACH_MS
from hub.house_rules import Bar, Barred
from hub.matters import Do, LineUp, Look, View
from hub.queue import views
from hub.queue.answers import Done, Refusal
from hub.queue.commands import CallNext, CloseDay, OpenDesk
from tests.hub.shop import Shop, adviser, site_with


def call(name: str, desk: str = "desk-1") -> CallNext:
    return CallNext(id=name, staff="s", desk=desk, services=("tax-personal",))


def test_staff_get_the_answer_after_the_board_is_said(shop: Shop) -> None:
    shop.turn(shop.check_in(101))
    shop.line.said.clear()
    boards_at_answer: list[int] = []
    answer = Do(call("c"), Future())
    answer.answer.add_done_callback(lambda _: boards_at_answer.append(len(shop.line.take(topics.BOARD))))
    shop.turn(answer)
    assert boards_at_answer == [1]
    assert isinstance(answer.answer.result(0), Done)


def test_call_has_the_age_of_the_moment_that_the_snapshot_names(shop: Shop) -> None:
    shop.turn(shop.check_in(101))
    shop.do(call("c"))
    (board,) = shop.line.take(topics.BOARD)[-1:]
    assert (board.calls[0].age_ms, board.at_ms) == (0, shop.clock.monotonic)
    shop.advance(90_000)
    shop.line.said.clear()
    shop.turn(LineUp())
    (board,) = shop.line.take(topics.BOARD)
    assert (board.calls[0].age_ms, board.at_ms) == (90_000, shop.clock.monotonic)


def test_question_sees_what_was_asked_before_it(shop: Shop) -> None:
    future = shop.look(lambda view: len(view.engine.state.visits))
    assert future.result(0) == 0
    question: Future[int] = Future()
    shop.turn(shop.check_in(101), Look(lambda view: len(view.engine.state.visits), question))
    assert question.result(0) == 1


@pytest.mark.parametrize("error", [ValueError, KeyError, TypeError, AssertionError, RecursionError])
def test_question_that_fails_fails_alone(shop: Shop, error: type[Exception]) -> None:
    def ask(_view: View) -> Done:
        raise error("slip")

    with pytest.raises(error):
        shop.look(ask).result(0)
    with pytest.raises(error):
        shop.act("x", ask).result(0)  # pyright: ignore[reportArgumentType] - it never returns
    assert isinstance(shop.do(adviser("a")).result(0), Done)


def test_act_is_made_from_what_is_true_and_done_once(shop: Shop) -> None:
    shop.turn(shop.check_in(101))
    made: list[int] = []

    def make(view: View) -> CallNext:
        made.append(len(view.engine.state.visits))
        return call("c")

    first, second = shop.act("c", make).result(0), shop.act("c", make).result(0)
    assert isinstance(first, Done)
    assert first == second
    assert first.number == "101"
    assert made == [1]


def test_what_the_house_forbids_is_answered_and_not_done(shop: Shop) -> None:
    bar = Barred(code=Bar.TOO_SOON, seconds=5)
    assert shop.act("c", lambda _view: bar).result(0) == bar
    assert shop.line.said == []


def test_listeners_hear_of_what_staff_would_see_and_of_nothing_else(shop: Shop) -> None:
    shop.told = 0
    shop.turn(shop.beat())
    shop.look(lambda view: view.now)
    assert shop.told == 0
    shop.turn(shop.check_in(101), shop.check_in(102))
    assert shop.told == 1


def test_device_that_falls_silent_is_told_once(shop: Shop) -> None:
    shop.advance(1000)
    shop.told = 0
    for _ in range(10):
        shop.advance(1000)
    assert shop.told == 1


def test_everything_is_said_again_when_the_line_comes_up(shop: Shop) -> None:
    shop.turn(shop.check_in(101))
    shop.line.said.clear()
    shop.turn(LineUp(), shop.check_in(102), LineUp())
    said = shop.line.names()
    for once in ("hub-status", "hub-beat", "catalogue", "waits", "board"):
        assert said.count(once) == 1, once
    assert said.count("config") == len(shop.site.devices)
    assert said.count("room") == len(shop.site.places)
    assert said.index("hub-status") < said.index("board")


def test_waiting_staff_are_answered_after_a_refusal_too(shop: Shop) -> None:
    assert isinstance(shop.do(call("c")).result(0), Refusal)
    assert isinstance(shop.do(CloseDay(id="d", staff="s")).result(0), Done)


def test_request_for_an_adviser_is_answered_when_it_is_shown_however_often_it_comes(shop: Shop) -> None:
    request = AdviserRequest(id="help-1", language="sv")
    asked = shop.heard(topics.ADVISER_REQUEST, request, device="kiosk-1")
    shop.told = 0
    shop.turn(asked)
    shop.turn(asked)
    assert shop.told == 1
    assert shop.line.take(topics.REPLY) == []
    shop.look(lambda view: view.floor.adviser_calls.show())
    shop.turn(asked)
    assert shop.line.take(topics.REPLY, device="kiosk-1") == [Reply(id="help-1")] * 2
    shop.turn(shop.heard(topics.ADVISER_REQUEST, request, device="stranger"))
    assert shop.line.take(topics.REPLY) == []


def test_request_for_an_adviser_that_nobody_is_shown_is_refused_and_stays(shop: Shop) -> None:
    request = AdviserRequest(id="help-1", language="sv")
    shop.turn(shop.heard(topics.ADVISER_REQUEST, request, device="kiosk-1"))
    shop.advance(REACH_MS)
    (reply,) = shop.line.take(topics.REPLY, device="kiosk-1")
    assert reply.id == "help-1"
    assert reply.error is not None
    assert reply.error.code == "not-now"
    assert [call.device for call in shop.floor.adviser_calls.open()] == ["kiosk-1"]


def test_message_that_cannot_be_said_stops_nothing(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    names = {f"service-{number}": next(iter(shop.site.services.values())) for number in range(2000)}
    shop.speaker.site = site_with(services=names)
    shop.turn(*(shop.check_in(101 + number, service=name) for number, name in enumerate(names)))
    shop.line.said.clear()
    shop.turn(shop.check_in(5000))
    assert "ack" in shop.line.names()
    assert "waits" not in shop.line.names()
    assert caplog.text.count("cannot be said") == 1


def test_while_the_line_is_down_the_queue_goes_on(shop: Shop) -> None:
    shop.line.up = False
    assert isinstance(shop.do(adviser("a")).result(0), Done)
    assert isinstance(
        shop.do(OpenDesk(id="o", staff="s", desk="desk-1", services=("tax-personal",))).result(0), Done
    )
    shop.line.up = True
    shop.turn(LineUp())
    (board,) = shop.line.take(topics.BOARD)
    assert len(board.next) == 1
    assert views.room(shop.engine.state, "desk-1").open


def test_status_of_a_device_reaches_staff(shop: Shop) -> None:
    shop.told = 0
    shop.turn(shop.heard(topics.STATUS, Status(state="ready", start="s"), device="wall-1"))
    assert shop.told == 1
