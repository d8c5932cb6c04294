"""What else can belong to the visit: another service, a party, and help on the way. The number stays."""

from common.screen.controls.face import PLAIN
from common.screen.kit import Kit
from kiosk.flow.event import Press
from kiosk.flow.state import Screen as State
from kiosk.screens.adviser_choice import adviser_choice
from kiosk.screens.choices import Choice
from kiosk.screens.frame import Act
from kiosk.screens.list_frame import ListFrame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import NumberStays
from kiosk.screens.tight import is_tight


class AdditionsScreen(ListFrame):
    """A list of what the site has; the way back leads to the ticket."""

    kind = "deep"

    def __init__(self, kit: Kit, act: Act) -> None:
        self._number = NumberStays(kit)
        super().__init__(kit, act, "kiosk.additions", under=self._number)

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  all of it stands in the visit
        """Show what can be added."""
        taken, site = scene.visit.taken, scene.site
        if taken is None or site is None:
            return
        words = scene.words
        self.title.show(words.text("kiosk.additions.title"))
        self._number.show_for(scene)
        tight = is_tight(scene.visit.look)
        choices: list[Choice] = []
        if site.config.offers != "appointments":
            choices.append(self._choice(scene, Press.ANOTHER, "another", "" if tight else "another_quiet"))
        if site.config.party_most > 1:
            quiet = words.text("kiosk.ticket.party", count=taken.party) if taken.party > 1 else ""
            choices.append(
                Choice(
                    "party",
                    words.text("kiosk.additions.party"),
                    lambda: self.act(Press.PARTY),
                    quiet=quiet,
                    face=PLAIN,
                )
            )
        if site.config.shows_way:
            choices.append(
                self._choice(scene, Press.WAY, "no_way", "")
                if taken.needs_help
                else self._choice(scene, Press.WAY, "way", "" if tight else "way_quiet")
            )
        self.choices.offer(choices, words, [adviser_choice(self.act, words, "kiosk.service.not_known")])

    def _choice(self, scene: Scene, press: Press, key: str, quiet: str) -> Choice:
        return Choice(
            press.value,
            scene.words.text(f"kiosk.additions.{key}"),
            lambda: self.act(press),
            quiet=scene.words.text(f"kiosk.additions.{quiet}") if quiet else "",
            face=PLAIN,
        )
