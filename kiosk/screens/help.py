"""An adviser was called: whether the call has arrived, and what to do now."""

from common.screen.kit import Kit
from common.screen.symbols import Symbol
from kiosk.flow.event import Press
from kiosk.flow.state import Helping
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act
from kiosk.screens.message import MessageScreen, Way
from kiosk.screens.scene import Scene

_WORDS = {
    "calling": (Symbol.HELP, "kiosk.help.calling", "kiosk.printing.wait"),
    "called": (Symbol.CHECK, "kiosk.help.called", "kiosk.help.wait_here"),
    "not-reached": (Symbol.WARNING, "kiosk.help.not_reached", "kiosk.help.ask_desk"),
}


class HelpScreen(MessageScreen):
    """Never says that somebody comes before somebody knows of it."""

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(
            kit, act, "kiosk.help", Way("go-on", Press.GO_ON), Way("start-over", Press.START_OVER)
        )

    def fill(self, scene: Scene, state: State) -> None:
        """Show how far the call in ``state`` has come."""
        if not isinstance(state, Helping):
            return
        sign, title, sentence = _WORDS[state.stage]
        self.show_sign(sign)
        self.title.show(scene.words.text(title))
        self.sentence.show(scene.words.text(sentence))
        self.buttons[0].show(scene.words.text("kiosk.help.go_on"))
        self.buttons[1].show(scene.words.text("common.start_over"))
