"""An addition could not be written down: the number holds, and an adviser adds the rest."""

from common.screen.kit import Kit
from common.screen.symbols import Symbol
from kiosk.flow.event import Press
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act
from kiosk.screens.message import MessageScreen, Way
from kiosk.screens.scene import Scene


class NotAddedScreen(MessageScreen):
    """Leads back to the ticket."""

    kind = "deep"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.not_added", Way("go-on", Press.GO_ON))

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  it stands in the visit
        """Show the words."""
        words, taken = scene.words, scene.visit.taken
        self.show_sign(Symbol.WARNING)
        self.title.show(words.text("kiosk.not_added.title"))
        if taken is not None:
            self.sentence.show(words.text("kiosk.not_added.ask", number=taken.ticket.face))
        self.buttons[0].show(words.text("kiosk.not_added.go_on"))
