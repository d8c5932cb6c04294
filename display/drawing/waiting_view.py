"""Draws a display that does not know yet what it is."""

from common.screen.controls.control import Control
from common.screen.controls.panel import Ground
from common.screen.controls.text import Align
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import Weight
from display.drawing.ruler import KitRuler
from display.drawing.sign import Sign
from display.lettering import SignLine, largest_lines
from display.waiting import WaitingPicture


class WaitingView(Control):
    """A quiet ground, the words in three languages, and who this device is."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, name="waiting")
        self._ruler = KitRuler(kit)
        self._ground = Ground(kit, Ink.GROUND)
        self._words = Sign(kit, inks=(Ink.TEXT, Ink.QUIET), align=Align.CENTRE, name="words")
        self._device = Sign(kit, inks=(Ink.QUIET,), align=Align.CENTRE, name="device")
        self.put(self._ground, self._words, self._device)

    def draw(self, picture: WaitingPicture) -> None:
        """Show a picture."""
        panel = self.kit.panel
        width, height = panel.mm(panel.width_px) * 0.86, panel.mm(panel.height_px)
        small = min(height * 0.05, width * 0.05)
        weights = (Weight.SEMIBOLD, Weight.REGULAR)
        self._words.show(
            largest_lines(
                picture.words,
                width,
                height * 0.45,
                self._ruler,
                least_mm=1.5,
                most_mm=small,
                second=1.0,
                weights=weights,
            )
        )
        self._device.show((SignLine(picture.device, small * 0.7, Weight.SEMIBOLD),))

    def arrange(self) -> None:
        """Words in the middle, the id at the foot."""
        self._ground.place(self.x, self.y, self.width, self.height)
        left, width = self.x + self.width * 0.07, self.width * 0.86
        self._words.place(left, self.y + self.height * 0.3, width, self.height * 0.45)
        self._device.place(left, self.y + self.height * 0.05, width, self.height * 0.14)
