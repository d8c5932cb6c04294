"""Situations of life, as the authorities have named them, and the way to everyday words."""

from common.screen.controls.face import TINTED
from common.screen.kit import Kit
from common.wire.site import Situation
from kiosk.choices.situations import situations_of
from kiosk.choices.words import words_of
from kiosk.flow.event import Press, SituationChosen
from kiosk.flow.state import Screen as State
from kiosk.screens.adviser_choice import adviser_choice
from kiosk.screens.choices import Choice
from kiosk.screens.frame import Act
from kiosk.screens.list_frame import ListFrame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import NumberStays


class SituationsScreen(ListFrame):
    """The list of situations, then words, then a person."""

    def __init__(self, kit: Kit, act: Act) -> None:
        self._number = NumberStays(kit)
        super().__init__(kit, act, "kiosk.situations", under=self._number)

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  the list is the same for everybody
        """Show the list."""
        words, site = scene.words, scene.site
        self._number.show_for(scene)
        self.title.show(words.text("kiosk.search.title"))
        if site is None:
            return
        choices = [self._choice(scene, one) for one in situations_of(site.catalogue)]
        if words_of(site.catalogue, scene.visit.language):
            label, quiet = words.text("kiosk.search.words"), words.text("kiosk.search.words_quiet")
            choices.append(Choice("words", label, lambda: self.act(Press.WORDS), quiet=quiet, face=TINTED))
        self.choices.offer(choices, words, [adviser_choice(self.act, words, "kiosk.search.not_found")])

    def _choice(self, scene: Scene, situation: Situation) -> Choice:
        return Choice(
            f"situation:{situation.id}",
            scene.name(situation.names),
            lambda: self.act(SituationChosen(situation.id)),
        )
