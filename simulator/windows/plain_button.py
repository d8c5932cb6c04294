"""A button of the simulator's windows: words in the middle, another ground while what it does stands."""

from collections.abc import Callable

from common.screen.controls.buttons import LabelledButton
from common.screen.controls.face import BAR, UNAVAILABLE, Face
from common.screen.controls.text import Align, Text
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import GRID_MM, Lettering

STANDS = Face(Ink.NOTICE, Ink.NOTICE, Ink.ON_NOTICE, Ink.ON_NOTICE)


class PlainButton(LabelledButton):
    """A word or three."""

    def __init__(
        self, kit: Kit, label: str, on_press: Callable[[], None], *, lettering: Lettering, name: str
    ) -> None:
        """`name` is for programs."""
        self._words = Text(kit, label, lettering=lettering, align=Align.CENTRE)
        super().__init__(
            kit,
            on_press,
            lines=(self._words,),
            face=BAR,
            name=name,
            spoken=None,
            margin_mm=GRID_MM / 2,
        )
        self.label = label
        self._stands = False

    def show(self, label: str, *, stands: bool) -> None:
        """Change the words, and whether what it does stands."""
        self.label = label
        self._words.show(label)
        self._stands = stands
        self.style()

    def style(self) -> None:
        """Wear the face of now."""
        rest = STANDS if self._stands else BAR
        self.set_face(rest if self.enabled else UNAVAILABLE)

    def height_for(self, width: float) -> float:
        """Its words with a little air, and never less than the target's rule."""
        return max(self.least_px(), self._words_height(width) + self.kit.px(GRID_MM))
