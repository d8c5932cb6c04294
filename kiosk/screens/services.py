"""What it is about: the services of one authority, with their waits where they are known."""

from common.screen.kit import Kit
from kiosk.choices.offers import ServiceOffer, find_authority, service_offers
from kiosk.choices.openings import OpenUntil
from kiosk.choices.wording import presence_words
from kiosk.flow.event import ServiceChosen
from kiosk.flow.state import Screen as State
from kiosk.flow.state import Services
from kiosk.screens.adviser_choice import adviser_choice
from kiosk.screens.choices import Choice
from kiosk.screens.frame import Act
from kiosk.screens.list_frame import ListFrame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import NumberStays, lead
from kiosk.surroundings import Surroundings


class ServicesScreen(ListFrame):
    """The list of services, and a person for whoever does not know."""

    kind = "deep"

    def __init__(self, kit: Kit, act: Act) -> None:
        self._authority = lead(kit, name="authority")
        self._number = NumberStays(kit)
        super().__init__(kit, act, "kiosk.services", over=self._authority, under=self._number)

    def fill(self, scene: Scene, state: State) -> None:
        """Show the list of the authority in ``state``."""
        words, site = scene.words, scene.site
        self._number.show_for(scene)
        self.title.show(words.text("kiosk.service.question"))
        if site is None or not isinstance(state, Services):
            return
        owner = find_authority(site.catalogue, state.authority)
        self._authority.show(scene.name(owner.names) if owner else "")
        self._authority.discreet = ""
        offers = service_offers(site.catalogue, state.authority, scene.lengths.services, scene.now.wall_ms)
        choices = [self._choice(scene, site, offer) for offer in offers]
        self.choices.offer(choices, words, [adviser_choice(self.act, words, "kiosk.service.not_known")])

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
            telling=True,
        )
