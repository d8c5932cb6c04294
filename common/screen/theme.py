"""How large and in which colours everything stands: one theme for each way a person wants to read."""

from enum import StrEnum

import msgspec

from common.screen.measure import large_text_mm
from common.screen.palette import HIGH_CONTRAST, LIGHT, Palette

KIOSK_DISTANCE_M = 0.6
"""From the eyes of a person to the check-in screen."""
LARGE_FACTOR = 1.6
GRID_MM = 4.0
"""Distances are multiples of this; it is also the least gap between two targets."""
TARGET_MM = 20.0
"""Least side of anything that is touched (goal A10)."""
CHOICE_MM = 24.0
"""Least height of a main choice."""


class TextSize(StrEnum):
    """What a customer chose with the button of the letters."""

    NORMAL = "normal"
    LARGE = "large"


class Contrast(StrEnum):
    """What a customer chose with the button of the half disc."""

    NORMAL = "normal"
    HIGH = "high"


LINE_PER_CAPITAL = 1.95
"""Room that a line of text needs, as a multiple of its capitals: for plans that count in millimetres."""


class Look(msgspec.Struct, frozen=True):
    """The settings of one customer; a new one begins with `Look()`."""

    size: TextSize = TextSize.NORMAL
    contrast: Contrast = Contrast.NORMAL
    low: bool = False
    """Every control in the lower half of a tall screen, for a person who sits (EN 301 549 8.3.2)."""


class Weight(StrEnum):
    """The weights of the one family."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"


class Lettering(msgspec.Struct, frozen=True):
    """A size and a weight of letters."""

    capital_mm: float
    """Height of a capital H."""
    weight: Weight = Weight.REGULAR
    grows: bool = False
    """Whether it follows the large text that a customer asks for; walls and the ticket's number do not."""


class Type:
    """The letterings of a kiosk, in normal text read from 0.6 m. Walls make their own from their distance."""

    BODY = Lettering(4.5, grows=True)
    STRONG = Lettering(4.5, Weight.SEMIBOLD, grows=True)
    HEADER = Lettering(5.0, Weight.SEMIBOLD, grows=True)
    LEAD = Lettering(6.0, grows=True)
    CHOICE = Lettering(6.0, Weight.BOLD, grows=True)
    TITLE = Lettering(8.0, Weight.BOLD, grows=True)
    WELCOME = Lettering(11.0, Weight.BOLD, grows=True)
    NUMBER = Lettering(50.0, Weight.BOLD)


class Theme(msgspec.Struct, frozen=True):
    """A palette and a size of text."""

    palette: Palette = LIGHT
    size: TextSize = TextSize.NORMAL
    distance_m: float = KIOSK_DISTANCE_M

    @property
    def growth(self) -> float:
        """What letters are multiplied with in this size of text."""
        return LARGE_FACTOR if self.size is TextSize.LARGE else 1.0

    def capital_mm(self, lettering: Lettering) -> float:
        """Height of a capital H in mm: in large text × 1.6, and never under EN 301 549 5.1.4."""
        if self.size is TextSize.NORMAL or not lettering.grows:
            return lettering.capital_mm
        return max(lettering.capital_mm * self.growth, large_text_mm(self.distance_m))


def theme_for(look: Look, palette: Palette = LIGHT) -> Theme:
    """The theme that a customer's settings ask for; `palette` is the site's normal one."""
    return Theme(HIGH_CONTRAST if look.contrast is Contrast.HIGH else palette, look.size)
