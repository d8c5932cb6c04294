import threading

import pytest

from common.screen.mailbox import Mailbox


def test_work_runs_in_order_and_once() -> None:
    ran: list[int] = []
    box = Mailbox(wake=lambda: None)
    for number in range(5):
        box.post(lambda number=number: ran.append(number))
    assert box.drain() == 5
    assert box.drain() == 0
    assert ran == [0, 1, 2, 3, 4]


def test_the_loop_is_woken_once_for_what_comes_together() -> None:
    woken: list[None] = []
    box = Mailbox(wake=lambda: woken.append(None))
    box.post(lambda: None)
    box.post(lambda: None)
    assert len(woken) == 1
    box.drain()
    box.post(lambda: None)
    assert len(woken) == 2


def test_a_full_box_keeps_the_newest() -> None:
    ran: list[int] = []
    box = Mailbox(wake=lambda: None, room=3)
    for number in range(5):
        box.post(lambda number=number: ran.append(number))
    box.drain()
    assert ran == [2, 3, 4]
    assert box.dropped == 2


def test_work_posted_while_working_runs_next_time() -> None:
    woken: list[None] = []
    box = Mailbox(wake=lambda: woken.append(None))
    box.post(lambda: box.post(lambda: None))
    assert box.drain() == 1
    assert len(woken) == 2
    assert box.drain() == 1


def test_nothing_is_lost_between_threads() -> None:
    ran: list[int] = []
    box = Mailbox(wake=lambda: None, room=10_000)
    threads = [
        threading.Thread(target=lambda: [box.post(lambda: ran.append(1)) for _ in range(500)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        box.drain()
    box.drain()
    assert len(ran) == 2000


def test_an_error_of_the_work_is_not_swallowed() -> None:
    box = Mailbox(wake=lambda: None)
    box.post(lambda: int("x"))
    with pytest.raises(ValueError, match="invalid literal"):
        box.drain()
