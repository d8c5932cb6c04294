from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.screen.measure import called_number_mm, wall_text_mm
from common.screen.theme import Weight
from display.wall.layout import Designs, Shape, design, place_rows
from display.wall.parts import banner_parts, side_parts
from display.wall.plan import Line
from tests.display.examples import many_calls, places, wall_picture

NAMES = tuple(tuple(place.names[code] for code in ("fi", "sv")) for place in places())


def ruler(text: str, weight: Weight, capital_mm: float) -> float:
    return len(text) * capital_mm * (0.86 if weight is Weight.BOLD else 0.8)


def designs(farthest_m: float, width: float = 1430, height: float = 805, digits: int = 3) -> Designs:
    return design(width, height, farthest_m, NAMES, digits, ruler)


@pytest.mark.parametrize("farthest_m", [2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 12.0])
def test_type_keeps_the_rule_at_every_distance(farthest_m: float) -> None:
    for layout in (designs(farthest_m).few, designs(farthest_m).many):
        if layout is None:
            continue
        least = wall_text_mm(farthest_m)
        assert min(layout.row.capitals) >= least
        assert layout.row.number_mm >= least
        assert layout.called_mm == called_number_mm(farthest_m)
        picture = wall_picture(many_calls(6), farthest_m=farthest_m)
        assert picture.top is not None
        banner = banner_parts(layout, picture.top, ruler)
        assert banner.number_mm >= called_number_mm(farthest_m)
        assert all(line.capital_mm >= least for line in banner.names.lines)
        side = side_parts(layout, picture, ruler)
        if side:
            assert side.number_mm >= least
            for text in (side.title, side.time, side.date, side.notice):
                assert text is None or all(line.capital_mm >= least for line in text.lines)


def test_near_wall_has_a_side_and_a_far_one_only_rows() -> None:
    assert designs(4.0).few.shape is Shape.SIDE
    assert designs(12.0).few.shape is Shape.BARE


def test_many_rows_become_two_columns_and_few_again_with_some_reluctance() -> None:
    both = designs(4.0)
    assert both.many is not None
    capacity = both.few.capacity
    assert both.choose(capacity, both.few) is both.few
    assert both.choose(capacity + 1, both.few) is both.many
    assert both.choose(capacity - 1, both.many) is both.many
    assert both.choose(capacity - 2, both.many) is both.few


def line(number: int, *, serving: bool, names: tuple[str, ...] = ("Palveluhuone 5", "Servicerum 5")) -> Line:
    return Line(f"call-{number}", str(number), "right", names, fresh=False, serving=serving)


@given(
    st.lists(st.booleans(), max_size=40),
    st.floats(2, 12),
    st.sampled_from(NAMES),
)
def test_rows_never_overlap_and_nobody_called_goes_before_somebody_served(
    serving: list[bool], farthest_m: float, names: tuple[str, ...]
) -> None:
    both = designs(farthest_m)
    rows = [line(number, serving=one, names=names) for number, one in enumerate(serving)]
    layout = both.choose(len(rows), None)
    placed = place_rows(layout, rows, ruler)
    for one in placed:
        assert any(one.box.within(replace(box, height=box.height + 1)) for box in layout.rows)
        assert not any(one.box.overlaps(other.box) for other in placed if other is not one)
    shown = [one.line for one in placed]
    left_out = [row for row in rows if row not in shown]
    assert shown == [row for row in rows if row in shown]
    if any(not row.serving for row in left_out):
        assert not any(row.serving for row in shown)


@given(st.floats(500, 2000), st.floats(0.45, 1.9), st.floats(1, 15), st.integers(1, 5))
def test_every_panel_gets_some_design(width: float, ratio: float, farthest_m: float, digits: int) -> None:
    both = design(width, width * ratio, farthest_m, NAMES, digits, ruler)
    for layout in (both.few, both.many):
        if layout is not None:
            assert layout.banner.within(layout.panel)
            assert all(box.width > 0 for box in layout.rows)
