"""What the screens share that ask one thing and list the answers."""

from common.screen.controls.text import Text, Title
from common.screen.kit import Kit
from common.screen.theme import GRID_MM
from kiosk.screens.choices import Choices
from kiosk.screens.frame import Act, Frame


class ListFrame(Frame):
    """A title and choices, whose first page everybody finds."""

    def __init__(
        self, kit: Kit, act: Act, name: str, *, over: Text | None = None, under: Text | None = None
    ) -> None:
        """``over`` stands close above the title, ``under`` a little below it."""
        super().__init__(kit, act, name)
        self.title = Title(kit)
        self.choices = Choices(kit)
        if over is not None:
            self.telling.gap_mm = GRID_MM / 4
        elif under is not None:
            self.telling.gap_mm = GRID_MM / 2
        self.telling.put(*(text for text in (over, self.title, under) if text is not None))
        self.hold(self.choices)

    def begin(self) -> None:
        """Turn to the first page."""
        self.choices.first_page()
