from hypothesis import given
from hypothesis import strategies as st

from hub.figures.tally import percentile


@given(st.lists(st.floats(0, 1000), min_size=1), st.integers(1, 100))
def test_percentile_is_reached_by_its_share(values: list[float], percent: int) -> None:
    value = percentile(values, percent)
    assert value is not None
    assert sum(one <= value for one in values) * 100 >= percent * len(values)
    assert sum(one < value for one in values) * 100 < percent * len(values)


def test_nothing_has_no_percentile() -> None:
    assert percentile([], 50) is None
