"""What was added to the visit of a ticket: more services, a party, help on the way."""

from common.screen.kit import Kit
from kiosk.choices.offers import find_service
from kiosk.screens.if_room import Shortened
from kiosk.screens.scene import Scene
from kiosk.screens.texts import lead
from kiosk.ticket.ticket import Ticket


class Added(Shortened):
    """One sentence; where it has no room, how many things it is."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, lambda: lead(kit, name="added"))

    def tell(self, scene: Scene, ticket: Ticket) -> None:
        """Show what was added to the visit of ``ticket``, and nothing where nothing was."""
        parts = _parts(scene, ticket)
        short = scene.words.text("kiosk.ticket.added", count=len(parts)) if parts else ""
        self.text.discreet = short
        self.show(" · ".join(parts), short)


def _parts(scene: Scene, ticket: Ticket) -> list[str]:
    taken, site, words = scene.visit.taken, scene.site, scene.words
    if taken is None or site is None or taken.ticket.id != ticket.id:
        return []
    services = [find_service(site.catalogue, service) for service in taken.services]
    names = words.formats.comma.join(scene.name(service.names) for service in services if service is not None)
    said = [
        words.text("kiosk.ticket.also", names=names) if names else "",
        words.text("kiosk.ticket.party", count=taken.party) if taken.party > 1 else "",
        words.text("kiosk.ticket.way") if taken.needs_help else "",
    ]
    return [part for part in said if part]
