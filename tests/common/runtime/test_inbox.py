import threading

from common.runtime.inbox import MOST_KINDS, MOST_WAITING, Inbox
from tests.waiting import wait_until


def inbox() -> Inbox[str]:
    return Inbox(threading.Event())


def test_what_stands_in_line_comes_in_order_and_first() -> None:
    box = inbox()
    box.note("beat", "beat 1")
    box.put("press 1")
    box.put("press 2")
    assert box.take(0, 10) == ["press 1", "press 2", "beat 1"]


def test_only_the_latest_of_a_kind_is_kept() -> None:
    box = inbox()
    box.note("beat", "beat 1")
    box.note("beat", "beat 2")
    assert box.take(0, 10) == ["beat 2"]


def test_what_stands_in_line_does_not_keep_the_rest_waiting() -> None:
    box = inbox()
    for number in range(20):
        box.put(f"press {number}")
    box.note("beat", "beat")
    assert box.take(0, 10)[-1] == "beat"


def test_empty_inbox_gives_nothing_after_the_time_is_up() -> None:
    assert inbox().take(0.01, 10) == []


def test_waiting_ends_with_the_first_thing_that_comes() -> None:
    box = inbox()
    threading.Timer(0.01, box.put, ["press"]).start()
    assert box.take(10, 10) == ["press"]


def test_too_many_kinds_are_refused_and_known_ones_still_taken() -> None:
    box = inbox()
    assert all(box.note(number, "first") for number in range(MOST_KINDS))
    assert not box.note("one more", "refused")
    assert box.note(0, "second")


def test_full_line_makes_who_comes_next_wait_and_drops_nothing() -> None:
    box = inbox()
    for number in range(MOST_WAITING):
        box.put(str(number))
    entered = threading.Thread(target=box.put, args=["last"])
    entered.start()
    assert entered.is_alive()
    taken = box.take(0, MOST_WAITING)
    entered.join(5)
    assert not entered.is_alive()
    assert len(taken) == MOST_WAITING
    assert box.take(0, 10) == ["last"]


def test_nobody_waits_for_a_process_that_ends() -> None:
    stopping = threading.Event()
    box: Inbox[int] = Inbox(stopping)
    for number in range(MOST_WAITING):
        box.put(number)
    stopping.set()
    entered = threading.Thread(target=box.put, args=[-1])
    entered.start()
    wait_until(lambda: not entered.is_alive(), 5, "the sender goes on")
