"""The box on a ticket's screen: where to wait with a drawn arrow, how many are ahead, and how long."""

from common.screen.arrows import arrow
from common.screen.controls.panel import Panel
from common.screen.kit import Kit
from common.screen.theme import GRID_MM
from kiosk.choices.offers import find_service
from kiosk.choices.waiting_area import waiting_area
from kiosk.choices.wording import ahead_words, appointment_words, area_words, wait_words
from kiosk.screens.beside import Beside
from kiosk.screens.scene import Scene
from kiosk.screens.texts import lead, strong
from kiosk.ticket.ticket import Ticket


class WaitingPlace(Panel):
    """What a customer with a number needs to know."""

    def __init__(self, kit: Kit) -> None:
        self._where = Beside(kit, strong(kit, name="where"))
        self._ahead = lead(kit, name="ahead")
        self._wait = lead(kit, name="wait")
        super().__init__(kit, self._where, self._ahead, self._wait, margin_mm=1.5 * GRID_MM)

    @property
    def where(self) -> str:
        """The words for where to wait."""
        return self._where.words

    def tell(self, scene: Scene, ticket: Ticket, *, briefly: bool = False) -> None:
        """Show what is known of a ticket; ``briefly`` only where to wait."""
        site = scene.site
        service = find_service(site.catalogue, ticket.service) if site else None
        area = waiting_area(site.catalogue, site.config, service.zone) if site and service else None
        direction = area.direction if area else None
        words = area_words(scene.words, site, area) if site and area else scene.point
        spoken = scene.words.text("kiosk.ticket.wait_here", area=words)
        self._where.show(words, arrow(direction) if direction else None, spoken)
        if ticket.appointment_ms and site:
            self._ahead.show(appointment_words(scene.words, ticket, site))
            self._wait.show("")
        else:
            self._ahead.show("" if briefly else ahead_words(scene.words, ticket.expected))
            self._wait.show("" if briefly else wait_words(scene.words, ticket.expected))
