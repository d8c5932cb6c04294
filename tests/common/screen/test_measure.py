import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.screen.measure import Panel, called_number_mm, font_px_for_capital, large_text_mm, wall_text_mm

KIOSK = Panel(194, 345, 1080, 1920)


def test_pixels_follow_from_the_panel() -> None:
    assert KIOSK.px(20) == pytest.approx(111, abs=1)
    assert KIOSK.mm(KIOSK.px(20)) == pytest.approx(20, abs=0.1)


def test_nothing_visible_is_less_than_a_pixel() -> None:
    assert KIOSK.px(0.01) == 1
    assert KIOSK.px(0) == 0


def test_a_panel_measured_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(ValueError, match="as the screen hangs"):
        Panel(345, 194, 1080, 1920)


def test_a_panel_without_a_size_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        Panel(0, 345, 1080, 1920)


@given(st.floats(1, 200), st.floats(0.6, 0.8))
def test_capitals_are_never_lower_than_asked(capital_mm: float, ratio: float) -> None:
    font_px = font_px_for_capital(capital_mm, ratio, KIOSK)
    assert KIOSK.mm(font_px * ratio) >= capital_mm - 1e-6
    assert KIOSK.mm((font_px - 1) * ratio) < capital_mm


def test_distances_of_the_rules() -> None:
    assert called_number_mm(10) == pytest.approx(122)
    assert called_number_mm(2) == 75
    assert wall_text_mm(10) == pytest.approx(64)
    assert large_text_mm(0.6) == pytest.approx(7.32)
