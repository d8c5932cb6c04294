"""A screen for everybody at once: a title and whom to ask, in the main languages below each other."""

from common.screen.controls.layout import Column, Space
from common.screen.controls.text import Body, Text
from common.screen.kit import Kit
from common.screen.theme import GRID_MM, Type
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import MAIN_LANGUAGES, Scene


class InEachLanguage(Frame):
    """The texts ``title`` and ``ask`` of a section of the catalogue."""

    kind = "door"
    shown = ""
    """The section."""

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, self.shown)
        self._parts = [
            (Text(kit, lettering=Type.CHOICE, name=f"title-{place}"), Body(kit, name=f"ask-{place}"))
            for place, _code in enumerate(MAIN_LANGUAGES)
        ]
        columns = [Column(kit, title, ask, gap_mm=GRID_MM / 2) for title, ask in self._parts]
        self.telling.gap_mm = 3 * GRID_MM
        self.telling.put(*columns, Space(kit))

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  it has no state of its own
        """Show the words in the first languages of the site."""
        offered = scene.offered()[: len(self._parts)]
        for place, (title, ask) in enumerate(self._parts):
            words = offered[place] if place < len(offered) else None
            title.show(words.text(f"{self.shown}.title") if words else "")
            ask.show(words.text(f"{self.shown}.ask") if words else "")
