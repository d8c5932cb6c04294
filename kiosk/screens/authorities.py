"""Whom to see: those who are here until when, and when the others come."""

from common.screen.controls.face import PLAIN, TINTED
from common.screen.kit import Kit
from kiosk.choices.appointments import ways
from kiosk.choices.offers import AuthorityOffer, authority_offers
from kiosk.choices.wording import presence_words
from kiosk.flow.event import AuthorityChosen, Press
from kiosk.flow.state import Screen as State
from kiosk.screens.choices import Choice
from kiosk.screens.frame import Act
from kiosk.screens.list_frame import ListFrame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import NumberStays
from kiosk.surroundings import Surroundings


class AuthoritiesScreen(ListFrame):
    """The list of authorities, and a person for whoever does not know."""

    def __init__(self, kit: Kit, act: Act) -> None:
        self._number = NumberStays(kit)
        super().__init__(kit, act, "kiosk.authorities", under=self._number)

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  the list is the same for everybody
        """Show the list."""
        words, site = scene.words, scene.site
        self._number.show_for(scene)
        self.title.show(words.text("kiosk.authority.question"))
        if site is None:
            return
        choices = [
            self._choice(scene, site, offer) for offer in authority_offers(site.catalogue, scene.now.wall_ms)
        ]
        last: list[Choice] = []
        if self._offers_appointments(scene, site):
            label = words.text("kiosk.authority.appointment")
            last.append(Choice("appointment", label, lambda: self.act(Press.APPOINTMENT), face=TINTED))
        asking, quiet = words.text("kiosk.authority.not_known"), words.text("kiosk.authority.search")
        last.append(Choice("not-known", asking, lambda: self.act(Press.FIND), quiet=quiet, face=TINTED))
        self.choices.offer(choices, words, last)

    @staticmethod
    def _offers_appointments(scene: Scene, site: Surroundings) -> bool:
        if site.config.offers != "both" or scene.visit.taken is not None:
            return False
        known = ways(site, scene.house.book, scene.now.wall_ms)
        return known.by_code or known.by_time

    def _choice(self, scene: Scene, site: Surroundings, offer: AuthorityOffer) -> Choice:
        return Choice(
            f"authority:{offer.authority.id}",
            scene.name(offer.authority.names),
            lambda: self.act(AuthorityChosen(offer.authority.id)),
            quiet=self._quiet(scene, site, offer),
            available=offer.kind != "closed" and not _is_full(scene, offer),
            face=PLAIN,
            telling=True,
        )

    def _quiet(self, scene: Scene, site: Surroundings, offer: AuthorityOffer) -> str:
        if offer.kind == "own-queue":
            return scene.words.text("kiosk.authority.own_queue")
        if _is_full(scene, offer):
            return scene.words.text("kiosk.full.quiet")
        wait = scene.lengths.services.get(offer.service.id) if offer.service else None
        minutes = wait.minutes if wait else None
        return presence_words(scene.words, site, offer.presence, scene.local, minutes)


def _is_full(scene: Scene, offer: AuthorityOffer) -> bool:
    only = offer.service if offer.kind == "ticket" else None
    return only is not None and only.id in scene.house.full
