"""Draws the display beside a door: one ground, one number, one word."""

from common.screen.controls.big_number import BigNumber
from common.screen.controls.control import Control
from common.screen.controls.panel import Ground
from common.screen.controls.text import Align
from common.screen.description import Rect
from common.screen.kit import Kit
from common.screen.palette import Ink
from display.drawing.ruler import KitRuler
from display.drawing.sign import Sign
from display.room.layout import DoorLayout, lay_out
from display.room.plan import DoorPicture, DoorState

# Ground, figures, words. Each state also has a word of its own: no colour says anything alone.
_INKS: dict[DoorState, tuple[Ink, Ink, Ink]] = {
    DoorState.CALLED: (Ink.CALL, Ink.ON_CALL, Ink.ON_CALL),
    DoorState.OCCUPIED: (Ink.PANEL, Ink.NUMBER, Ink.TEXT),
    DoorState.FREE: (Ink.PAPER, Ink.NUMBER, Ink.OPEN),
    DoorState.PAUSED: (Ink.GROUND, Ink.QUIET, Ink.QUIET),
    DoorState.CLOSED: (Ink.GROUND, Ink.QUIET, Ink.QUIET),
    DoorState.NO_CONNECTION: (Ink.GROUND, Ink.QUIET, Ink.QUIET),
}


class DoorView(Control):
    """The whole panel."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, name="door")
        self._ruler = KitRuler(kit)
        self._ground = Ground(kit, Ink.PAPER)
        self._number = BigNumber(kit, align=Align.CENTRE, name="door.number")
        self._words = Sign(kit, align=Align.CENTRE, name="door.word")
        self._layout: DoorLayout | None = None
        self.put(self._ground, self._number, self._words)

    def draw(self, picture: DoorPicture) -> None:
        """Show a picture."""
        panel = self.kit.panel
        layout = lay_out(picture, panel.mm(panel.width_px), panel.mm(panel.height_px), self._ruler)
        self._layout = layout
        ground, figures, words = _INKS[picture.state]
        self._ground.set_ink(ground)
        self._number.show(picture.number)
        self._number.set_capital_mm(layout.number_mm or 1.0)
        self._number.set_ink(figures)
        self._words.show(layout.lines)
        self._words.set_inks(words)
        self.changed()

    def arrange(self) -> None:
        """Put both where the layout says."""
        self._ground.place(self.x, self.y, self.width, self.height)
        if self._layout is not None:
            self._at(self._number, self._layout.number)
            self._at(self._words, self._layout.words)

    def _at(self, control: Control, box: Rect) -> None:
        px = self.kit.panel.px_per_mm
        control.place(self.x + box.left * px, self.top - box.bottom * px, box.width * px, box.height * px)
