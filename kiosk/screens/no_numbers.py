"""No number can be dealt: an adviser puts the customer in the queue."""

from common.screen.kit import Kit
from common.screen.symbols import Symbol
from kiosk.flow.event import Press
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act
from kiosk.screens.message import MessageScreen, Way
from kiosk.screens.scene import Scene


class NoNumbersScreen(MessageScreen):
    """Whom to ask."""

    kind = "inner"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.no_numbers", Way("call-adviser", Press.HELP))

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  it has no state of its own
        """Show the words."""
        words = scene.words
        self.show_sign(Symbol.HELP)
        self.title.show(words.text("kiosk.no_numbers.title"))
        self.sentence.show(words.text("kiosk.no_numbers.ask"))
        self.buttons[0].show(words.text("bar.help"))
        self.buttons[0].own_spoken = words.text("bar.help_spoken")
