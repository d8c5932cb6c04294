"""Screens with a sign, a few words and a way on: one moment, no numbers, help, and the time-out."""

from dataclasses import dataclass

from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.control import Control
from common.screen.controls.face import MAIN, PLAIN
from common.screen.controls.layout import Column, Space
from common.screen.controls.picture import Picture
from common.screen.controls.text import Align, Title
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.symbols import Symbol, symbol
from common.screen.theme import GRID_MM
from kiosk.flow.event import Event
from kiosk.screens.frame import Act, Frame
from kiosk.screens.texts import lead

_SIGN_MM = 28.0
_ABOVE = 0.6
"""Of the room that is left, so much stands above for each part below: the eye takes it for the middle."""


@dataclass(frozen=True)
class Way:
    """A button: its name for programs, and what it does."""

    name: str
    event: Event


class MessageScreen(Frame):
    """In the middle, from the top: a sign or a number, a title, a sentence, and buttons, the main first."""

    kind = "outer"

    def __init__(self, kit: Kit, act: Act, name: str, *ways: Way, sign: Control | None = None) -> None:
        """``sign`` stands in the place of a drawn symbol."""
        super().__init__(kit, act, name)
        self._picture = Picture(kit, None, side_mm=_SIGN_MM, ink=Ink.NUMBER)
        self.title = Title(kit, align=Align.CENTRE)
        self.sentence = lead(kit, align=Align.CENTRE, name="sentence")
        self.buttons = [
            PrimaryButton(
                kit, "", lambda way=way: act(way.event), face=PLAIN if index else MAIN, name=way.name
            )
            for index, way in enumerate(ways)
        ]
        self.telling.put(
            Space(kit, weight=_ABOVE),
            sign or self._picture,
            Space(kit, height_mm=2 * GRID_MM),
            self.title,
            self.sentence,
            Space(kit),
        )
        if self.buttons:
            self.hold(Column(kit, *self.buttons))

    def show_sign(self, sign: Symbol) -> None:
        """Change the drawn sign."""
        self._picture.show(symbol(sign))
