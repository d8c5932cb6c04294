from common.screen.measure import large_text_mm
from common.screen.palette import HIGH_CONTRAST, LIGHT
from common.screen.theme import Contrast, Look, TextSize, Type, theme_for

GROWING = [Type.BODY, Type.STRONG, Type.HEADER, Type.LEAD, Type.CHOICE, Type.TITLE, Type.WELCOME]


def test_large_text_reaches_the_standard_for_every_text() -> None:
    theme = theme_for(Look(size=TextSize.LARGE))
    assert all(theme.capital_mm(lettering) >= large_text_mm(0.6) for lettering in GROWING)


def test_large_text_is_at_least_half_as_large_again() -> None:
    normal, large = theme_for(Look()), theme_for(Look(size=TextSize.LARGE))
    assert all(large.capital_mm(lettering) >= 1.59 * normal.capital_mm(lettering) for lettering in GROWING)


def test_the_number_of_the_ticket_does_not_grow() -> None:
    assert theme_for(Look(size=TextSize.LARGE)).capital_mm(Type.NUMBER) == Type.NUMBER.capital_mm


def test_high_contrast_replaces_the_palette() -> None:
    assert theme_for(Look(contrast=Contrast.HIGH)).palette is HIGH_CONTRAST
    assert theme_for(Look()).palette is LIGHT
