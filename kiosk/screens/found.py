"""The services that a situation or a word leads to, each with whose it is."""

from common.screen.kit import Kit
from kiosk.choices.openings import OpenUntil
from kiosk.choices.situations import FoundOffer, find_situation, found_offers
from kiosk.choices.wording import presence_words
from kiosk.flow.event import ServiceChosen
from kiosk.flow.state import Found
from kiosk.flow.state import Screen as State
from kiosk.screens.adviser_choice import adviser_choice
from kiosk.screens.choices import Choice
from kiosk.screens.frame import Act
from kiosk.screens.list_frame import ListFrame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import NumberStays, lead
from kiosk.screens.tight import is_tight
from kiosk.surroundings import Surroundings


class FoundScreen(ListFrame):
    """The list of services, and a person for whom none of them is right."""

    kind = "deep"

    def __init__(self, kit: Kit, act: Act) -> None:
        self._for = lead(kit, name="for")
        self._number = NumberStays(kit)
        super().__init__(kit, act, "kiosk.found", over=self._for, under=self._number)

    def fill(self, scene: Scene, state: State) -> None:
        """Show the services in ``state``, those that are served now first."""
        words, site = scene.words, scene.site
        self._number.show_for(scene)
        if site is None or not isinstance(state, Found):
            return
        situation = find_situation(site.catalogue, state.situation) if state.situation else None
        wanted = scene.name(situation.names) if situation else state.word
        self._for.show(wanted[:1].upper() + wanted[1:])
        self._for.discreet = None if situation else ""  # a word may name an authority
        self.title.show(words.text("kiosk.found.title"))
        offers = found_offers(site.catalogue, state.services, scene.lengths.services, scene.now.wall_ms)
        choices = [self._choice(scene, site, offer) for offer in offers]
        self.choices.offer(choices, words, [adviser_choice(self.act, words, "kiosk.found.not_found")])

    def _choice(self, scene: Scene, site: Surroundings, offer: FoundOffer) -> Choice:
        service = offer.service.service
        parts = (scene.name(offer.authority.names), _presence(scene, site, offer))
        quiet = " · ".join(part for part in parts if part)
        return Choice(
            f"service:{service.id}",
            scene.name(service.names),
            lambda: self.act(ServiceChosen(service.id)),
            quiet="" if is_tight(scene.visit.look) else quiet,
            available=offer.available,
            telling=True,
        )


def _presence(scene: Scene, site: Surroundings, found: FoundOffer) -> str:
    """Return what is to be said of a service at the moment; nothing of one that is open and has no queue."""
    if found.own_queue:
        return scene.words.text("kiosk.authority.own_queue")
    offer = found.service
    if not isinstance(offer.presence, OpenUntil):
        return presence_words(scene.words, site, offer.presence, scene.local)
    if offer.full:
        return scene.words.text("kiosk.full.quiet")
    if offer.minutes is None:
        return ""
    minutes = scene.words.formats.write_minutes(*offer.minutes)
    return scene.words.text("kiosk.service.wait", minutes=minutes)
