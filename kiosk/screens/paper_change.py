"""New paper, step by step; the steps follow what the printer sees of its cover and its roll."""

from common.screen.kit import Kit
from kiosk.choices.wording import condition_words
from kiosk.flow.event import Press
from kiosk.flow.paper_steps import paper_step
from kiosk.flow.state import ChangingPaper
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act
from kiosk.screens.scene import Scene
from kiosk.screens.told import ToldScreen


class PaperChangeScreen(ToldScreen):
    """One step at a time, and a trial print that ends it, also with a printer that tells nothing."""

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.paper_change", Press.TRIAL)

    def fill(self, scene: Scene, state: State) -> None:
        """Show the step that comes now."""
        if not isinstance(state, ChangingPaper):
            return
        words, house = scene.words, scene.house
        step = paper_step(state, house)
        self.title.show(words.text("kiosk.staff.paper"))
        self.step.show(words.text("kiosk.paper_change.step", number=step.number))
        self.told.show(words.text(f"kiosk.paper_change.{step}"))
        self.state.show(condition_words(words, house.printer, near_end=house.paper_near_end))
        self.button.show(words.text("kiosk.trial.print"))
