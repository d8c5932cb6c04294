from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from common.wire.board import Call
from display.wall.stage import FRESH_MS, TOP_CROWDED_MS, TOP_MS, Stage, follow, forget_waiting
from tests.display.examples import call


@dataclass
class Wall:
    """Follows snapshots and notes what rings."""

    stage: Stage = field(default_factory=Stage)
    rung: list[str] = field(default_factory=list[str])

    def follow(self, life: str, calls: list[Call], now_ms: int, elapsed_ms: int = 0) -> None:
        self.stage = follow(self.stage, life, calls, elapsed_ms, now_ms)
        top = self.stage.top
        if top is not None and (not self.rung or self.rung[-1] != top):
            self.rung.append(top)


def fresh(number: int, age_s: float = 0.0) -> Call:
    return call(number, "room-5", age_s=age_s, state="called")


def test_first_snapshot_never_rings_but_stands_out_while_it_is_new() -> None:
    wall = Wall()
    wall.follow("life", [fresh(1, 2.0), fresh(2, 60)], 1000)
    assert wall.rung == []
    assert wall.stage.stands_out("call-1", 1000)
    assert not wall.stage.stands_out("call-1", 1000 + 8000)
    assert not wall.stage.stands_out("call-2", 1000)


def test_new_call_rings_once_and_stands_out_for_ten_seconds() -> None:
    wall = Wall()
    wall.follow("life", [], 0)
    for now_ms in range(1000, 30_000, 500):
        wall.follow("life", [fresh(1)], now_ms, now_ms - 1000)
        assert wall.stage.stands_out("call-1", now_ms) == (now_ms < 1000 + FRESH_MS)
    assert wall.rung == ["call-1"]


def test_new_incarnation_replaces_and_does_not_ring() -> None:
    wall = Wall()
    wall.follow("life", [], 0)
    wall.follow("other-life", [fresh(1)], 100)
    assert wall.rung == []


def test_old_call_never_rings() -> None:
    wall = Wall()
    wall.follow("life", [], 0)
    wall.follow("life", [fresh(1, 8.0)], 100, 2000)
    assert wall.rung == []
    wall.follow("life", [fresh(2, 8.0), fresh(1, 8.0)], 200, 1999)
    assert wall.rung == ["call-2"]


def test_call_again_is_a_new_call_and_rings() -> None:
    wall = Wall()
    wall.follow("life", [fresh(1)], 0)
    wall.follow("life", [call(1, "room-5", age_s=0, state="called", name="again")], 25_000)
    assert wall.rung == ["again"]


def test_several_at_once_take_the_top_one_after_the_other_oldest_first() -> None:
    wall = Wall()
    wall.follow("life", [], 0)
    calls = [fresh(3, 0.1), fresh(2, 0.2), fresh(1, 0.3)]
    tops: dict[int, str | None] = {}
    for now_ms in range(0, 12_000, 100):
        wall.follow("life", calls, now_ms, now_ms)
        tops[now_ms] = wall.stage.top
        waiting = set(wall.stage.waiting)
        assert all(wall.stage.stands_out(one, now_ms) for one in waiting)
    assert wall.rung == ["call-1", "call-2", "call-3"]
    assert (tops[0], tops[TOP_MS], tops[2 * TOP_MS]) == ("call-1", "call-2", "call-3")
    assert tops[2 * TOP_MS - 100] == "call-2"


def test_a_crowd_has_a_little_less_time_each() -> None:
    wall = Wall()
    wall.follow("life", [], 0)
    calls = [fresh(number) for number in range(8)]
    for now_ms in range(0, 30_000, 100):
        wall.follow("life", calls, now_ms, now_ms)
    assert len(wall.rung) == 8
    wall = Wall()
    wall.follow("life", [], 0)
    wall.follow("life", calls, 0)
    wall.follow("life", calls, TOP_CROWDED_MS, TOP_CROWDED_MS)
    assert len(wall.rung) == 2


def test_what_waits_is_let_go_when_the_hub_is_not_believed() -> None:
    wall = Wall()
    wall.follow("life", [], 0)
    wall.follow("life", [fresh(2), fresh(1)], 0)
    wall.stage = forget_waiting(wall.stage)
    wall.follow("life", [fresh(2), fresh(1)], 9000, 9000)
    assert wall.rung == ["call-1"]


Steps = st.lists(
    st.tuples(
        st.integers(0, 4000),  # ms until the snapshot
        st.lists(st.integers(0, 9000), max_size=4),  # ages of the calls that are new in it
        st.integers(0, 3),  # how many of the oldest go
    ),
    max_size=25,
)


@given(Steps)
def test_every_young_call_rings_exactly_once_and_no_other(steps: list[tuple[int, list[int], int]]) -> None:
    wall = Wall()
    wall.follow("life", [], 0)
    now_ms, counter = 0, 0
    board: list[tuple[str, int]] = []  # newest first: id, and when it was called
    due: set[str] = set()
    for wait_ms, ages, leaving in steps:
        now_ms += wait_ms
        if leaving:
            board = board[:-leaving]
        for age_ms in ages:
            counter += 1
            board.insert(0, (f"c{counter}", now_ms - age_ms))
            due.add(f"c{counter}")
        gone = due - {name for name, _ in board}
        due -= {name for name in gone if name not in wall.rung}
        wall.follow("life", _calls(board, now_ms), now_ms)
    for _ in range(counter + 2):
        now_ms += TOP_MS
        wall.follow("life", _calls(board, now_ms), now_ms)
    assert len(wall.rung) == len(set(wall.rung))
    assert set(wall.rung) == due


def _calls(board: list[tuple[str, int]], now_ms: int) -> list[Call]:
    return [
        call(index + 1, "room-5", age_s=(now_ms - called_ms) / 1000, state="called", name=name)
        for index, (name, called_ms) in enumerate(board)
    ]
