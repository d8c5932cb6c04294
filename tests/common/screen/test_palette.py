import pytest

from common.screen.colour import Colour, contrast
from common.screen.palette import HIGH_CONTRAST, LIGHT, NIGHT, BrandRefusedError, Ink, Palette, with_brand

TEXT_ON_GROUND = [
    (Ink.TEXT, Ink.PAPER),
    (Ink.TEXT, Ink.GROUND),
    (Ink.TEXT, Ink.PANEL),
    (Ink.QUIET, Ink.PAPER),
    (Ink.QUIET, Ink.PANEL),
    (Ink.NUMBER, Ink.PAPER),
    (Ink.ON_INK, Ink.INK),
    (Ink.ON_CALL, Ink.CALL),
    (Ink.ON_NOTICE, Ink.NOTICE),
]
EDGES = [
    (Ink.EDGE, Ink.PAPER),
    (Ink.EDGE, Ink.PANEL),
    (Ink.QUIET_EDGE, Ink.GROUND),
    (Ink.FOCUS, Ink.FOCUS_GAP),
]


@pytest.mark.parametrize("palette", [LIGHT, HIGH_CONTRAST, NIGHT])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_every_text_has_a_contrast_of_seven(palette: Palette, text: Ink, ground: Ink) -> None:
    assert contrast(palette.of(text), palette.of(ground)) >= 7


@pytest.mark.parametrize(
    ("text", "ground"), [*TEXT_ON_GROUND, (Ink.ON_MAIN, Ink.MAIN), (Ink.ON_ALARM, Ink.ALARM)]
)
def test_high_contrast_is_ten_and_more(text: Ink, ground: Ink) -> None:
    assert contrast(HIGH_CONTRAST.of(text), HIGH_CONTRAST.of(ground)) >= 10


@pytest.mark.parametrize("palette", [LIGHT, HIGH_CONTRAST, NIGHT])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_every_control_can_be_told_from_its_ground(palette: Palette, edge: Ink, ground: Ink) -> None:
    assert contrast(palette.of(edge), palette.of(ground)) >= 3


@pytest.mark.parametrize("palette", [LIGHT, NIGHT])
def test_large_letters_on_filled_grounds(palette: Palette) -> None:
    assert contrast(palette.on_main, palette.main) >= 6.9
    assert contrast(palette.on_alarm, palette.alarm) >= 6


def test_the_contrasts_of_the_open_palette() -> None:
    white = Colour.parse("#FFFFFF")
    assert contrast(Colour.parse("#00357A"), white) == pytest.approx(11.7, abs=0.06)
    assert contrast(white, Colour.parse("#AE332D")) == pytest.approx(6.3, abs=0.06)
    assert contrast(white, Colour.parse("#000000")) == pytest.approx(21)


def test_a_dark_brand_is_worn() -> None:
    green = Colour.parse("#00452C")
    assert with_brand(LIGHT, green).ink == green


def test_a_pale_brand_is_refused_with_its_contrast() -> None:
    with pytest.raises(BrandRefusedError, match=r"contrast of 2\.\d, and it needs 7; choose a darker one"):
        with_brand(LIGHT, Colour.parse("#78A9D6"))


def test_a_colour_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="#RRGGBB"):
        Colour.parse("blue")
