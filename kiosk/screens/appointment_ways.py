"""Whether the appointment has a code or is known by its time; or that nothing is known of any."""

from common.screen.controls.face import PLAIN
from common.screen.controls.layout import Space
from common.screen.controls.text import Title
from common.screen.kit import Kit
from common.screen.theme import GRID_MM
from kiosk.choices.appointments import ways
from kiosk.flow.event import Press
from kiosk.flow.state import Screen as State
from kiosk.screens.adviser_choice import adviser_choice
from kiosk.screens.choices import Choice, Choices
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import lead


class AppointmentWaysScreen(Frame):
    """Two ways, and a person for whom neither is right."""

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.appointment_ways")
        self._title = Title(kit)
        self._nothing = lead(kit, name="nothing-known")
        self._choices = Choices(kit)
        self.telling.gap_mm = GRID_MM / 2
        self.telling.put(self._title, self._nothing)
        self.hold(self._choices, Space(kit))

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  the ways are the same for everybody
        """Show the ways that there are now."""
        words, site = scene.words, scene.site
        if site is None:
            return
        there = ways(site, scene.house.book, scene.now.wall_ms)
        known = there.by_code or there.by_time
        self._title.show(words.text("kiosk.appointment.question" if known else "kiosk.appointment.none"))
        self._nothing.show("" if known else words.text("kiosk.appointment.none_ask"))
        choices: list[Choice] = []
        if there.by_code:
            quiet = "by_code_or_scan" if scene.house.scans else "by_code_quiet"
            choices.append(self._choice(scene, Press.BY_CODE, "by_code", quiet))
        if there.by_time:
            choices.append(self._choice(scene, Press.BY_TIME, "by_time", "by_time_quiet"))
        neither = "kiosk.appointment.neither" if known else "bar.help"
        choices.append(adviser_choice(self.act, words, neither))
        self._choices.offer(choices, words)

    def _choice(self, scene: Scene, press: Press, label: str, quiet: str) -> Choice:
        return Choice(
            press.value,
            scene.words.text(f"kiosk.appointment.{label}"),
            lambda: self.act(press),
            quiet=scene.words.text(f"kiosk.appointment.{quiet}"),
            face=PLAIN,
        )
