"""All that a screen needs to show itself: the visit, the words, the site, the time. Pure."""

from datetime import datetime

import msgspec

from common.screen.languages.messages import Languages, Messages
from common.wire.message import Text
from kiosk.flow.house import House
from kiosk.flow.state import Visit
from kiosk.surroundings import DEFAULT_ZONE, Lengths, Moment, Surroundings

MAIN_LANGUAGES = ("fi", "sv", "en")
"""What a kiosk speaks before it knows its site."""


class Scene(msgspec.Struct, frozen=True):
    """One moment of one visit."""

    visit: Visit
    house: House
    languages: Languages
    lengths: Lengths
    now: Moment

    @property
    def site(self) -> Surroundings | None:
        """The site, once it is known."""
        return self.house.site

    @property
    def words(self) -> Messages:
        """The texts in the customer's language."""
        return self.languages.get(self.visit.language)

    @property
    def local(self) -> datetime:
        """The time as the site reads it."""
        return self.now.local(DEFAULT_ZONE if self.site is None else self.site.zone)

    @property
    def point(self) -> str:
        """The name of the point, "" before it is known."""
        return "" if self.site is None else self.name(self.site.catalogue.site)

    def name(self, names: Text) -> str:
        """A text of the site in the customer's language, or in the first that it has."""
        return "" if self.site is None else self.site.name(names, self.visit.language)

    def offered(self) -> list[Messages]:
        """The languages of this kiosk that have a catalogue, the site's first ones first."""
        codes = MAIN_LANGUAGES if self.site is None else self.site.config.languages
        return self.languages.some(codes)
