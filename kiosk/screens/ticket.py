"""The ticket: the number very large, where to wait, how many are ahead, and where the paper is."""

from common.screen.arrows import arrow
from common.screen.controls.big_number import BigNumber
from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.face import PLAIN
from common.screen.controls.layout import Column, Space
from common.screen.controls.text import Align, Body, Title
from common.screen.kit import Kit
from common.screen.theme import GRID_MM
from kiosk.flow.event import Press
from kiosk.flow.state import Screen as State
from kiosk.flow.state import Ticketed
from kiosk.screens.beside import Beside
from kiosk.screens.frame import Act, Frame
from kiosk.screens.if_room import IfRoom
from kiosk.screens.scene import Scene
from kiosk.screens.texts import strong
from kiosk.screens.waiting_place import WaitingPlace

_LEAST_NUMBER_MM = 14.0
_PAPER = {
    "printing": "kiosk.printing.title",
    "out": "kiosk.ticket.take_ticket",
    "none": "kiosk.ticket.remember",
}


class TicketScreen(Frame):
    """Stands until the customer is done, or the next one comes."""

    kind = "outer"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.ticket")
        self._title = Title(kit, align=Align.CENTRE)
        self._number = BigNumber(kit, least_mm=_LEAST_NUMBER_MM)
        self._place = WaitingPlace(kit)
        paper = strong(kit, align=Align.CENTRE, name="paper")
        self._paper = Beside(kit, paper)
        self._how = Body(kit, align=Align.CENTRE, name="how")
        self._done = PrimaryButton(kit, "", lambda: act(Press.DONE), name="done")
        self._another = PrimaryButton(kit, "", lambda: act(Press.ANOTHER), face=PLAIN, name="another")
        self.content.gap_mm = GRID_MM / 2
        self.hold(
            self._title,
            Space(kit, height_mm=1.5 * GRID_MM),
            self._number,
            Space(kit, height_mm=2 * GRID_MM),
            self._place,
            Space(kit, height_mm=GRID_MM),
            IfRoom(kit, self._how),
            Space(kit),
            self._paper,
            Space(kit),
            Column(kit, self._done, self._another),
        )

    def fill(self, scene: Scene, state: State) -> None:
        """Show the ticket in ``state``."""
        if not isinstance(state, Ticketed):
            return
        words, number = scene.words, state.ticket.face
        self._title.show(words.text("kiosk.ticket.your_number"))
        self._number.show(number)
        self._number.own_spoken = words.text("kiosk.ticket.number_spoken", number=number)
        self._place.tell(scene, state.ticket)
        self._paper.show(words.text(_PAPER[state.paper]), arrow("back") if state.paper == "out" else None)
        self._how.show(words.text("kiosk.ticket.follow_wall"))
        self._done.show(words.text("common.done"))
        self._another.show(words.text("kiosk.ticket.another"))
