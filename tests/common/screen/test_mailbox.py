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


def test_of_what_comes_again_and_again_only_the_latest_waits_and_no_answer_is_lost() -> None:
    ran: list[str] = []
    box = Mailbox(wake=lambda: None)
    box.post(lambda: ran.append("a number is dealt"))
    for turn in range(1000):
        box.post(lambda turn=turn: ran.append(f"scan {turn}"), latest="scan")
        box.post(lambda turn=turn: ran.append(f"tick {turn}"), latest="tick")
    box.post(lambda: ran.append("the paper is out"))
    box.post(lambda: ran.append("scan of the next"), latest="scan")
    box.drain()
    assert ran == ["a number is dealt", "tick 999", "the paper is out", "scan of the next"]


def test_the_loop_is_not_woken_again_for_what_takes_the_place_of_an_earlier_one() -> None:
    woken: list[None] = []
    box = Mailbox(wake=lambda: woken.append(None))
    box.post(lambda: None, latest="picture")
    box.post(lambda: None, latest="picture")
    assert len(woken) == 1
    assert box.drain() == 1


def test_work_posted_while_working_runs_next_time() -> None:
    woken: list[None] = []
    box = Mailbox(wake=lambda: woken.append(None))
    box.post(lambda: box.post(lambda: None))
    assert box.drain() == 1
    assert len(woken) == 2
    assert box.drain() == 1


def test_nothing_is_lost_between_threads() -> None:
    ran: list[int] = []
    box = Mailbox(wake=lambda: None)
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
