"""Every screen in every language and look: nothing cut or overlapping, all of it within reach and said."""

import gc

import msgspec
import pytest
from msgspec.structs import replace

from common.screen.controls.control import Control
from common.screen.kit import Kit
from common.screen.measure import Panel
from common.screen.theme import Contrast, Look, TextSize
from kiosk.flow.house import House
from kiosk.flow.state import Authorities, Helping, OutOfUse, Rest, Screen, Taking, Ticketed, Visit
from kiosk.screens.stage import Stage
from kiosk.surroundings import Moment
from tests.kiosk.house import CATALOGUE, NOW, SITE, ticket, wall_ms
from tests.kiosk.screens.states import LANGUAGES, LENGTHS, STATES
from tests.kivy_window import KivyWindow, MakeKit

LOOKS = {
    "normal": Look(),
    "large": Look(size=TextSize.LARGE),
    "contrast": Look(contrast=Contrast.HIGH),
    "both": Look(size=TextSize.LARGE, contrast=Contrast.HIGH),
}
HOUSE = House(SITE)
LARGE_PANEL = Panel(200, 355.4, 1080, 1920)
"""27 inches (336 mm wide), as it is drawn."""


def show(
    window: KivyWindow, stage: Stage, state: Screen, *, language: str = "fi", look: Look | None = None
) -> None:
    house = House(None if isinstance(state, OutOfUse) else SITE)
    stage.show(Visit(state, language, NOW.ms, look or Look()), house, LENGTHS, NOW)
    window.frames(1)


def stage_on(window: KivyWindow, kit: Kit) -> Stage:
    return Stage(kit, LANGUAGES, lambda _: None, window.show)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_every_screen_is_whole(kivy_window: KivyWindow, kiosk_kit: Kit, look: Look, language: str) -> None:
    stage = stage_on(kivy_window, kiosk_kit)
    found: dict[str, list[str]] = {}
    for name, state in STATES.items():
        show(kivy_window, stage, state, language=language, look=look)
        found[name] = kivy_window.problems()
    assert found == {name: [] for name in STATES}


def test_every_screen_is_whole_on_the_panel_of_the_first_sites(
    kivy_window: KivyWindow, make_kit: MakeKit
) -> None:
    stage = stage_on(kivy_window, make_kit(LARGE_PANEL))
    found: dict[str, list[str]] = {}
    for name, state in STATES.items():
        show(kivy_window, stage, state, look=LOOKS["large"])
        found[name] = kivy_window.problems()
    assert found == {name: [] for name in STATES}


def test_a_person_can_be_called_from_every_screen(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    stage = stage_on(kivy_window, kiosk_kit)
    for state in STATES.values():
        show(kivy_window, stage, state)
        assert kivy_window.find("help").enabled


@pytest.mark.parametrize(
    "name", ["Suomi-piste Lintulahdenkuja", "Helsingin ja Espoon yhteinen asiointipiste"]
)
def test_a_long_name_of_a_point_stands_in_the_header_whole(
    kivy_window: KivyWindow, kiosk_kit: Kit, name: str
) -> None:
    stage = stage_on(kivy_window, kiosk_kit)
    catalogue = msgspec.structs.replace(CATALOGUE, site={"fi": name})
    house = House(replace(SITE, catalogue=catalogue))
    for look in LOOKS.values():
        stage.show(Visit(Rest(), "fi", NOW.ms, look), house, LENGTHS, NOW)
        kivy_window.settle()
        assert kivy_window.problems() == []
        assert name in kivy_window.labels()


def test_many_authorities_are_turned_over_by_a_button(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    stage = stage_on(kivy_window, kiosk_kit)
    show(kivy_window, stage, Authorities(), look=LOOKS["large"])
    seen = set(kivy_window.labels())
    while "Näytä lisää" in kivy_window.labels():
        kivy_window.tap("Näytä lisää")
        assert kivy_window.problems() == []
        seen |= set(kivy_window.labels())
    assert {one.names["fi"] for one in CATALOGUE.authorities} <= seen
    kivy_window.tap("Edelliset")
    assert "Näytä lisää" in kivy_window.labels()


def test_the_next_customer_finds_the_first_page(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    stage = stage_on(kivy_window, kiosk_kit)
    show(kivy_window, stage, Authorities(), look=LOOKS["large"])
    kivy_window.tap("Näytä lisää")
    show(kivy_window, stage, Helping(1, "called", Authorities()), look=LOOKS["large"])
    show(kivy_window, stage, Authorities(), look=LOOKS["large"])
    assert "Edelliset" in kivy_window.labels()
    show(kivy_window, stage, Rest())
    show(kivy_window, stage, Authorities(), look=LOOKS["large"])
    assert "Edelliset" not in kivy_window.labels()


def test_nobody_here_says_when_somebody_comes(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    stage = stage_on(kivy_window, kiosk_kit)
    evening = Moment(NOW.ms, wall_ms(23, 20))
    stage.show(Visit(Rest(), "fi", NOW.ms), HOUSE, LENGTHS, evening)
    kivy_window.settle()
    assert "Palvelut ovat nyt kiinni" in kivy_window.labels()
    assert "Avataan ti 24.11. klo 8.00" in kivy_window.labels()


def test_a_number_that_comes_at_once_brings_no_screen_between(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    stage = stage_on(kivy_window, kiosk_kit)
    show(kivy_window, stage, Taking(1, NOW.ms - 100, Authorities()))
    assert "Kenen luo olet tulossa?" in kivy_window.labels()
    show(kivy_window, stage, Taking(1, NOW.ms - 1000, Authorities()))
    assert "Odota hetki" in kivy_window.labels()


def test_the_ticket_says_number_place_and_wait(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    stage = stage_on(kivy_window, kiosk_kit)
    show(kivy_window, stage, Ticketed(ticket(), "out"))
    labels = kivy_window.labels()
    for words in (
        "214",
        "Odotusalue B, vasemmalla",
        "Edessäsi on 6 asiakasta",
        "Odotat noin 15–25 minuuttia",
    ):
        assert words in labels
    assert kivy_window.find("number").spoken == "Vuoronumerosi on 214"


def test_more_visits_make_no_new_controls(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    stage = stage_on(kivy_window, kiosk_kit)
    while stage.prepare_one():
        pass

    def visit() -> None:
        for state in STATES.values():
            show(kivy_window, stage, state, language="sv")

    def count() -> int:
        gc.collect()
        return sum(1 for one in gc.get_objects() if issubclass(type(one), Control))

    visit()
    before = count()
    visit()
    assert count() == before
