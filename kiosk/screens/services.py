"""What it is about: the services of one authority, with their waits where they are known."""

from common.screen.controls.face import TINTED
from common.screen.controls.layout import Column, Space
from common.screen.controls.text import Title
from common.screen.kit import Kit
from common.screen.theme import GRID_MM
from kiosk.choices.offers import ServiceOffer, find_authority, service_offers
from kiosk.choices.openings import OpenUntil
from kiosk.choices.wording import presence_words
from kiosk.flow.event import Press, ServiceChosen
from kiosk.flow.state import Screen as State
from kiosk.flow.state import Services
from kiosk.screens.choices import Choice, Choices
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import lead
from kiosk.surroundings import Surroundings


class ServicesScreen(Frame):
    """The list of services, and a person for whoever does not know."""

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.services")
        self._authority = lead(kit, name="authority")
        self._title = Title(kit)
        self._choices = Choices(kit)
        head = Column(kit, self._authority, self._title, gap_mm=GRID_MM / 4)
        self.hold(head, Space(kit, height_mm=1), self._choices)

    def begin(self) -> None:
        """Turn to the first page."""
        self._choices.first_page()

    def fill(self, scene: Scene, state: State) -> None:
        """Show the list of the authority in ``state``."""
        words, site = scene.words, scene.site
        self._title.show(words.text("kiosk.service.question"))
        if site is None or not isinstance(state, Services):
            return
        owner = find_authority(site.catalogue, state.authority)
        self._authority.show(scene.name(owner.names) if owner else "")
        offers = service_offers(site.catalogue, state.authority, scene.lengths.services, scene.now.wall_ms)
        choices = [self._choice(scene, site, offer) for offer in offers]
        asking = words.text("kiosk.service.not_known")
        quiet = words.text("kiosk.authority.ask_adviser")
        choices.append(Choice("not-known", asking, lambda: self.act(Press.HELP), quiet=quiet, face=TINTED))
        self._choices.offer(choices, words)

    def _choice(self, scene: Scene, site: Surroundings, offer: ServiceOffer) -> Choice:
        is_open = isinstance(offer.presence, OpenUntil)
        quiet = ""
        if not is_open:
            quiet = presence_words(scene.words, site, offer.presence, scene.local)
        elif offer.full:
            quiet = scene.words.text("kiosk.full.quiet")
        elif offer.minutes is not None:
            minutes = scene.words.formats.write_minutes(*offer.minutes)
            quiet = scene.words.text("kiosk.service.wait", minutes=minutes)
        return Choice(
            f"service:{offer.service.id}",
            scene.name(offer.service.names),
            lambda: self.act(ServiceChosen(offer.service.id)),
            quiet=quiet,
            available=is_open and not offer.full,
        )
