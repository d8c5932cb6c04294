"""All languages of the kiosk, each by its own name."""

from common.screen.kit import Kit
from kiosk.flow.event import LanguageChosen
from kiosk.flow.state import Screen as State
from kiosk.screens.choices import Choice
from kiosk.screens.frame import Act
from kiosk.screens.list_frame import ListFrame
from kiosk.screens.scene import Scene


class LanguagesScreen(ListFrame):
    """A list of languages."""

    kind = "choosing"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.languages")

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  the list is the same everywhere
        """Show the list."""
        self.title.show(scene.words.text("common.choose_language"))
        choices = [
            Choice(words.code, words.name, lambda code=words.code: self.act(LanguageChosen(code)))
            for words in scene.offered()
        ]
        self.choices.offer(choices, scene.words)
