"""The list of authorities, however long it is."""

import msgspec
import pytest

from common.screen.kit import Kit
from common.screen.theme import Look, TextSize
from kiosk.flow.house import House
from kiosk.flow.state import Authorities
from kiosk.surroundings import Surroundings
from tests.kiosk.bookings import BOOK, BOOKED_SITE
from tests.kiosk.screens.desk import Desk
from tests.kivy_window import KivyWindow


@pytest.mark.parametrize("look", [Look(), Look(size=TextSize.LARGE), Look(low=True)])
def test_an_appointment_and_the_search_stand_on_every_page_of_the_authorities(
    kivy_window: KivyWindow, kiosk_kit: Kit, look: Look
) -> None:
    many = tuple(
        msgspec.structs.replace(BOOKED_SITE.catalogue.authorities[0], id=f"authority-{number}")
        for number in range(12)
    )
    catalogue = msgspec.structs.replace(BOOKED_SITE.catalogue, authorities=many)
    site = Surroundings(catalogue, BOOKED_SITE.config, BOOKED_SITE.zone)
    desk = Desk(kivy_window, kiosk_kit, House(site, book=BOOK))
    desk.begin(Authorities(), look)
    pages = 1
    while True:
        names = {one.name for one in kivy_window.describe()}
        assert {"appointment", "not-known"} <= names
        if "more" not in names:
            break
        desk.window.tap("more")
        pages += 1
    assert pages > 1
