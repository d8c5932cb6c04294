"""The ticket did not come out: the number stands large, and holds without paper."""

from common.screen.controls.big_number import BigNumber
from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.face import PLAIN
from common.screen.controls.layout import Column, Space
from common.screen.controls.text import Align, Title
from common.screen.kit import Kit
from common.screen.theme import GRID_MM
from kiosk.flow.event import Press
from kiosk.flow.state import PrintFailed
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import lead
from kiosk.screens.waiting_place import WaitingPlace

_LEAST_NUMBER_MM = 14.0


class PrintFailedScreen(Frame):
    """Print again, or remember the number."""

    kind = "outer"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.print_failed")
        self._title = Title(kit, align=Align.CENTRE)
        self._number = BigNumber(kit, least_mm=_LEAST_NUMBER_MM)
        self._place = WaitingPlace(kit)
        self._valid = lead(kit, name="valid")
        self._again = PrimaryButton(kit, "", lambda: act(Press.PRINT_AGAIN), face=PLAIN, name="print-again")
        self._remembered = PrimaryButton(kit, "", lambda: act(Press.REMEMBERED), name="remembered")
        self.content.gap_mm = GRID_MM / 2
        self.hold(
            self._title,
            Space(kit, height_mm=1.5 * GRID_MM),
            self._number,
            Space(kit, height_mm=2 * GRID_MM),
            self._place,
            Space(kit, height_mm=2 * GRID_MM),
            self._valid,
            Space(kit),
            Column(kit, self._remembered, self._again),
        )

    def fill(self, scene: Scene, state: State) -> None:
        """Show the ticket in ``state``."""
        if not isinstance(state, PrintFailed):
            return
        words, number = scene.words, state.ticket.face
        title = "maybe_title" if state.may_be_out else "title"
        self._title.show(words.text(f"kiosk.print_failed.{title}"))
        self._number.show(number)
        self._number.own_spoken = words.text("kiosk.ticket.number_spoken", number=number)
        self._place.tell(scene, state.ticket, briefly=True)
        self._valid.show(words.text("kiosk.print_failed.number_valid"))
        self._again.show(words.text("kiosk.print_failed.again"))
        self._remembered.show(words.text("kiosk.print_failed.remembered"))
