"""At what time the appointment is: the times of today that nobody has used, those that count now first."""

from common.screen.controls.keys import Key, Keys
from common.screen.controls.layout import Space
from common.screen.controls.text import Title
from common.screen.kit import Kit
from common.screen.theme import GRID_MM
from common.wire.arrivals import Fit
from kiosk.choices.appointments import TimeOffer, times
from kiosk.choices.offers import find_authority, find_service
from kiosk.choices.wording import when_words
from kiosk.flow.event import TimeChosen
from kiosk.flow.state import ChoosingTime
from kiosk.flow.state import Screen as State
from kiosk.screens.adviser_choice import adviser_choice
from kiosk.screens.choices import Choice, Choices
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import lead
from kiosk.surroundings import Surroundings, local

_COLUMNS = (3, 4, 5)
"""Times stand in a grid, like those of a timetable, so that a whole day has room."""


class TimesScreen(Frame):
    """The times, with their services where several have one time, and a person for whoever has another."""

    kind = "deep"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.times")
        self._authority = lead(kit, name="authority")
        self._authority.discreet = ""
        self._title = Title(kit)
        self._keys = Keys(kit, columns=_COLUMNS, mirrors=True)
        self._choices = Choices(kit)
        self._space = Space(kit)
        self.telling.gap_mm = GRID_MM / 4
        self.telling.put(self._authority, self._title)

    def begin(self) -> None:
        """Turn to the first times."""
        self._keys.first_page()
        self._choices.first_page()

    def fill(self, scene: Scene, state: State) -> None:
        """Show the times with the authority in ``state``."""
        words, site, book = scene.words, scene.site, scene.house.book
        self._title.show(words.text("kiosk.appointment.time_question"))
        if site is None or not isinstance(state, ChoosingTime):
            return
        owner = find_authority(site.catalogue, state.authority)
        self._authority.show(scene.name(owner.names) if owner else "")
        offers = times(site, state.authority, book, scene.now.wall_ms, scene.house.kept) if book else ()
        other = adviser_choice(self.act, words, "kiosk.appointment.other_time")
        if any(one.service for one in offers):  # a time alone does not tell which is meant
            self._choices.offer([*(self._choice(scene, site, one) for one in offers), other], words)
            self.content.put_only(self._choices, self._space)
            return
        self._choices.offer([other], words)
        keys = [self._key(scene, site, one) for one in offers]
        self._keys.offer(keys, more=words.text("common.more"), previous=words.text("common.previous"))
        self.content.put_only(self._keys, self._choices, self._space)

    def _key(self, scene: Scene, site: Surroundings, offer: TimeOffer) -> Key:
        label = scene.words.formats.write_time(local(offer.at_ms, site.zone))
        return Key(
            f"time:{offer.at_ms}",
            label,
            lambda: self.act(TimeChosen(offer.at_ms)),
            spoken=". ".join(part for part in (label, _quiet(scene, site, offer)) if part),
            available=offer.fit.accepted,
        )

    def _choice(self, scene: Scene, site: Surroundings, offer: TimeOffer) -> Choice:
        service = find_service(site.catalogue, offer.service) if offer.service else None
        parts = (scene.name(service.names) if service else "", _quiet(scene, site, offer))
        return Choice(
            f"time:{offer.at_ms}:{offer.service}" if offer.service else f"time:{offer.at_ms}",
            scene.words.formats.write_time(local(offer.at_ms, site.zone)),
            lambda: self.act(TimeChosen(offer.at_ms, offer.service)),
            quiet=" · ".join(part for part in parts if part),
            available=offer.fit.accepted,
            telling=service is not None,
        )


def _quiet(scene: Scene, site: Surroundings, offer: TimeOffer) -> str:
    """Return why a time does not count now."""
    if offer.fit.fit is Fit.TOO_EARLY:
        opens = when_words(scene.words, local(offer.fit.opens_ms, site.zone), scene.local)
        return scene.words.text("kiosk.appointment.opens", when=opens)
    return "" if offer.fit.accepted else scene.words.text("kiosk.appointment.gone")
