from hypothesis import given
from hypothesis import strategies as st

from kiosk.input.order import Direction, Stop, entered, first, onward

HEADER = Stop(main=False)
CHOICE = Stop()
LISTED = Stop(listed=True)
BAR = Stop(main=False)
SCREEN = (HEADER, HEADER, CHOICE, LISTED, LISTED, CHOICE, BAR, BAR)

STOPS = st.lists(st.builds(Stop, main=st.booleans(), listed=st.booleans()), max_size=12)
DIRECTIONS = st.sampled_from([1, -1])


def test_the_first_key_goes_to_what_the_screen_is_about() -> None:
    assert first(SCREEN) == 2
    for direction in (1, -1):
        goal = onward(SCREEN, None, direction)
        assert goal is not None
        assert (goal.index, goal.turns) == (2, False)


def test_a_screen_with_nothing_in_its_middle_begins_at_its_top() -> None:
    assert first((HEADER, BAR)) == 0
    assert first(()) is None
    assert onward((), None, 1) is None


def test_after_the_last_comes_the_first() -> None:
    last = onward(SCREEN, len(SCREEN) - 1, 1)
    before_first = onward(SCREEN, 0, -1)
    assert last is not None
    assert before_first is not None
    assert (last.index, before_first.index) == (0, len(SCREEN) - 1)


def test_a_list_is_left_only_when_it_has_no_further_page() -> None:
    down, up, within = onward(SCREEN, 4, 1), onward(SCREEN, 3, -1), onward(SCREEN, 3, 1)
    assert down is not None
    assert up is not None
    assert within is not None
    assert (down.index, down.turns) == (5, True)
    assert (up.index, up.turns) == (2, True)
    assert (within.index, within.turns) == (4, False)


def test_a_turned_page_is_entered_at_the_end_one_comes_from() -> None:
    assert entered(SCREEN, 1) == 3
    assert entered(SCREEN, -1) == 4
    assert entered((HEADER, CHOICE), 1) == 1


@given(stops=STOPS, direction=DIRECTIONS)
def test_every_control_is_reached_and_none_twice_in_a_round(stops: list[Stop], direction: Direction) -> None:
    at, seen = None, list[int]()
    for _ in stops:
        goal = onward(stops, at, direction)
        assert goal is not None
        at = goal.index
        seen.append(at)
    assert sorted(seen) == list(range(len(stops)))


@given(stops=STOPS, at=st.integers(0, 11), direction=DIRECTIONS)
def test_the_way_there_is_the_way_back(stops: list[Stop], at: int, direction: Direction) -> None:
    if at >= len(stops):
        return
    there = onward(stops, at, direction)
    assert there is not None
    back = onward(stops, there.index, 1 if direction == -1 else -1)
    assert back is not None
    assert back.index == at
