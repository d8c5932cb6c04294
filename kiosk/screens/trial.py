"""A trial print: under way, out, or what kept it from coming out."""

from common.screen.kit import Kit
from kiosk.choices.wording import condition_words
from kiosk.flow.event import Press
from kiosk.flow.state import Screen as State
from kiosk.flow.state import TryingPrinter
from kiosk.screens.frame import Act
from kiosk.screens.scene import Scene
from kiosk.screens.told import ToldScreen


class TrialScreen(ToldScreen):
    """Can be printed as often as somebody likes."""

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.trial", Press.TRIAL)

    def fill(self, scene: Scene, state: State) -> None:
        """Show how far the trial in ``state`` has come."""
        if not isinstance(state, TryingPrinter):
            return
        words, house = scene.words, scene.house
        under_way = state.wish is not None
        condition = state.reason if state.result == "failed" and state.reason else house.printer
        self.title.show(words.text("kiosk.staff.printer"))
        self.step.show(_result(scene, state))
        self.told.show("" if state.result == "failed" else words.text("kiosk.trial.ask"))
        self.state.show(condition_words(words, condition, near_end=house.paper_near_end))
        self.button.show(words.text("kiosk.trial.print"))
        self.button.set_enabled(not under_way)


def _result(scene: Scene, state: TryingPrinter) -> str:
    if state.wish is not None:
        return scene.words.text("kiosk.trial.printing")
    return scene.words.text(f"kiosk.trial.{state.result}") if state.result else ""
