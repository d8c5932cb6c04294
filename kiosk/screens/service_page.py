"""What staff can do at a kiosk: paper, trials, closing and opening, and a restart."""

from common.screen.kit import Kit
from kiosk.choices.wording import condition_words
from kiosk.flow.event import Press
from kiosk.flow.state import Screen as State
from kiosk.screens.choices import Choice
from kiosk.screens.frame import Act
from kiosk.screens.list_frame import ListFrame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import lead


class ServicePageScreen(ListFrame):
    """A list; its way back leads to the screen for customers."""

    kind = "choosing"

    def __init__(self, kit: Kit, act: Act) -> None:
        self._printer = lead(kit, name="printer-state")
        super().__init__(kit, act, "kiosk.service_page", under=self._printer)

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  it has no state of its own
        """Show what can be done now."""
        words, house = scene.words, scene.house
        self.title.show(words.text("kiosk.staff.title"))
        near_end = house.paper_near_end
        self._printer.show(condition_words(words, house.printer, near_end=near_end) if house.prints else "")
        choices: list[Choice] = []
        if house.prints:
            choices += [
                self._choice(scene, Press.PAPER, "paper"),
                self._choice(scene, Press.PRINTER, "printer"),
            ]
        choices.append(self._choice(scene, Press.SOUND_CHECK, "sound"))
        if house.asks_for_code:
            opening = (Press.OPEN_KIOSK, "open") if house.closed else (Press.CLOSE_KIOSK, "close")
            choices += [
                self._choice(scene, *opening, quiet=True),
                self._choice(scene, Press.RESTART, "restart", quiet=True),
            ]
        self.choices.offer(choices, words)

    def _choice(self, scene: Scene, press: Press, key: str, *, quiet: bool = False) -> Choice:
        return Choice(
            press.value,
            scene.words.text(f"kiosk.staff.{key}"),
            lambda: self.act(press),
            quiet=scene.words.text(f"kiosk.staff.{key}_quiet") if quiet else "",
        )
