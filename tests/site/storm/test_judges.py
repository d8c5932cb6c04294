"""The judges of the storm find what is wrong: one that never objects proves nothing."""

import json
from collections import Counter
from typing import Any

import msgspec
import pytest

from hub.queue import snapshot
from hub.queue.events import AnyEvent
from hub.queue.fold import fold
from hub.queue.state import State
from tests.site.storm.account import Answered, Held
from tests.site.storm.house import Paper
from tests.site.storm.judge_boards import wrong_boards
from tests.site.storm.judge_log import (
    Event,
    wrong_answers,
    wrong_order,
    wrong_overtakings,
    wrong_replay,
    wrong_visits,
)
from tests.site.storm.judge_tickets import wrong_disks, wrong_hands, wrong_papers


def check_in(number: int, at: int = 0, **changes: object) -> Event:
    event: Event = {
        "type": "checked-in",
        "at": 1,
        "visit": f"v{number}",
        "service": "tax",
        "ticket": f"t{number}",
        "number": number,
        "language": "fi",
        "stamp": [at or number, "kiosk-1", "epoch", 1, number, number],
    }
    return event | changes


def at_desk(kind: str, number: int, desk: str = "desk-1", **changes: object) -> Event:
    return {"type": kind, "at": 2, "visit": f"v{number}", "service": "tax", "desk": desk} | changes


OPENED: Event = {
    "type": "day-opened",
    "at": 0,
    "day": "d1",
    "date": "2026-11-23",
    "by": "clock",
    "wall_ms": 0,
}
CALLED = at_desk("called", 101, call="c1", cmd="cmd-1")
FINISHED = at_desk("finished", 101, cmd="cmd-3")
DAY = [OPENED, check_in(101), check_in(102), CALLED, at_desk("started", 101, cmd="cmd-2"), FINISHED]
CLOSED = {"type": "visit-closed", "at": 3, "visit": "v102", "service": "tax", "reason": "day-end"}
GOOD = [*DAY, CLOSED]


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        (DAY, "never ended: visit v102: 3:checked-in"),
        ([*GOOD, at_desk("finished", 101)], "finished after finished: visit v101"),
        ([*GOOD, at_desk("called", 7, call="c2")], "called of a visit that nobody checked in: visit v7"),
        ([*DAY[:3], check_in(102, visit="v9", ticket="t9"), *GOOD[3:]], "number 102 was given twice"),
        ([*GOOD, {"type": "number-conflict", "number": 101}], "number-conflict"),
        (
            [*DAY[:4], at_desk("called", 101, desk="desk-2", call="c2"), *GOOD[4:]],
            "v101 was called to desk-2 and stood at desk-1",
        ),
    ],
)
def test_visit_that_does_not_add_up_is_found(events: list[Event], sentence: str) -> None:
    found = list(wrong_visits(events))
    assert any(sentence in one for one in found), found


def test_day_that_adds_up_has_nothing_wrong() -> None:
    assert not list(wrong_visits(GOOD))
    assert not list(wrong_order(GOOD))


def test_same_number_on_another_day_is_fine() -> None:
    second = [OPENED | {"day": "d2"}, check_in(101, visit="w1", ticket="u1"), CLOSED | {"visit": "w1"}]
    assert not list(wrong_visits([*GOOD, *second]))


def test_place_before_an_earlier_customer_of_the_same_kiosk_is_found() -> None:
    (found,) = wrong_order([check_in(101, at=50), check_in(102, at=49)])
    assert found == "102 came to kiosk-1 after 101 and stands before it"


def test_one_who_is_passed_by_too_often_or_for_no_reason_is_found() -> None:
    def passes(number: int, because: str | None) -> Event:
        return at_desk("called", number, call=f"c{number}", overtook=["v101"], because=because)

    assert not list(wrong_overtakings([passes(number, "urgent") for number in (1, 2, 3)]))
    assert not list(wrong_overtakings([passes(number, "by-hand") for number in range(5)]))
    (fourth,) = wrong_overtakings([passes(number, "urgent") for number in (1, 2, 3, 4)])
    assert fourth.startswith("passed by once more after 3 times (urgent): visit v101")
    (unknown,) = wrong_overtakings([passes(1, None)])
    assert unknown.startswith("nobody knows why")


def answered(command: str, done: dict[str, Any] | None, code: str = "") -> Answered:
    return Answered(command, "call-next", "desk-1", done, code)


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (answered("cmd-9", {"visit": "v101"}), "is not in the log"),
        (answered("cmd-1", None, "desk-busy"), "was refused with desk-busy, and yet caused ['called']"),
        (answered("cmd-1", {"visit": "v101", "call": "c7"}), "and the log says"),
    ],
)
def test_answer_that_the_log_does_not_bear_out_is_found(one: Answered, sentence: str) -> None:
    (found,) = wrong_answers(GOOD, [one])
    assert sentence in found


def test_command_that_was_done_twice_is_found() -> None:
    (found,) = wrong_answers([*GOOD, CALLED], [answered("cmd-1", {"visit": "v101", "call": "c1"})])
    assert "done more than once: ['called', 'called'] at [4, 8]" in found
    assert not list(wrong_answers(GOOD, [answered("cmd-1", {"visit": "v101", "call": "c1"})]))


def test_state_that_the_log_does_not_give_is_found() -> None:
    state = State()
    for event in GOOD:
        fold(state, msgspec.convert(event, AnyEvent))
    saved = len(GOOD), snapshot.dump(state)
    bodies = [json.dumps(event).encode() for event in GOOD]
    assert not list(wrong_replay(bodies, saved))
    other = json.dumps(GOOD[2] | {"number": 103}).encode()
    assert any("another visits" in one for one in wrong_replay([*bodies[:2], other, *bodies[3:]], saved))


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        (Held("kiosk-1", "t9", "109"), "the hub has None for"),
        (Held("kiosk-1", "t101", "102"), "the hub has 101 for"),
        (Held("kiosk-1", "", "109"), "the hub has 0 visits for"),
    ],
)
def test_ticket_in_a_hand_that_the_hub_lacks_is_found(held: Held, sentence: str) -> None:
    assert sentence in next(wrong_hands(GOOD, [held]))
    assert not list(wrong_hands(GOOD, [Held("kiosk-1", "t101", "101"), Held("kiosk-1", "", "102")]))


def test_number_that_two_customers_were_shown_is_found() -> None:
    twice = [Held("kiosk-1", "t101", "101"), Held("kiosk-2", "", "101")]
    assert list(wrong_hands(GOOD, twice)) == ["number 101 was shown to 2 customers"]


def test_ticket_on_a_disk_that_the_hub_lacks_is_found() -> None:
    disks = {"kiosk-1": {"t101": ("101", "printed"), "t102": ("102", "printed")}}
    assert not list(wrong_disks(GOOD, disks))
    lost = {"kiosk-1": disks["kiosk-1"] | {"t103": ("103", "sent")}}
    missing, paper = wrong_disks(GOOD, lost)
    assert (missing, paper) == (
        "kiosk-1 dealt 103 as ticket t103, and the hub does not have it",
        "the paper of 103 at kiosk-1 is sent",
    )
    assert list(wrong_disks(GOOD, {})) == [
        f"no kiosk dealt ticket {ticket}, which the hub has" for ticket in ("t101", "t102")
    ]


def paper(number: int, more: str = "") -> Paper:
    return Paper("kiosk-1", f"Myrsky\nma 23.11.2026 klo 10.34\n{number}\nOdota täällä:\nHall\n{more}")


def test_papers_are_held_against_the_visits() -> None:
    second = "Uusi tuloste samasta\nnumerosta"
    assert not list(wrong_papers(GOOD, [paper(101), paper(101, second), paper(102)]))
    assert list(wrong_papers(GOOD, [paper(101), paper(101), paper(102)])) == [
        "2 papers with 101 came out of ['kiosk-1', 'kiosk-1'], none as a second one"
    ]
    assert list(wrong_papers(GOOD, [paper(101), paper(109)])) == [
        "a paper with 109 came out of kiosk-1, and no visit bears that number",
        "no paper with 102 ever came out",
    ]
    assert "bears 2 numbers" in next(wrong_papers(GOOD, [paper(101, "102")]))


def board(revision: int, *calls: tuple[str, int, str], incarnation: str = "life-1") -> str:
    shown = [{"id": call, "number": str(number), "place": place} for call, number, place in calls]
    payload = {"incarnation": incarnation, "revision": revision, "calls": shown}
    return json.dumps({"topic": "vuoro/1/storm/hub/board/hall", "payload": payload})


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([board(2), board(1)], "went back from revision 2 to 1"),
        ([board(1), board(1, ("c1", 101, "desk-1"))], "has two contents for revision 1"),
        ([board(1), board(1, incarnation="life-2"), board(2)], "was said by life-1 again"),
        ([board(1, ("c1", 101, "desk-1"), ("c1", 101, "desk-2"))], "shows 101 at 2 places"),
        ([board(1, ("c1", 101, "desk-1"), ("c2", 102, "desk-1"))], "shows 2 numbers at desk-1"),
        ([board(1, ("c8", 101, "desk-1"))], "the log has None under that call"),
    ],
)
def test_board_that_cannot_be_true_is_found(said: list[str], sentence: str) -> None:
    assert sentence in next(wrong_boards(GOOD, said, Counter()))


def test_boards_that_follow_the_log_have_nothing_wrong() -> None:
    said = [board(1), board(1), board(2, ("c1", 101, "desk-1")), board(1, incarnation="life-2")]
    assert not list(wrong_boards(GOOD, said, Counter()))
