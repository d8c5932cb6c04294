import pytest

from common.screen.arrows import DIRECTIONS, arrow
from common.screen.raster import mask
from common.screen.shapes import Drawing
from common.screen.symbols import Symbol, symbol

DRAWINGS = [*(arrow(direction) for direction in DIRECTIONS), *(symbol(name) for name in Symbol)]


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_drawing_stays_inside_its_square_and_is_seen(drawing: Drawing) -> None:
    for part in drawing.parts:
        assert all(-0.001 <= side <= 1.001 for point in part.points for side in point)
    image = mask(drawing, 64)
    assert image.size == (64, 64)
    drawn = image.histogram()
    assert sum(drawn[200:]) > 150
    assert sum(drawn[:20]) > 1000


def test_all_directions_look_different() -> None:
    assert len({mask(arrow(direction), 32).tobytes() for direction in DIRECTIONS}) == len(DIRECTIONS)


def test_left_is_right_seen_in_a_mirror() -> None:
    left, right = (mask(arrow(direction), 40) for direction in ("left", "right"))
    box_left, box_right = left.getbbox(), right.getbbox()
    assert box_left is not None
    assert box_right is not None
    half_left, half_right = left.crop((0, 0, 20, 40)), right.crop((20, 0, 40, 40))
    assert sum(half_left.tobytes()) == pytest.approx(sum(half_right.tobytes()), rel=0.03)


def test_edges_are_soft() -> None:
    grey = mask(arrow("ahead-left"), 48).histogram()
    assert sum(grey[20:235]) > 50


def test_a_symbol_without_a_size_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 px"):
        mask(arrow("left"), 0)


def test_the_way_back_points_along_the_line_and_a_tick_does_not_turn() -> None:
    back, mirrored = symbol(Symbol.BACK), symbol(Symbol.BACK, mirrored=True)
    assert mask(mirrored, 40).tobytes() != mask(back, 40).tobytes()
    assert sum(mask(mirrored, 40).tobytes()) == pytest.approx(sum(mask(back, 40).tobytes()), rel=0.03)
    assert symbol(Symbol.CHECK, mirrored=True) is symbol(Symbol.CHECK)
    assert symbol(Symbol.BACK, mirrored=True) is mirrored  # pictures compare drawings by identity
