"""The kiosk does not know its site yet, and says in every language it has whom to ask."""

from common.screen.controls.layout import Column, Space
from common.screen.controls.text import Body, Text
from common.screen.kit import Kit
from common.screen.theme import GRID_MM, Type
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import MAIN_LANGUAGES, Scene


class OutOfUseScreen(Frame):
    """One sentence and whom to ask, in the main languages."""

    kind = "outer"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.out_of_use")
        self._parts = {
            code: (Text(kit, lettering=Type.CHOICE, name=f"title-{code}"), Body(kit, name=f"ask-{code}"))
            for code in MAIN_LANGUAGES
        }
        columns = [Column(kit, title, ask, gap_mm=GRID_MM / 2) for title, ask in self._parts.values()]
        self.content.gap_mm = 3 * GRID_MM
        self.hold(*columns, Space(kit))

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  it has no state of its own
        """Show the words."""
        for code, (title, ask) in self._parts.items():
            words = scene.languages.get(code)
            title.show(words.text("kiosk.out_of_use.title"))
            ask.show(words.text("kiosk.out_of_use.ask"))
