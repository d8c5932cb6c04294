"""The ticket: the number very large, where to wait, how many are ahead, and where the paper is."""

from common.screen.arrows import arrow
from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.face import PLAIN
from common.screen.controls.layout import Column, Space
from common.screen.controls.text import Align, Body
from common.screen.kit import Kit
from common.screen.theme import GRID_MM, Type
from kiosk.choices.taking_along import code_text, follow_address
from kiosk.flow.event import Press
from kiosk.flow.state import Screen as State
from kiosk.flow.state import Ticketed
from kiosk.screens.added import Added
from kiosk.screens.beside import Beside
from kiosk.screens.frame import Act, Frame
from kiosk.screens.if_room import IfRoom
from kiosk.screens.number_and_code import NumberAndCode
from kiosk.screens.scene import Scene
from kiosk.screens.texts import Modest, strong
from kiosk.screens.waiting_place import WaitingPlace

_PAPER = {
    "printing": "kiosk.printing.title",
    "out": "kiosk.ticket.take_ticket",
    "none": "kiosk.ticket.remember",
}


class TicketScreen(Frame):
    """Stands until the customer is done, or the next one comes."""

    kind = "ticket"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.ticket")
        self._title = Modest(kit, Type.TITLE, Type.CHOICE, align=Align.CENTRE, name="title")
        self._number = NumberAndCode(kit)
        self._place = WaitingPlace(kit)
        self._added = Added(kit)
        self._paper = Beside(kit, strong(kit, align=Align.CENTRE, name="paper"))
        self._how = Body(kit, align=Align.CENTRE, name="how")
        self._done = PrimaryButton(kit, "", lambda: act(Press.DONE), name="done")
        self._more = PrimaryButton(kit, "", lambda: act(Press.MORE), face=PLAIN, name="more")
        self.telling.gap_mm = GRID_MM / 4  # also around each space, however little is left of it
        self.telling.put(
            self._title,
            Space(kit, height_mm=2 * GRID_MM),
            self._number,
            Space(kit, height_mm=2.5 * GRID_MM),
            self._place,
            Space(kit, height_mm=GRID_MM / 2),
            self._added,
            Space(kit, height_mm=1.5 * GRID_MM),
            IfRoom(kit, self._how),
            Space(kit),
        )
        self.hold(self._paper, Column(kit, self._done, self._more))

    def fill(self, scene: Scene, state: State) -> None:
        """Show the ticket in ``state``."""
        if not isinstance(state, Ticketed):
            return
        words, number = scene.words, state.ticket.face
        said = words.text("kiosk.ticket.number_spoken", number=number)
        follow = follow_address(scene.site, state.ticket) if scene.site else ""
        self._title.show(words.text("kiosk.ticket.your_number"))
        self._place.tell(scene, state.ticket)
        code = follow
        if state.paper == "none" and scene.site is not None:  # a phone takes along what no paper does
            code = code_text(scene.site, state.ticket, said, self._place.where)
        self._number.show(number, said, code)
        self._added.tell(scene, state.ticket)
        self._paper.show(words.text(_PAPER[state.paper]), arrow("back") if state.paper == "out" else None)
        self._how.show(words.text("kiosk.ticket.follow" if follow else "kiosk.ticket.follow_wall"))
        self._done.show(words.text("common.done"))
        self._done.set_enabled(state.paper != "printing")
        self._more.show(words.text("kiosk.ticket.more"))
