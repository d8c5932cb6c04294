"""A number is being dealt, and it takes longer than it should."""

from common.screen.kit import Kit
from common.screen.symbols import Symbol
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act
from kiosk.screens.message import MessageScreen
from kiosk.screens.scene import Scene


class MomentScreen(MessageScreen):
    """One moment."""

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.moment")

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  it has no state of its own
        """Show the words."""
        self.show_sign(Symbol.TICKET)
        self.title.show(scene.words.text("kiosk.printing.wait"))
