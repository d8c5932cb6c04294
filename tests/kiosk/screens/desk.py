"""A real window on which a visit goes on by touch: each press goes through the flow, and is shown."""

from dataclasses import dataclass, field

from msgspec.structs import replace

from common.screen.kit import Kit
from common.screen.theme import Look
from kiosk.flow.event import Effect, Event
from kiosk.flow.house import House
from kiosk.flow.moves import fresh
from kiosk.flow.state import Screen, Visit
from kiosk.flow.step import step
from kiosk.screens.stage import Stage
from kiosk.surroundings import Lengths
from tests.kiosk.house import NOW
from tests.kiosk.screens.states import LANGUAGES
from tests.kivy_window import KivyWindow


@dataclass
class Desk:
    """The window, the kiosk, and the visit; what was to be done because of it is in ``effects``."""

    window: KivyWindow
    kit: Kit
    house: House
    language: str = "fi"
    lengths: Lengths = field(default_factory=Lengths)

    def __post_init__(self) -> None:
        """Begin with nobody there."""
        self.effects: list[Effect] = []
        self.visit: Visit = fresh(self.house, NOW)
        self.stage = Stage(self.kit, LANGUAGES, self.act, self.window.show)

    def begin(self, screen: Screen, look: Look | None = None) -> None:
        """Show a screen to a customer."""
        self.visit = replace(self.visit, screen=screen, language=self.language, look=look or Look())
        self.show()

    def act(self, event: Event) -> None:
        """Let something happen."""
        self.visit, effects = step(self.visit, event, self.house, NOW)
        self.effects += effects
        self.show()

    def show(self) -> None:
        """Show the visit as it is now."""
        self.stage.show(self.visit, self.house, self.lengths, NOW)
        self.window.settle()
        assert self.window.problems() == []

    @property
    def labels(self) -> list[str]:
        """All that is written, without the bar at the bottom."""
        return self.window.labels()

    def discreet(self, name: str) -> str | None:
        """What the loudspeaker says instead for a control; ``None`` where it says the same."""
        root = self.window.root
        assert root is not None
        return next(one.discreet for one in root.walk_controls() if one.name == name and one.opacity)
