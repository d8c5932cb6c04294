"""The screens of the search: situations, letters, words, what was found; a person at the end of each."""

import msgspec
import pytest

from common.screen.kit import Kit
from common.screen.theme import Look, TextSize
from common.wire.board import ServiceWait
from kiosk.flow.event import CallAdviser, PrefixChosen, TakeNumber
from kiosk.flow.house import House
from kiosk.flow.state import Authorities, Found, Situations, Words
from kiosk.surroundings import Lengths, Surroundings
from tests.kiosk.house import CONFIG, HELSINKI
from tests.kiosk.screens.desk import Desk
from tests.kiosk.searching import SEARCHED, SEARCHED_SITE
from tests.kivy_window import KivyWindow

HOUSE = House(SEARCHED_SITE)


@pytest.fixture
def desk(kivy_window: KivyWindow, kiosk_kit: Kit) -> Desk:
    return Desk(kivy_window, kiosk_kit, HOUSE)


def test_from_a_situation_to_a_number_by_touch(desk: Desk) -> None:
    desk.begin(Authorities())
    desk.window.tap("not-known")
    desk.window.tap("Muutan Suomeen")
    assert "Henkilöverotus ja verokortti" in desk.labels
    desk.window.tap("Henkilöverotus ja verokortti")
    assert desk.effects == [TakeNumber(1, "tax-personal", "fi")]


def test_from_a_letter_to_a_word_and_its_service_by_touch(desk: Desk) -> None:
    desk.begin(Situations())
    desk.window.tap("Etsi sanalla")
    desk.window.tap("V")
    assert "Sana alkaa: V" in desk.labels
    desk.window.tap("Verokortti")
    assert desk.visit.screen == Found(
        ("tax-personal",), Words("v", Words(under=Situations())), word="verokortti"
    )
    assert desk.labels[2:5] == ["Verokortti", "Valitse palvelu", "Henkilöverotus ja verokortti"]


@pytest.mark.parametrize("state", [Situations(), Words(), Words("h"), Found(("jobs",), Situations())])
def test_a_person_stands_at_the_end_of_each_screen(desk: Desk, state: Found | Situations | Words) -> None:
    desk.begin(state)
    desk.window.tap("not-known")
    assert desk.effects == [CallAdviser(1, "fi")]


def test_a_word_tells_what_it_leads_to(desk: Desk) -> None:
    desk.begin(Words("h"))
    assert desk.window.find("word:henkilötunnus").spoken == "Henkilötunnus. 2 palvelua"
    desk.begin(Words("v"))
    assert desk.window.find("word:verokortti").spoken == "Verokortti. Henkilöverotus ja verokortti"
    spoken = desk.window.find("word:Henkilöverotus ja verokortti").spoken
    assert spoken == "Henkilöverotus ja verokortti. Verohallinto"


def test_many_words_that_begin_alike_are_one_choice(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    words = {"fi": tuple(f"vero{letter}{letter}" for letter in "abcdefghijklmn")}
    services = tuple(
        msgspec.structs.replace(one, words=words) if one.id == "tax-personal" else one
        for one in SEARCHED.services
    )
    catalogue = msgspec.structs.replace(SEARCHED, services=services)
    desk = Desk(kivy_window, kiosk_kit, House(Surroundings(catalogue, CONFIG, HELSINKI)))
    desk.begin(Words())
    desk.act(PrefixChosen("v"))
    assert desk.window.find("Vero…").spoken == "Vero…. 16 sanaa"
    desk.window.tap("Vero…")
    assert desk.visit.screen == Words("vero", Words("v", Words()))
    assert "Veroaa" in desk.labels


def test_who_has_a_wait_or_is_closed_is_told_beside_whose_it_is(
    kivy_window: KivyWindow, kiosk_kit: Kit
) -> None:
    lengths = Lengths({"jobs": ServiceWait(waiting=2, minutes=(5, 10))})
    desk = Desk(kivy_window, kiosk_kit, HOUSE, lengths=lengths)
    desk.begin(Found(("property", "jobs"), Situations(), situation="death"))
    assert "Läheiseni on kuollut" in desk.labels
    spoken = [desk.window.find(f"service:{name}").spoken for name in ("jobs", "property")]
    assert spoken[0].replace("\u00a0", " ") == "Työnhaku. Työllisyyspalvelut · Odotus noin 5–10 min"
    assert spoken[1].startswith("Kiinteistöt. Maanmittauslaitos · Ei tänään")


def test_the_loudspeaker_names_no_service_and_no_word_that_may_be_a_name(desk: Desk) -> None:
    desk.begin(Found(("tax-personal",), Words("v"), word="Verohallinto"))
    assert desk.discreet("service:tax-personal") == "Vaihtoehto 1"
    assert desk.discreet("for") == ""
    desk.begin(Words("v"))
    assert desk.discreet("word:Verohallinto") == "Vaihtoehto 2"
    desk.begin(Situations())
    assert desk.discreet("situation:death") is None


def test_letters_run_from_the_right_in_arabic(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    arabic = (
        "ضريبة",
        "بطاقة",
        "إقامة",
        "زواج",
        "عمل",
        "سكن",
        "ولادة",
        "وفاة",
        "طلاق",
        "دراسة",
        "جواز",
        "قرض",
        "لغة",
    )
    services = tuple(
        msgspec.structs.replace(one, words={"ar": arabic}) if one.id == "jobs" else one
        for one in SEARCHED.services
    )
    catalogue = msgspec.structs.replace(SEARCHED, services=services)
    config = msgspec.structs.replace(CONFIG, languages=("fi", "ar"))
    desk = Desk(kivy_window, kiosk_kit, House(Surroundings(catalogue, config, HELSINKI)), language="ar")
    desk.begin(Words())
    alef, beh = "\u0627", "\u0628"
    first, second = desk.window.find(f"letter:{alef}"), desk.window.find(f"letter:{beh}")
    assert first.rect_mm.left > second.rect_mm.right
    desk.window.tap(f"letter:{alef}")
    assert "إقامة" in desk.labels


def test_large_text_in_low_mode_hides_no_letter(desk: Desk) -> None:
    desk.begin(Words(), Look(low=True, size=TextSize.LARGE))
    seen = {one.name for one in desk.window.describe() if one.name.startswith("letter:")}
    while any(one.name == "more" for one in desk.window.describe()):
        desk.window.tap("more")
        assert desk.window.problems() == []
        seen |= {one.name for one in desk.window.describe() if one.name.startswith("letter:")}
    desk.begin(Words())
    assert seen == {one.name for one in desk.window.describe() if one.name.startswith("letter:")}


def test_a_beginning_without_words_says_so_by_an_adviser_alone(desk: Desk) -> None:
    desk.begin(Words("xyz"))
    assert [one.name for one in desk.window.describe() if one.kind == "FootButton"] == ["not-known"]
    assert [one for one in desk.window.describe() if one.kind == "ChoiceButton"] == []
