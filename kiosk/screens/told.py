"""Screens that tell staff one thing and have one button: a change of paper, a trial, a sound."""

from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.layout import Space
from common.screen.controls.panel import Panel
from common.screen.controls.text import Title
from common.screen.kit import Kit
from common.screen.theme import GRID_MM
from kiosk.flow.event import Press
from kiosk.screens.frame import Act, Frame
from kiosk.screens.texts import lead, strong


class ToldScreen(Frame):
    """From the top: a title, what is to be done or has come of it, the printer's state, and the button."""

    kind = "choosing"

    def __init__(self, kit: Kit, act: Act, name: str, press: Press) -> None:
        super().__init__(kit, act, name)
        self.title = Title(kit)
        self.step = strong(kit, name="step")
        self.told = lead(kit, name="told")
        self.state = lead(kit, name="printer-state")
        self.button = PrimaryButton(kit, "", lambda: act(press), name=press.value)
        self.telling.gap_mm = 1.5 * GRID_MM
        self.telling.put(self.title, Panel(kit, self.step, self.told), self.state, Space(kit))
        self.hold(self.button)
