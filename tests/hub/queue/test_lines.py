import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.queue.lines import Lines, Reach, Waiting
from hub.queue.stamps import Stamp


def waiting(at: int, service: str = "tax", language: str = "fi") -> Waiting:
    return Waiting(Stamp(at), f"v{at}", service, language)


def lines_of(*some: Waiting) -> Lines:
    lines = Lines()
    for one in some:
        lines.add(one)
    return lines


def test_heads_are_the_first_of_each_line() -> None:
    lines = lines_of(waiting(3), waiting(1), waiting(2, language="sv"), waiting(4, "land"))
    assert {head.place.at for head in lines.heads(Reach(("tax", "land", "kela")))} == {1, 2, 4}
    assert [head.place.at for head in lines.heads(Reach(("tax",), ("sv", "en")))] == [2]


def test_ahead_counts_over_all_languages_of_a_service() -> None:
    lines = lines_of(waiting(1), waiting(2, language="sv"), waiting(3), waiting(0, "land"))
    assert [lines.ahead("tax", Stamp(at)) for at in (1, 2, 3, 9)] == [0, 1, 2, 3]
    assert lines.ahead("kela", Stamp(9)) == 0


def test_first_is_who_has_waited_longest() -> None:
    lines = lines_of(waiting(5), waiting(2, language="sv"))
    assert lines.first("tax") == Stamp(2)
    assert lines.first("land") is None


def test_empty_line_is_forgotten() -> None:
    lines = lines_of(waiting(1), waiting(2, language="sv"))
    lines.remove(waiting(1))
    lines.remove(waiting(2, language="sv"))
    assert lines == Lines()


def test_one_who_does_not_wait_cannot_be_taken_out() -> None:
    lines = lines_of(waiting(1), waiting(3))
    with pytest.raises(KeyError):
        lines.remove(waiting(2))
    with pytest.raises(KeyError):
        lines.remove(waiting(4))


def test_lines_compare_by_who_waits() -> None:
    assert lines_of(waiting(1), waiting(2)) == lines_of(waiting(2), waiting(1))
    assert lines_of(waiting(1)) != lines_of(waiting(2))
    assert Lines() != "lines"


@given(st.lists(st.integers(0, 1000), unique=True), st.data())
def test_line_is_always_in_order(arrivals: list[int], data: st.DataObject) -> None:
    lines = lines_of(*map(waiting, arrivals))
    gone = data.draw(st.lists(st.sampled_from(arrivals), unique=True)) if arrivals else []
    for at in gone:
        lines.remove(waiting(at))
    left = sorted(set(arrivals) - set(gone))
    assert [one.place.at for line in lines.waiting(Reach(("tax",))) for one in line] == left
    assert lines.count("tax") == len(left)
