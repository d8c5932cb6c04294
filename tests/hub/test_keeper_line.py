"""Requests to the keeper of alarms, and the replies to them."""

from concurrent.futures import Future

import pytest

from common.runtime.link import Said
from common.wire import topics
from common.wire.alarms import AlarmRequest, Close, Seen
from common.wire.requests import Reply
from hub.keeper_line import KeeperLine

SEEN = Seen(point="panic-1", presses=("p-1",), by="s")


class Wire:
    def __init__(self) -> None:
        self.up = True
        self.said: list[AlarmRequest] = []

    def say(self, said: Said) -> bool:
        said.channel.encode(said.message)
        assert said.channel.topic("mallila", **said.ids) == "vuoro/1/mallila/device/hub/request/alarm"
        if self.up:
            self.said.append(said.message)
        return self.up


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def keeper(wire: Wire) -> KeeperLine:
    return KeeperLine(wire.say, "hub")


def test_each_reply_finds_who_asked(keeper: KeeperLine, wire: Wire) -> None:
    first = keeper.ask(SEEN)
    second = keeper.ask(Close(point="panic-1", presses=("p-1",), by="s", reason="resolved"))
    one, two = (request.id for request in wire.said)
    assert one != two
    keeper.hear(Reply(id=two))
    assert second.result(0) == Reply(id=two)
    assert not first.done()
    keeper.hear(Reply(id=one))
    assert first.result(0) == Reply(id=one)


def test_broker_that_is_away_is_told_at_once(keeper: KeeperLine, wire: Wire) -> None:
    wire.up = False
    with pytest.raises(ConnectionError):
        keeper.ask(SEEN).result(0)


def test_reply_nobody_waits_for_and_reply_that_comes_twice_do_nothing(keeper: KeeperLine, wire: Wire) -> None:
    keeper.hear(Reply(id="of-an-earlier-life"))
    reply = keeper.ask(SEEN)
    keeper.hear(Reply(id=wire.said[0].id))
    keeper.hear(Reply(id=wire.said[0].id))
    assert reply.done()


def test_who_gave_up_waiting_does_not_break_the_line(keeper: KeeperLine, wire: Wire) -> None:
    reply: Future[Reply] = keeper.ask(SEEN)
    assert not reply.cancel()
    keeper.forget(reply)
    keeper.hear(Reply(id=wire.said[0].id))
    assert not reply.done()


def test_request_that_is_too_large_is_refused_and_forgotten(keeper: KeeperLine) -> None:
    presses = tuple(f"press-{number:040}" for number in range(500))
    with pytest.raises(ValueError, match="over the limit"):
        keeper.ask(Seen(point="panic-1", presses=presses, by="s"))
    assert not vars(keeper)["_open"]


def test_requests_go_to_the_channel_of_alarms(keeper: KeeperLine, wire: Wire) -> None:
    keeper.ask(SEEN)
    assert isinstance(wire.said[0], topics.ALARM_REQUEST.kind)
    assert wire.said[0].body == SEEN
