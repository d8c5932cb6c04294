"""What waits for the office."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread

import pytest

from common.wire import topics
from common.wire.channel import Received
from common.wire.life import HubStatus
from hub import inbox as inbox_module
from hub.inbox import Inbox
from hub.matters import Heard, LineUp, Look, Matter
from tests.waiting import wait_until

_HEARD = Heard(Received(topics.HUB_STATUS, {}, HubStatus(state="ready", incarnation="i")), 0)


def test_both_lanes_are_served_in_every_turn_and_staff_first() -> None:
    inbox = Inbox()
    for _ in range(100):
        assert inbox.hear(_HEARD)
    for _ in range(3):
        assert inbox.ask(LineUp())
    taken = inbox.take(0, 64)
    assert taken[:3] == [LineUp()] * 3
    assert len(taken) == 67
    assert len(inbox.take(0, 64)) == 36
    assert inbox.take(0, 64) == []


def test_order_within_a_lane_is_kept() -> None:
    inbox = Inbox()
    looks = [Look(lambda _view: None, Future()) for _ in range(5)]
    for look in looks:
        inbox.ask(look)
    assert inbox.take(0, 3) + inbox.take(0, 3) == looks


def test_full_inbox_refuses_and_makes_nobody_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_module, "MOST_HEARD", 5)
    monkeypatch.setattr(inbox_module, "MOST_ASKED", 2)
    inbox = Inbox()
    assert [inbox.hear(_HEARD) for _ in range(6)] == [True] * 5 + [False]
    assert [inbox.ask(LineUp()) for _ in range(3)] == [True, True, False]
    inbox.take(0, 1)
    assert inbox.hear(_HEARD)
    assert inbox.ask(LineUp())


@pytest.mark.parametrize(("waking", "found"), [("ask", 1), ("hear", 1), ("wake", 0)])
def test_who_waits_goes_on_at_once(waking: str, found: int) -> None:
    inbox = Inbox()
    wake: dict[str, Callable[[], object]] = {
        "ask": lambda: inbox.ask(LineUp()),
        "hear": lambda: inbox.hear(_HEARD),
        "wake": inbox.wake,
    }
    taken: list[list[Matter]] = []
    waiting = Thread(target=lambda: taken.append(inbox.take(30, 64)))
    waiting.start()

    wake[waking]()  # perhaps before anybody waits
    wait_until(lambda: bool(taken), 10, "somebody who waits goes on")
    waiting.join()
    assert len(taken[0]) == found


def test_it_tells_whether_anything_waits_in_either_lane() -> None:
    inbox = Inbox()
    assert inbox.is_empty
    for put in (lambda: inbox.ask(LineUp()), lambda: inbox.hear(_HEARD)):
        put()
        assert not inbox.is_empty
        inbox.take(0, 1)
        assert inbox.is_empty


def test_closed_inbox_gives_back_what_waited_and_takes_nothing() -> None:
    inbox = Inbox()
    inbox.ask(LineUp())
    inbox.hear(_HEARD)
    assert inbox.close() == [LineUp(), _HEARD]
    assert not inbox.ask(LineUp())
    assert not inbox.hear(_HEARD)
    assert inbox.close() == []
