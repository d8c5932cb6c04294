"""Colours are measured where letters are smoothed, and not by what somebody says they are."""

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from common.screen.description import Rect
from kiosk.gallery.checks.keypad import stands_before
from kiosk.gallery.checks.pixels import Drawn, colour_at, drawn_in, ratio
from kiosk.gallery.checks.targets import gap_mm

WHOLE = Rect(0, 0, 60, 40)


def picture(ground: str = "white") -> tuple[Image.Image, ImageDraw.ImageDraw]:
    made = Image.new("RGB", (60, 40), ground)
    return made, ImageDraw.Draw(made)


def test_a_place_of_one_colour_has_nothing_drawn_in_it() -> None:
    made, _ = picture()
    assert drawn_in(made, WHOLE) is None
    assert drawn_in(made, Rect(70, 0, 10, 10)) is None


def test_a_grain_of_dust_is_no_letter() -> None:
    made, pen = picture()
    pen.point((20, 20), "black")
    assert drawn_in(made, WHOLE) is None


def test_the_middle_of_a_stroke_is_its_colour_however_soft_its_edges() -> None:
    made, pen = picture()
    for step, grey in enumerate((230, 190, 150, 110, 70)):
        pen.rectangle((10 + step, 10, 40 - step, 30), (grey, grey, grey))
    pen.rectangle((15, 10, 35, 30), "#212121")
    drawn = drawn_in(made, WHOLE)
    assert drawn is not None
    assert drawn.ink == (0x21, 0x21, 0x21)
    assert drawn.grounds == ((255, 255, 255),)
    assert drawn.box_px == Rect(10, 10, 31, 21)
    assert 16 < drawn.contrast < 16.2


def test_letters_that_fill_most_of_their_place_are_still_the_ink() -> None:
    made, pen = picture()
    pen.rectangle((2, 2, 57, 37), "#00357A")
    pen.rectangle((20, 2, 24, 37), "white")
    drawn = drawn_in(made, WHOLE)
    assert drawn is not None
    assert round(drawn.contrast, 1) == 11.7


def test_the_worse_of_two_grounds_counts() -> None:
    made, pen = picture()
    pen.rectangle((30, 0, 59, 39), "#00357A")
    pen.rectangle((10, 15, 50, 25), "#212121")
    drawn = drawn_in(made, WHOLE)
    assert drawn is not None
    assert set(drawn.grounds) == {(255, 255, 255), (0, 0x35, 0x7A)}
    assert drawn.contrast < 2


def test_what_is_outside_the_picture_has_no_colour() -> None:
    made, _ = picture("#00357A")
    assert colour_at(made, 5, 5) == (0, 0x35, 0x7A)
    assert colour_at(made, -1, 5) is None
    assert colour_at(made, 5, 40) is None


def test_contrast_is_that_of_wcag() -> None:
    assert ratio((0, 0, 0), (255, 255, 255)) == 21
    assert Drawn((0, 0, 0), ((255, 255, 255), (0, 0, 0)), WHOLE).contrast == 1


def test_a_gap_is_measured_where_two_places_are_apart() -> None:
    one = Rect(0, 0, 20, 20)
    assert gap_mm(one, Rect(24, 0, 20, 20)) == 4
    assert gap_mm(one, Rect(0, 25, 20, 20)) == 5
    assert gap_mm(one, Rect(10, 10, 20, 20)) == 0
    assert gap_mm(one, Rect(22, 26, 20, 20)) == 6


_RECT = st.builds(
    Rect,
    st.floats(0, 900, width=32),
    st.floats(0, 1800, width=32),
    st.floats(10, 900, width=32),
    st.floats(10, 400, width=32),
)


@given(_RECT, _RECT, st.booleans())
def test_of_two_places_at_most_one_is_read_before_the_other(one: Rect, other: Rect, mirrored: bool) -> None:  # noqa: FBT001
    before = stands_before(one, other, mirrored=mirrored)
    after = stands_before(other, one, mirrored=mirrored)
    assert not (before and after)


def test_on_a_line_the_script_says_what_is_first() -> None:
    left, right = Rect(0, 0, 40, 24), Rect(44, 4, 40, 30)
    assert stands_before(left, right, mirrored=False)
    assert not stands_before(right, left, mirrored=False)
    assert stands_before(right, left, mirrored=True)
    assert stands_before(left, Rect(0, 28, 40, 24), mirrored=True)
