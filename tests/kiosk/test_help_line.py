"""A call for an adviser is repeated until it is answered, and given up honestly."""

import threading
from collections.abc import Iterator

import pytest

from common.runtime.life import Life
from common.runtime.systemd import Notifier
from common.wire import topics
from common.wire.requests import Failure, Reply
from kiosk.help_line import AGAIN_MS, DEADLINE_MS, Answer, HelpLine
from tests.kiosk.ending import ends_at_once
from tests.kiosk.ticket.conftest import FakeLine, HandClock
from tests.waiting import wait_until


class Calling:
    def __init__(self) -> None:
        self.line = FakeLine()
        self.clock = HandClock()
        self.help = HelpLine(self.line, "kiosk-1", self.clock)
        self.answers: list[Answer] = []

    def call(self) -> str:
        self.help.call("sv", self.answers.append)
        wait_until(lambda: self.line.said, 5, "the call")
        return self.line.said[0][1].id


@pytest.fixture
def calling() -> Iterator[Calling]:
    calling = Calling()
    life = Life(Notifier())
    thread = threading.Thread(target=calling.help.run, args=(life,))
    thread.start()
    yield calling
    life.stop()
    thread.join(5)


def test_a_call_is_answered(calling: Calling) -> None:
    calling.help.hear(Reply(id=calling.call()))
    assert wait_until(lambda: calling.answers, 5, "an answer") == ["called"]


def test_a_call_is_repeated_with_one_id_and_given_up_in_time(calling: Calling) -> None:
    calling.call()
    calling.clock.go_on(AGAIN_MS)
    wait_until(lambda: len(calling.line.said) > 1, 5, "the repetition")
    assert len({message.id for _name, message in calling.line.said}) == 1
    assert not calling.answers
    calling.clock.go_on(DEADLINE_MS)
    assert wait_until(lambda: calling.answers, 5, "an end") == ["not-reached"]


def test_a_call_without_a_line_goes_out_when_it_is_up_again(calling: Calling) -> None:
    calling.line.up = False
    calling.help.call("fi", calling.answers.append)
    calling.line.up = True
    calling.clock.go_on(AGAIN_MS)
    (request,) = wait_until(lambda: calling.line.take(topics.ADVISER_REQUEST), 5, "the call")
    calling.help.hear(Reply(id=request.id))
    assert wait_until(lambda: calling.answers, 5, "an answer") == ["called"]


def test_a_refusal_has_not_reached_anybody(calling: Calling) -> None:
    refused = Failure(code="not-now", reason="nobody is here")
    calling.help.hear(Reply(id="another-call"))
    calling.help.hear(Reply(id=calling.call(), error=refused))
    assert wait_until(lambda: calling.answers, 5, "an answer") == ["not-reached"]


def test_the_worker_ends_at_once() -> None:
    assert ends_at_once(Calling().help.run)
