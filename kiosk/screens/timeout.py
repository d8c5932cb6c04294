"""The warning before the screen goes back to its beginning, with 20 s to go on."""

from common.screen.controls.big_number import BigNumber
from common.screen.kit import Kit
from kiosk.flow.event import Press
from kiosk.flow.state import Leaving
from kiosk.flow.state import Screen as State
from kiosk.flow.timing import seconds_left
from kiosk.screens.frame import Act
from kiosk.screens.message import MessageScreen, Way
from kiosk.screens.scene import Scene


class TimeoutScreen(MessageScreen):
    """One press goes on, and another ends it for the next who has come already."""

    def __init__(self, kit: Kit, act: Act) -> None:
        self._seconds = BigNumber(kit, capital_mm=28, least_mm=14, name="seconds", spoken="")
        ways = (Way("go-on", Press.GO_ON), Way("end", Press.DONE))
        super().__init__(kit, act, "kiosk.timeout", *ways, sign=self._seconds)

    def fill(self, scene: Scene, state: State) -> None:
        """Show the seconds that are left."""
        if not isinstance(state, Leaving):
            return
        words, seconds = scene.words, seconds_left(state, scene.now.ms)
        self._seconds.show(str(seconds))
        self.title.show(words.text("kiosk.timeout.title"))
        self.sentence.show(words.text("kiosk.timeout.soon", count=seconds))
        self.buttons[0].show(words.text("kiosk.timeout.go_on"))
        self.buttons[1].show(words.text("kiosk.timeout.end"))
