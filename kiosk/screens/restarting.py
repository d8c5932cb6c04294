"""The program ends, and starts again."""

from common.screen.kit import Kit
from common.screen.symbols import Symbol
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act
from kiosk.screens.message import MessageScreen
from kiosk.screens.scene import Scene


class RestartingScreen(MessageScreen):
    """Stands until the window goes."""

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.restarting")

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  it has no state of its own
        """Show the words."""
        self.show_sign(Symbol.CHECK)
        self.title.show(scene.words.text("kiosk.staff.restarting"))
