"""All languages of the kiosk, each by its own name."""

from common.screen.controls.text import Title
from common.screen.kit import Kit
from kiosk.flow.event import LanguageChosen
from kiosk.flow.state import Screen as State
from kiosk.screens.choices import Choice, Choices
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import Scene


class LanguagesScreen(Frame):
    """A list of languages."""

    kind = "choosing"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.languages")
        self._title = Title(kit)
        self._choices = Choices(kit)
        self.hold(self._title, self._choices)

    def begin(self) -> None:
        """Turn to the first languages."""
        self._choices.first_page()

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  the list is the same everywhere
        """Show the list."""
        self._title.show(scene.words.text("common.choose_language"))
        choices = [
            Choice(words.code, words.name, lambda code=words.code: self.act(LanguageChosen(code)))
            for words in scene.offered()
        ]
        self._choices.offer(choices, scene.words)
