"""The ledger itself finds what is wrong: a judge that never objects proves nothing."""

from tests.site.finger import Told
from tests.site.ledger import wrong_with

TOLD = [Told("t1", 101, "tax"), Told("t2", 102, "tax")]
EVENTS = [
    {"type": "checked-in", "ticket": "t1", "number": 101, "visit": "v1"},
    {"type": "checked-in", "ticket": "t2", "number": 102, "visit": "v2"},
    {"type": "called", "visit": "v1", "desk": "d1"},
    {"type": "finished", "visit": "v1", "desk": "d1"},
    {"type": "called", "visit": "v2", "desk": "d1"},
]


def test_a_day_that_adds_up_has_nothing_wrong() -> None:
    assert wrong_with(EVENTS, TOLD, [103]) == []


def test_a_number_told_twice_is_found() -> None:
    assert wrong_with(EVENTS, [*TOLD, Told("t3", 102, "tax")], [])[0] == "number 102 was told twice"
    assert wrong_with(EVENTS, TOLD, [101]) == ["number 101 was told twice"]
    assert wrong_with([*EVENTS, {"type": "number-conflict", "number": 102}], TOLD) == [
        "the hub found number 102 dealt twice"
    ]


def test_a_ticket_that_the_hub_lost_or_took_twice_is_found() -> None:
    assert wrong_with(EVENTS[1:2], TOLD) == [f"the hub has no {TOLD[0]}"]
    assert wrong_with([*EVENTS, EVENTS[0]], TOLD) == ["ticket t1 was checked in twice"]


def test_a_desk_with_two_visits_and_a_visit_at_two_desks_are_found() -> None:
    (two_visits,) = wrong_with([*EVENTS, {"type": "called", "visit": "v3", "desk": "d1"}], TOLD)
    assert two_visits == "v3 was called to d1, where v2 stood"
    (two_desks,) = wrong_with([*EVENTS, {"type": "called", "visit": "v2", "desk": "d2"}], TOLD)
    assert two_desks == "v2 was called to d2 and stood at d1"
