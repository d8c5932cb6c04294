"""The ticket did not come out: the number stands large, holds without paper, and goes along on a phone."""

from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.face import PLAIN
from common.screen.controls.layout import Column, Space
from common.screen.controls.text import Align
from common.screen.kit import Kit
from common.screen.theme import GRID_MM, Type
from kiosk.choices.taking_along import code_text, follow_address
from kiosk.flow.event import Press
from kiosk.flow.state import PrintFailed
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act, Frame
from kiosk.screens.if_room import IfRoom
from kiosk.screens.number_and_code import NumberAndCode
from kiosk.screens.scene import Scene
from kiosk.screens.texts import Modest, lead
from kiosk.screens.waiting_place import WaitingPlace


class PrintFailedScreen(Frame):
    """Remember the number, and print again where the printer can."""

    kind = "ticket"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.print_failed")
        self._title = Modest(kit, Type.TITLE, Type.CHOICE, align=Align.CENTRE, name="title")
        self._number = NumberAndCode(kit)
        self._place = WaitingPlace(kit)
        self._valid = lead(kit, name="valid")
        self._along = lead(kit, name="take-along")
        self._along.own_spoken = ""  # who listens takes no picture: the number is said, and again on request
        self._remembered = PrimaryButton(kit, "", lambda: act(Press.REMEMBERED), name="remembered")
        self._again = PrimaryButton(kit, "", lambda: act(Press.PRINT_AGAIN), face=PLAIN, name="print-again")
        self._more = PrimaryButton(kit, "", lambda: act(Press.MORE), face=PLAIN, name="more")
        self._with_again = (self._remembered, self._again)
        self._with_more = (self._remembered, self._more)
        self._buttons = Column(kit, *self._with_again)
        self.telling.gap_mm = GRID_MM / 4  # also around each space, however little is left of it
        self.telling.put(
            self._title,
            Space(kit, height_mm=2 * GRID_MM),
            self._number,
            Space(kit, height_mm=2.5 * GRID_MM),
            self._place,
            Space(kit, height_mm=2.5 * GRID_MM),
            self._valid,
            Space(kit, height_mm=1.5 * GRID_MM),
            IfRoom(kit, self._along),
            Space(kit),
        )
        self.hold(self._buttons)

    def fill(self, scene: Scene, state: State) -> None:
        """Show the ticket in ``state``."""
        site = scene.site
        if not isinstance(state, PrintFailed) or site is None:
            return
        words, number = scene.words, state.ticket.face
        said = words.text("kiosk.ticket.number_spoken", number=number)
        self._title.show(words.text(_title(state, can_print=scene.house.can_print)))
        self._place.tell(scene, state.ticket, briefly=True)
        self._number.show(number, said, code_text(site, state.ticket, said, self._place.where))
        self._valid.show(words.text("kiosk.print_failed.number_valid"))
        follows = bool(follow_address(site, state.ticket))
        self._along.show(words.text("kiosk.ticket.follow" if follows else "kiosk.ticket.take_along"))
        self._again.show(words.text("kiosk.print_failed.again"))
        self._more.show(words.text("kiosk.ticket.more"))
        self._remembered.show(words.text("kiosk.print_failed.remembered"))
        self._buttons.put_only(*(self._with_again if scene.house.can_print else self._with_more))
        if self._again.kit is not self.kit or self._more.kit is not self.kit:
            self._again.restyle(self.kit)
            self._more.restyle(self.kit)


def _title(state: PrintFailed, *, can_print: bool) -> str:
    if state.may_be_out:
        return "kiosk.print_failed.maybe_title"
    return "kiosk.print_failed.title" if can_print else "kiosk.print_failed.no_paper"
