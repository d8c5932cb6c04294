"""A trial sound: the chime and a sentence, and whether they could be played."""

from common.screen.kit import Kit
from kiosk.flow.event import Press
from kiosk.flow.state import CheckingSound
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act
from kiosk.screens.scene import Scene
from kiosk.screens.told import ToldScreen


class SoundCheckScreen(ToldScreen):
    """Can be played as often as somebody likes."""

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.sound_check", Press.SOUND_CHECK)

    def fill(self, scene: Scene, state: State) -> None:
        """Show how far the trial in ``state`` has come."""
        if not isinstance(state, CheckingSound):
            return
        words = scene.words
        under_way = state.wish is not None
        key = "playing" if under_way else state.result
        self.title.show(words.text("kiosk.staff.sound"))
        self.step.show(words.text(f"kiosk.sound_check.{key}") if key else "")
        self.told.show(words.text("kiosk.sound_check.silent_ask") if key == "silent" else "")
        self.button.show(words.text("kiosk.sound_check.play"))
        self.button.set_enabled(not under_way)
