"""The screens of who has an appointment: which way, the code, with whom, what time, and each answer."""

import msgspec
import pytest
from msgspec.structs import replace

from common.screen.kit import Kit
from common.screen.theme import Look, TextSize
from common.wire.arrivals import Fit, Match
from kiosk.flow.event import CallAdviser, CodeScanned, TakeNumber
from kiosk.flow.house import House
from kiosk.flow.state import (
    AppointmentAnswer,
    AppointmentWays,
    Authorities,
    ChoosingOwner,
    ChoosingTime,
    EnteringCode,
    Rest,
    Screen,
)
from tests.kiosk.bookings import BOOK, BOOKED_SITE, CODED, CODES_ONLY, DVV_TIMED, KEPT, TIMED
from tests.kiosk.house import wall_ms
from tests.kiosk.screens.desk import Desk
from tests.kivy_window import KivyWindow

HOUSE = House(BOOKED_SITE, book=BOOK, kept=KEPT)
LOW_LARGE = Look(low=True, size=TextSize.LARGE)


@pytest.fixture
def desk(kivy_window: KivyWindow, kiosk_kit: Kit) -> Desk:
    return Desk(kivy_window, kiosk_kit, HOUSE)


def names(desk: Desk, kind: str) -> list[str]:
    return [one.name for one in desk.window.describe() if one.kind == kind]


def test_the_ways_that_the_book_knows_and_a_person(desk: Desk) -> None:
    desk.begin(AppointmentWays())
    assert names(desk, "ChoiceButton") == ["by-code", "by-time", "not-known"]
    desk.house = replace(HOUSE, book=CODES_ONLY)
    desk.begin(AppointmentWays())
    assert names(desk, "ChoiceButton") == ["by-code", "not-known"]


def test_without_a_book_it_is_said_that_nothing_is_known(desk: Desk) -> None:
    desk.house = replace(HOUSE, book=None)
    desk.begin(AppointmentWays())
    assert "Laite ei nyt tiedä ajanvarauksista" in desk.labels
    desk.window.tap("not-known")
    assert desk.effects == [CallAdviser(1, "fi")]


def test_a_scanner_is_told_of_where_there_is_one(desk: Desk) -> None:
    for scans in (False, True):
        desk.house = replace(HOUSE, scans=scans)
        desk.begin(AppointmentWays())
        assert ("lukijalle" in desk.window.find("by-code").spoken) is scans
        desk.begin(EnteringCode())
        assert ("Voit myös näyttää koodin lukijalle." in desk.labels) is scans


def test_a_code_of_letters_and_figures_is_typed_by_touch(desk: Desk) -> None:
    desk.begin(EnteringCode())
    assert not desk.window.find("enter").enabled
    desk.window.tap("ABC")
    for key in ("A", "B", "123", "1", "2", "4"):
        desk.window.tap(key)
    desk.window.tap("erase")
    for key in ("3", "4"):
        desk.window.tap(key)
    assert desk.window.find("code").label == "AB1234"
    desk.window.tap("enter")
    assert desk.effects == [TakeNumber(1, "tax-personal", "fi", CODED[0])]


def test_the_loudspeaker_says_how_long_a_code_is_and_not_the_code(desk: Desk) -> None:
    desk.begin(EnteringCode("AB12"))
    assert desk.window.find("code").spoken == "A B 1 2"
    assert desk.discreet("code") == "4 merkkiä"
    desk.begin(EnteringCode())
    assert desk.window.find("code").spoken == desk.discreet("code") == "Koodi on tyhjä"


def test_of_a_code_longer_than_the_line_the_end_is_seen(desk: Desk) -> None:
    code = "".join(f"{index:02}" for index in range(32))
    desk.begin(EnteringCode(code))
    shown = desk.window.find("code")
    assert shown.label.startswith("…")
    assert code.endswith(shown.label[1:])
    assert len(shown.label) > 15
    assert shown.spoken == " ".join(code)


def test_the_next_customer_finds_nothing_of_a_code(desk: Desk) -> None:
    desk.begin(EnteringCode("AB12"))
    code = desk.stage.frame(EnteringCode)
    desk.begin(Rest())
    assert not any("AB12" in f"{one.label} {one.spoken}" for one in code.walk_controls())


def test_figures_stand_as_on_a_telephone_and_in_two_rows_in_low_mode(desk: Desk) -> None:
    desk.begin(EnteringCode())
    rows = {key: desk.window.find(f"key:{key}").rect_mm.top for key in "1234567890"}
    assert rows["1"] == rows["3"] < rows["4"] < rows["7"] < rows["0"]
    desk.begin(EnteringCode(), Look(low=True))
    rows = {key: desk.window.find(f"key:{key}").rect_mm.top for key in "1234567890"}
    assert rows["1"] == rows["6"] < rows["7"] == rows["0"]


def test_all_letters_can_be_typed_in_low_mode_with_large_text(desk: Desk) -> None:
    desk.begin(EnteringCode("7", letters=True), LOW_LARGE)
    desk.window.tap("A")
    while not any(one.name == "key:Z" for one in desk.window.describe()):
        desk.window.tap("more")
    desk.window.tap("Z")
    desk.window.tap("previous")
    assert desk.window.find("code").label == "7AZ"


def test_figures_run_from_the_left_in_arabic_too(kivy_window: KivyWindow, kiosk_kit: Kit) -> None:
    config = msgspec.structs.replace(BOOKED_SITE.config, languages=("fi", "ar"))
    house = replace(HOUSE, site=replace(BOOKED_SITE, config=config))
    desk = Desk(kivy_window, kiosk_kit, house, language="ar")
    desk.begin(EnteringCode("12"))
    assert desk.window.find("key:1").rect_mm.right < desk.window.find("key:2").rect_mm.left
    assert desk.window.find("code").label == "12"


def test_with_whom_and_at_what_time_by_touch(desk: Desk) -> None:
    desk.begin(ChoosingOwner())
    assert desk.discreet("authority:land-survey") == "Vaihtoehto 2"
    desk.window.tap("Maanmittauslaitos")
    assert desk.discreet("authority") == ""
    assert [name for name in names(desk, "KeyButton") if name.startswith("time:")] == [
        f"time:{wall_ms(23, *at)}" for at in ((10, 30), (10, 45), (9, 0), (14, 0))
    ]
    early = desk.window.find(f"time:{wall_ms(23, 14)}")
    assert early.spoken.replace("\u00a0", " ") == "14.00. Ilmoittautuminen alkaa klo 13.30"
    assert desk.window.find(f"time:{wall_ms(23, 9)}").spoken == "9.00. Aika on jo mennyt"
    desk.window.tap("10.30")
    assert desk.effects == [TakeNumber(1, "property", "fi", TIMED[0])]


def test_of_two_services_at_one_time_each_is_named(desk: Desk) -> None:
    desk.begin(ChoosingTime("dvv"))
    chosen = f"time:{wall_ms(23, 10, 30)}:dvv-guardianship"
    assert desk.window.find(chosen).spoken == "10.30. Edunvalvonta"
    assert desk.discreet(chosen) == "Vaihtoehto 2"
    desk.window.tap(chosen)
    assert desk.effects == [TakeNumber(1, "dvv-guardianship", "fi", DVV_TIMED[0])]


def test_who_has_another_time_gets_a_person(desk: Desk) -> None:
    desk.begin(ChoosingTime("land-survey"))
    desk.window.tap("Jokin muu aika")
    assert desk.effects == [CallAdviser(1, "fi")]


@pytest.mark.parametrize(
    ("code", "title", "button"),
    [
        ("EARLY1", "Aikasi on klo 13.00", "Valmis"),
        ("LATE22", "Aikasi oli klo 9.00", "Ota vuoronumero"),
        ("USED33", "Tähän aikaan on jo ilmoittauduttu", "Valmis"),
        ("NEXT55", "Aikasi on ti 24.11. klo 9.30", "Valmis"),
        ("GONE44", "Aikasi oli su 22.11. klo 11.00", None),
        ("none77", "Koodia ei löytynyt", "Kirjoita koodi"),
    ],
)
def test_each_answer_says_what_and_what_now(desk: Desk, code: str, title: str, button: str | None) -> None:
    desk.begin(Authorities())
    desk.act(CodeScanned(code))
    assert title in desk.labels
    assert (button is None) or button in desk.labels
    assert names(desk, "PrimaryButton")[-2:] == ["call-adviser", "help"]
    assert len(names(desk, "PrimaryButton")) == (2 if button is None else 3)


def test_who_is_too_late_takes_an_ordinary_number_by_touch(desk: Desk) -> None:
    desk.begin(Authorities())
    desk.act(CodeScanned("LATE22"))
    desk.window.tap("Ota vuoronumero")
    assert desk.effects == [TakeNumber(1, "tax-personal", "fi")]


def test_a_code_that_was_typed_can_be_checked(desk: Desk) -> None:
    desk.begin(AppointmentAnswer(Match(Fit.UNKNOWN), EnteringCode("AB99")))
    desk.window.tap("Tarkista koodi")
    assert desk.visit.screen == EnteringCode("AB99")


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (AppointmentAnswer(Match(Fit.UNKNOWN), Rest(), paused=True), "Koodia on yritetty liian monta kertaa"),
        (AppointmentAnswer(Match(Fit.UNKNOWN), ChoosingTime("land-survey")), "Aikaa ei löytynyt"),
    ],
)
def test_where_only_a_person_can_help_there_is_no_other_way(desk: Desk, state: Screen, title: str) -> None:
    desk.begin(state)
    assert title in desk.labels
    assert names(desk, "PrimaryButton") == ["call-adviser", "help"]


def test_an_answer_names_no_service_through_the_loudspeaker(desk: Desk) -> None:
    desk.begin(Authorities())
    desk.act(CodeScanned("LATE22"))
    assert "Henkilöverotus ja verokortti" in desk.labels
    assert desk.discreet("service") == ""
