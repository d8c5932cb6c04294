"""Texts that leave room for others where a customer has asked for large text.

Every text is at least as large as EN 301 549 5.1.4 asks for; what is larger than
that already in normal text need not grow as much as the rest.
"""

from common.screen.controls.text import Align, Text
from common.screen.kit import Kit
from common.screen.theme import Lettering, TextSize, Type
from kiosk.screens.scene import Scene


class Modest(Text):
    """A text with a lettering of its own in large text."""

    def __init__(
        self, kit: Kit, normal: Lettering, large: Lettering, *, align: Align = Align.START, name: str = ""
    ) -> None:
        self._normal = normal
        self._large = large
        super().__init__(kit, lettering=normal, align=align, name=name)
        self.style()

    def style(self) -> None:
        """Takes the lettering for the kit's size of text."""
        self.lettering = self._large if self.kit.look.size is TextSize.LARGE else self._normal


def lead(kit: Kit, *, align: Align = Align.START, name: str = "") -> Modest:
    """A sentence larger than the body; in large text it is as large as the body."""
    return Modest(kit, Type.LEAD, Type.BODY, align=align, name=name)


class NumberStays(Modest):
    """Says which number the visit has: whoever comes to a screen that was left sees that it is another's."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, Type.LEAD, Type.BODY, name="number-stays")

    def show_for(self, scene: Scene) -> None:
        """Show the number of the visit, nothing where it has none yet."""
        taken = scene.visit.taken
        self.show(scene.words.text("kiosk.additions.number", number=taken.ticket.face) if taken else "")


def strong(kit: Kit, *, align: Align = Align.START, name: str = "") -> Modest:
    """The sentence that matters most after the title."""
    return Modest(kit, Type.CHOICE, Type.STRONG, align=align, name=name)
