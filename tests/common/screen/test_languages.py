import datetime as dt
import re
from pathlib import Path

import pytest

from common.screen.languages.catalogue import CatalogueError, differences, read_catalogue
from common.screen.languages.messages import BUILT_IN, MODEL, UnknownTextError, load_languages, together
from common.screen.languages.plurals import FAMILIES

LANGUAGES = load_languages()
MOMENT = dt.datetime(2026, 11, 23, 9, 4, 31)  # noqa: DTZ001  wall time, as a device shows it
ROOT = Path(__file__).parents[3]


def own(folder: Path, code: str, change: tuple[str, str]) -> Path:
    """The Finnish catalogue under another code, with one thing changed."""
    text = (BUILT_IN / f"{MODEL}.toml").read_text(encoding="utf-8")
    assert change[0] in text
    path = folder / f"{code}.toml"
    path.write_text(
        text.replace(f'code = "{MODEL}"', f'code = "{code}"').replace(*change, 1), encoding="utf-8"
    )
    return path


@pytest.mark.parametrize("code", ["sv", "en"])
def test_every_language_is_complete(code: str) -> None:
    model = read_catalogue(BUILT_IN / f"{MODEL}.toml")
    assert differences(model, read_catalogue(BUILT_IN / f"{code}.toml")) == []


@pytest.mark.parametrize("code", LANGUAGES.codes)
def test_buttons_have_at_most_eight_words(code: str) -> None:
    messages = LANGUAGES.get(code)
    buttons = [key for key in messages.keys() if key.startswith(("common.", "bar."))]  # noqa: SIM118  a method of ours
    assert all(len(messages.text(key).split()) <= 8 for key in buttons)


@pytest.mark.parametrize("code", LANGUAGES.codes)
def test_no_text_is_in_capitals_or_shouts(code: str) -> None:
    text = (BUILT_IN / f"{code}.toml").read_text(encoding="utf-8")
    values = re.findall(r'"([^"]+)"', text)
    assert [value for value in values if "!" in value or (len(value) > 3 and value.isupper())] == []


def test_plural_forms_follow_the_count() -> None:
    finnish = LANGUAGES.get("fi")
    assert finnish.text("kiosk.ticket.ahead", count=1) == "Edessäsi on 1 asiakas"
    assert finnish.text("kiosk.ticket.ahead", count=6) == "Edessäsi on 6 asiakasta"


def test_an_unknown_key_and_a_missing_value_are_told() -> None:
    with pytest.raises(UnknownTextError, match=r"fi: no\.such"):
        LANGUAGES.get("fi").text("no.such")
    with pytest.raises(UnknownTextError, match="authority"):
        LANGUAGES.get("fi").text("kiosk.closed.title")


def test_an_unknown_language_falls_back_to_finnish() -> None:
    assert LANGUAGES.get("xx").code == "fi"
    assert [m.code for m in LANGUAGES.some(["xx", "sv"])] == ["sv"]
    assert [m.code for m in LANGUAGES.some(["xx"])] == ["fi"]


def test_a_sign_joins_its_languages_once() -> None:
    assert together(LANGUAGES.some(["fi", "sv"]), "wall.now_serving") == "Nyt palvelussa · Betjänas nu"
    assert together(LANGUAGES.some(["fi", "fi"]), "wall.next") == "Seuraavaksi"


def test_the_site_s_own_texts_fall_back_in_order() -> None:
    swedish = LANGUAGES.get("sv")
    assert swedish.choose({"fi": "Vero", "sv": "Skatt"}, "fi") == "Skatt"
    assert swedish.choose({"en": "Tax", "fi": "Vero"}, "fi") == "Vero"
    assert swedish.choose({"en": "Tax"}, "fi") == "Tax"
    assert swedish.choose({}) == ""


@pytest.mark.parametrize(
    ("code", "time", "day", "date", "at", "ago"),
    [
        ("fi", "9.04", "ma 23.11.", "ma 23.11.2026", "klo 9.04", "12 s sitten"),
        ("sv", "9.04", "må 23.11", "må 23.11.2026", "kl. 9.04", "för 12 s sedan"),
        ("en", "9:04", "Mon 23 Nov", "Mon 23 Nov 2026", "at 9:04", "12 s ago"),
    ],
)
def test_times_are_written_as_the_language_writes_them(
    code: str, time: str, day: str, date: str, at: str, ago: str
) -> None:
    formats = LANGUAGES.get(code).formats
    written = [
        formats.write_time(MOMENT),
        formats.write_day(MOMENT),
        formats.write_date(MOMENT),
        formats.write_at(MOMENT),
        formats.write_ago(12.9),
    ]
    assert [text.replace("\u00a0", " ") for text in written] == [time, day, date, at, ago]


def test_the_next_opening_names_its_day_only_when_it_is_not_today() -> None:
    formats = LANGUAGES.get("fi").formats
    assert formats.write_moment(MOMENT, today=MOMENT.date()) == "klo\u00a09.04"
    assert formats.write_moment(MOMENT, today=dt.date(2026, 11, 22)).endswith("23.11. klo\u00a09.04")


def test_ages_are_in_whole_units_rounded_down() -> None:
    formats = LANGUAGES.get("fi").formats
    ages = [formats.write_ago(age).replace("\u00a0", " ") for age in (2, 119, 120, 7199, 7200)]
    assert ages == ["juuri nyt", "119 s sitten", "2 min sitten", "119 min sitten", "2 h sitten"]


def test_a_range_of_one_is_one_number() -> None:
    assert LANGUAGES.get("fi").formats.write_range(15, 15) == "15"
    assert LANGUAGES.get("fi").formats.write_minutes(15, 25) == "15–25\u00a0min"


@pytest.mark.parametrize(
    ("family", "expected"),
    [
        ("one-other", {0: "other", 1: "one", 2: "other"}),
        ("one-two-other", {1: "one", 2: "two", 3: "other"}),
        (
            "east-slavic",
            {1: "one", 3: "few", 5: "many", 11: "many", 12: "many", 21: "one", 24: "few", 111: "many"},
        ),
        (
            "arabic",
            {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other"},
        ),
        ("none", {1: "other"}),
    ],
)
def test_plural_categories_are_those_of_cldr(family: str, expected: dict[int, str]) -> None:
    forms, choose = FAMILIES[family]
    assert {count: choose(count) for count in expected} == expected
    assert forms >= set(expected.values())


def test_a_site_adds_a_language_with_one_file(tmp_path: Path) -> None:
    own(tmp_path, "fit", ('name = "Suomi"', 'name = "Meänkieli"'))
    languages = load_languages(tmp_path)
    assert languages.has("fit")
    assert languages.get("fit").name == "Meänkieli"


def test_a_language_with_holes_is_refused_with_every_hole(tmp_path: Path) -> None:
    own(tmp_path, "fit", ('back = "Takaisin"\nstart_over = "Aloita alusta"', 'undo = "Poika"'))
    with pytest.raises(CatalogueError) as refused:
        load_languages(tmp_path)
    assert str(refused.value).splitlines() == [
        "fit: common.back is missing",
        "fit: common.start_over is missing",
        "fit: common.undo is unknown",
    ]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("{authority} ei ole", "Virasto ei ole"), "must have the placeholders authority"),
        (('{ one = "Edessäsi 1", other', '{ two = "Edessäsi 1", other'), "needs the plural forms one, other"),
        (('welcome = "Tervetuloa"', 'welcome = ""'), "kiosk.rest.welcome: is empty"),
        (('welcome = "Tervetuloa"', "welcome = 3"), "kiosk.rest.welcome: must be a text"),
        (('welcome = "Tervetuloa"', 'Welcome = "Tervetuloa"'), "small letters"),
        (('plurals = "one-other"', 'plurals = "slavic"'), "is none of"),
        (('time = "{hour}', 'tim = "{hour}'), "tim"),
        (("[common]", "[common"), "fit.toml"),
    ],
)
def test_a_mistake_in_a_catalogue_is_named(tmp_path: Path, change: tuple[str, str], complaint: str) -> None:
    own(tmp_path, "fit", change)
    with pytest.raises(CatalogueError, match=re.escape(complaint)):
        load_languages(tmp_path)


def test_a_file_under_another_name_is_refused(tmp_path: Path) -> None:
    own(tmp_path, "fit", ('name = "Suomi"', 'name = "Suomi"')).rename(tmp_path / "abc.toml")
    with pytest.raises(CatalogueError, match="does not match the file's name"):
        load_languages(tmp_path)


def test_every_text_that_a_screen_asks_for_exists() -> None:
    asked: dict[str, str] = {}
    for room in ("kiosk", "display"):
        for path in (ROOT / room).rglob("*.py"):
            for key in re.findall(
                r'(?:text|together)\(\s*(?:\w+,\s*)?"([a-z_.0-9]+)"', path.read_text(encoding="utf-8")
            ):
                asked[key] = path.name
    known = LANGUAGES.get(MODEL).keys()
    assert {key: place for key, place in asked.items() if key not in known} == {}
