"""How many have come together: one key a number."""

from common.screen.controls.keys import Key, Keys
from common.screen.controls.layout import Space
from common.screen.controls.text import Title
from common.screen.kit import Kit
from common.screen.theme import GRID_MM
from kiosk.flow.event import PartyChosen
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import lead


class PartyScreen(Frame):
    """From one, which takes a party back, to the largest that the site asks about."""

    kind = "deep"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.party")
        self._title = Title(kit)
        self._number = lead(kit, name="number-stays")
        self._keys = Keys(kit, columns=(4, 6))
        self.telling.gap_mm = GRID_MM / 2
        self.telling.put(self._title, self._number)
        self.hold(Space(kit, height_mm=GRID_MM), self._keys, Space(kit))

    def begin(self) -> None:
        """Turn to the first numbers."""
        self._keys.first_page()

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  all of it stands in the visit
        """Show the numbers."""
        taken, site, words = scene.visit.taken, scene.site, scene.words
        if taken is None or site is None:
            return
        self._title.show(words.text("kiosk.party.question"))
        self._number.show(words.text("kiosk.additions.number", number=taken.ticket.face))
        keys = [
            Key(
                f"party:{count}",
                str(count),
                lambda count=count: self.act(PartyChosen(count)),
                spoken=words.text("kiosk.party.count_spoken", count=count),
            )
            for count in range(1, site.config.party_most + 1)
        ]
        self._keys.offer(keys, more=words.text("common.more"), previous=words.text("common.previous"))
