"""An authority or a service is not here now, or takes nobody any more: when next, and whom to ask."""

from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.face import PLAIN
from common.screen.controls.layout import Column, Space
from common.screen.controls.panel import Panel
from common.screen.controls.text import Title
from common.screen.kit import Kit
from kiosk.choices.offers import authority_offer, find_authority, find_service
from kiosk.choices.openings import ClosedUntil, Presence, next_after, openings_of, presence_at
from kiosk.choices.wording import when_words
from kiosk.flow.event import Press
from kiosk.flow.state import Closed
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act, Frame
from kiosk.screens.if_room import IfRoom
from kiosk.screens.scene import Scene
from kiosk.screens.texts import lead, strong
from kiosk.surroundings import Surroundings, local


class ClosedScreen(Frame):
    """When next, and the ways on."""

    kind = "deep"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.closed")
        self._title = Title(kit)
        self._service = lead(kit, name="service")
        self._why = lead(kit, name="why")
        self._next = strong(kit, name="next")
        self._meanwhile = lead(kit, name="meanwhile")
        self._panel = Panel(kit, self._next, self._meanwhile)
        self._ask = lead(kit, name="ask")
        self._other = PrimaryButton(kit, "", lambda: act(Press.ANOTHER), name="other")
        self._call = PrimaryButton(kit, "", lambda: act(Press.HELP), face=PLAIN, name="call-adviser")
        # Large letters and half a screen leave room for what matters most: when to come instead.
        why, asking = IfRoom(kit, self._why), IfRoom(kit, self._ask)
        self.telling.put(self._title, self._service, why, self._panel, asking, Space(kit))
        self.hold(Column(kit, self._other, self._call))

    def fill(self, scene: Scene, state: State) -> None:
        """Show what is known of the authority or service in ``state``."""
        site = scene.site
        owner = None
        if site is not None and isinstance(state, Closed):
            owner = find_authority(site.catalogue, state.authority)
        if site is None or owner is None or not isinstance(state, Closed):
            return
        words = scene.words
        service = find_service(site.catalogue, state.service) if state.service else None
        self._title.discreet = None
        self._meanwhile.discreet = ""  # an authority's own words may name it
        if state.full:
            self._title.show(words.text("kiosk.full.title"))
        elif service is None:
            self._title.show(words.text("kiosk.closed.title", authority=scene.name(owner.names)))
            self._title.discreet = words.text("kiosk.closed.service_title")
        else:
            self._title.show(words.text("kiosk.closed.service_title"))
        named = owner if state.full and service is None else service
        self._service.show("" if named is None else scene.name(named.names))
        self._service.discreet = ""
        self._why.show(words.text("kiosk.full.why") if state.full else "")
        if state.full:
            self._next.show(_again_words(scene, site, state))
        else:
            self._next.show(_next_words(scene, site, _presence(scene, site, state)))
        self._meanwhile.show(scene.name(owner.meanwhile) if owner.meanwhile else "")
        self._ask.show(words.text("kiosk.full.ask" if state.full else "kiosk.closed.ask"))
        self._other.show(words.text("kiosk.closed.other"))
        self._call.show(words.text("bar.help"))
        self._call.own_spoken = words.text("bar.help_spoken")


def _presence(scene: Scene, site: Surroundings, state: Closed) -> Presence:
    now_ms = scene.now.wall_ms
    owner = find_authority(site.catalogue, state.authority)
    service = find_service(site.catalogue, state.service) if state.service else None
    if owner is not None and service is not None:
        return presence_at(openings_of(service, owner), now_ms)
    offer = authority_offer(site.catalogue, state.authority, now_ms)
    return ClosedUntil(None) if offer is None else offer.presence


def _again_words(scene: Scene, site: Surroundings, state: Closed) -> str:
    """Say when to come instead: the next opening after this one."""
    owner = find_authority(site.catalogue, state.authority)
    offer = authority_offer(site.catalogue, state.authority, scene.now.wall_ms)
    service = find_service(site.catalogue, state.service or "") or (offer.service if offer else None)
    coming = ClosedUntil(None)
    if owner is not None:
        openings = owner.openings if service is None else openings_of(service, owner)
        coming = next_after(openings, scene.now.wall_ms)
    if coming.ms is None:
        return scene.words.text("kiosk.closed.no_next")
    when = when_words(scene.words, local(coming.ms, site.zone), scene.local)
    return scene.words.text("kiosk.full.come", when=when)


def _next_words(scene: Scene, site: Surroundings, presence: Presence) -> str:
    words = scene.words
    match presence:
        case ClosedUntil(int() as ms):
            return words.text(
                "kiosk.closed.next_here", when=when_words(words, local(ms, site.zone), scene.local)
            )
        case ClosedUntil():
            return words.text("kiosk.closed.no_next")
        case _:  # it has opened while this was read
            return words.text(
                "kiosk.authority.open_until", time=words.formats.write_time(local(presence.ms, site.zone))
            )
