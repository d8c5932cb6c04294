"""Words with a drawing at their end, such as the way to the waiting area with its arrow."""

from common.screen.controls.control import Control
from common.screen.controls.picture import Picture
from common.screen.controls.text import Align, Text
from common.screen.kit import Kit
from common.screen.shapes import Drawing
from common.screen.theme import GRID_MM

_SIDE_PER_CAPITAL = 1.5


class Beside(Control):
    """A text that wraps, and a drawing beside it, in the middle or from the start of the line."""

    def __init__(self, kit: Kit, text: Text) -> None:
        """``text`` is aligned as the whole is to be: at the start, or in the middle."""
        super().__init__(kit)
        self._text = text
        self._picture = Picture(kit, None, side_mm=0)
        self._shows = False
        self.style()
        self.put(text, self._picture)

    def show(self, words: str, drawing: Drawing | None, spoken: str | None = None) -> None:
        """Change both; without a drawing the text has all the room. ``spoken`` is said in the place of it."""
        self._text.own_spoken = spoken
        self._text.show(words)
        self._picture.show(drawing)
        self._shows = drawing is not None

    @property
    def words(self) -> str:
        """The text."""
        return self._text.label

    def height_for(self, width: float) -> float:
        """The text's, or the drawing's where that is higher."""
        picture = self._picture.height_for(width) if self._shows else 0.0
        return max(self._text.height_for(width - self._taken), picture)

    def arrange(self) -> None:
        """Place the text, and the drawing after its widest line."""
        room = self.width - self._taken
        words = self._text.width_in(room)
        slack = (room - words) / 2 if self._text.align is Align.CENTRE else 0.0
        height = self._text.height_for(words)
        x = self.x + slack
        if self.kit.mirrored:
            x = self.right - slack - words
        self._text.place(x, self.center_y - height / 2, words, height)
        if not self._shows:
            self._picture.hide()
            return
        side = self._picture.width_wanted()
        self._picture.opacity = 1.0
        beside = x - self._gap - side if self.kit.mirrored else x + words + self._gap
        self._picture.place(beside, self.y, side, self.height)

    @property
    def _gap(self) -> int:
        return self.kit.px(GRID_MM / 2)

    @property
    def _taken(self) -> float:
        return self._picture.width_wanted() + self._gap if self._shows else 0.0

    def style(self) -> None:
        """The drawing grows with the letters."""
        self._picture.side_mm = _SIDE_PER_CAPITAL * self.kit.capital_mm(self._text.lettering)
