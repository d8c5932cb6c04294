"""Whether a screen has room for little more than what can be chosen: large text on half the height."""

from common.screen.theme import Look, TextSize


def is_tight(look: Look) -> bool:
    """Tell whether a choice of three lines fills the page, so that its quiet line has to go.

    In low mode a page is 110 mm high; in large text three lines and the button to the next page take 85 mm.
    """
    return look.low and look.size is TextSize.LARGE
