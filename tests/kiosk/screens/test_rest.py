"""The screen at rest: what the kiosk is for, and a way for every language."""

import msgspec
import pytest

from common.screen.kit import Kit
from common.screen.theme import Look, TextSize
from common.wire.site import Offers
from kiosk.flow.event import LanguageChosen
from kiosk.flow.house import House
from kiosk.flow.state import Authorities, ChoosingLanguage, Rest
from kiosk.surroundings import Surroundings
from tests.kiosk.house import CATALOGUE, CONFIG, HELSINKI
from tests.kiosk.screens.desk import Desk
from tests.kivy_window import KivyWindow

LANGUAGES = ("fi", "sv", "en", "ru", "uk", "ar")


def desk_for(window: KivyWindow, kit: Kit, offers: Offers) -> Desk:
    config = msgspec.structs.replace(CONFIG, languages=LANGUAGES, offers=offers)
    return Desk(window, kit, House(Surroundings(CATALOGUE, config, HELSINKI)))


@pytest.mark.parametrize(
    ("offers", "way"),
    [
        ("both", "Ota vuoronumero tai ilmoittaudu"),
        ("numbers", "Ota vuoronumero"),
        ("appointments", "Ilmoittaudu ajanvaraukseen"),
    ],
)
def test_it_says_what_the_kiosk_is_for(
    kivy_window: KivyWindow, kiosk_kit: Kit, offers: Offers, way: str
) -> None:
    desk = desk_for(kivy_window, kiosk_kit, offers)
    desk.begin(Rest())
    assert kivy_window.find("fi").spoken == f"Suomi. {way}"


def test_the_other_languages_are_named_in_themselves(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    desk = desk_for(kivy_window, kiosk_kit, "both")
    desk.begin(Rest())
    assert kivy_window.find("languages").spoken == "Muut kielet. Русский · Українська · العربية"
    desk.window.tap("languages")
    assert isinstance(desk.visit.screen, ChoosingLanguage)


@pytest.mark.parametrize("size", list(TextSize))
def test_in_low_mode_every_first_language_and_the_others_stand_at_once(
    kivy_window: KivyWindow, kiosk_kit: Kit, size: TextSize
) -> None:
    desk = desk_for(kivy_window, kiosk_kit, "both")
    desk.begin(Rest(), Look(low=True, size=size))
    names = [one.name for one in kivy_window.describe()]
    at = names.index("fi")
    assert names[at : at + 4] == ["fi", "sv", "en", "languages"]
    assert "more" not in names
    desk.act(LanguageChosen("en"))
    assert desk.visit.screen == Authorities()
