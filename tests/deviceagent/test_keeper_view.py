from common.wire.alarms import OpenPress, PointState
from deviceagent.keeper_view import KeeperView


def state(*ids: str, life: str = "life", revision: int = 1) -> PointState:
    presses = tuple(OpenPress(id=press, age_ms=0, wall_ms=0) for press in ids)
    return PointState(incarnation=life, revision=revision, at_ms=0, presses=presses)


def test_state_counts_while_its_keeper_beats() -> None:
    view = KeeperView()
    view.state("room", state("a"))
    assert view.presses("room", 0) == {}
    view.beat("life", 0, 1000)
    assert set(view.presses("room", 6000)) == {"a"}
    assert view.presses("room", 6001) == {}


def test_older_state_by_the_slower_broker_changes_nothing() -> None:
    view = KeeperView()
    view.beat("life", 0, 0)
    view.state("room", state("a", "b", revision=2))
    view.state("room", state("a", revision=1))
    assert set(view.presses("room", 0)) == {"a", "b"}


def test_new_life_counts_from_its_first_beat_also_where_its_states_came_before() -> None:
    view = KeeperView()
    view.beat("old", 0, 0)
    view.state("room", state("a", life="old", revision=9))
    view.state("room", state("b", life="new"))
    assert set(view.presses("room", 0)) == {"a"}
    view.beat("new", 0, 0)
    assert set(view.presses("room", 0)) == {"b"}


def test_state_that_a_broker_kept_from_an_earlier_life_does_not_hide_the_present_one() -> None:
    view = KeeperView()
    view.beat("new", 0, 0)
    view.state("room", state("b", life="new"))
    view.state("room", state("a", life="old", revision=9))
    assert set(view.presses("room", 0)) == {"b"}


def test_lives_without_end_are_not_all_kept_and_never_push_out_the_present_one() -> None:
    view = KeeperView()
    view.beat("now", 0, 0)
    view.state("room", state("a", life="now"))
    for number in range(100):
        view.state("room", state("x", life=f"stray-{number}"))
    assert set(view.presses("room", 0)) == {"a"}
