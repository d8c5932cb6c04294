import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.screen.fonts import FontSet
from common.screen.languages.catalogue import CatalogueError, placeholders, read_about, read_catalogue
from common.screen.languages.formats import KNOWN, Formats
from common.screen.languages.messages import (
    BUILT_IN,
    MODEL,
    UnknownTextError,
    load_languages,
    mistakes_in,
    together,
)
from common.screen.languages.plurals import FAMILIES, choose_form

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


@pytest.mark.parametrize("code", LANGUAGES.codes)
def test_every_language_is_complete(code: str, screen_fonts: FontSet) -> None:
    assert mistakes_in(BUILT_IN / f"{code}.toml", screen_fonts.missing) == []


def test_the_languages_of_the_first_sites_are_here() -> None:
    assert set(LANGUAGES.codes) >= {"fi", "sv", "en", "ru", "uk", "et", "se", "ar"}
    assert [code for code in LANGUAGES.codes if LANGUAGES.get(code).mirrored] == ["ar"]


def test_the_document_says_who_has_read_which_language() -> None:
    table = (ROOT / "docs/languages.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z]+)` \| ([^|]+) \| `([a-z-]+)` \| ([^|]+) \|$", table, re.MULTILINE)
    told = {code: (plurals, read != "not yet") for code, _, plurals, read in rows}
    abouts = {code: LANGUAGES.get(code).catalogue.about for code in LANGUAGES.codes}
    assert told == {code: (about.plurals, about.reviewed) for code, about in abouts.items()}
    families = re.findall(
        r"^\| `([a-z-]+)` \| (?:(?:zero|one|two|few|many|other|\(0 and 1\)) )+\|", table, re.MULTILINE
    )
    assert set(families) == set(FAMILIES)


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
        ("ru", "9:04", "пн 23.11", "пн 23.11.2026", "в 9:04", "12 \u0441 назад"),
        ("uk", "9:04", "пн 23.11", "пн 23.11.2026", "\u043e 9:04", "12 \u0441 тому"),
        ("et", "9.04", "E 23.11.", "E 23.11.2026", "kell 9.04", "12 s tagasi"),
        ("se", "9.04", "vuos 23.11.", "vuos 23.11.2026", "dii. 9.04", "12 s dassái"),
        ("ar", "9:04", "الاثنين 23.11", "الاثنين 23.11.2026", "الساعة 9:04", "قبل 12 ث"),
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
        ("french", {0: "one", 1: "one", 2: "other"}),
        ("south-slavic", {1: "one", 3: "few", 5: "other", 11: "other", 21: "one"}),
        ("polish", {1: "one", 2: "few", 5: "many", 12: "many", 21: "many", 22: "few"}),
        ("czech", {1: "one", 2: "few", 4: "few", 5: "other", 22: "other"}),
        ("slovenian", {1: "one", 2: "two", 3: "few", 5: "other", 101: "one", 102: "two"}),
        ("lithuanian", {0: "other", 1: "one", 2: "few", 11: "other", 21: "one", 22: "few"}),
        ("latvian", {0: "zero", 1: "one", 2: "other", 11: "zero", 21: "one"}),
        ("romanian", {0: "few", 1: "one", 2: "few", 19: "few", 20: "other", 101: "few"}),
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


def test_a_site_s_own_wording_wins_over_ours(tmp_path: Path) -> None:
    own(tmp_path, MODEL, ('welcome = "Tervetuloa"', 'welcome = "Hyvää päivää"'))
    languages = load_languages(tmp_path)
    assert languages.get("fi").text("kiosk.rest.welcome") == "Hyvää päivää"
    assert languages.faults == ()


def test_a_language_with_holes_is_left_out_and_every_hole_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own(tmp_path, "fit", ('back = "Takaisin"\nstart_over = "Aloita alusta"', 'undo = "Poika"'))
    languages = load_languages(tmp_path)
    assert languages.faults == ("language-fit",)
    assert not languages.has("fit")
    assert "fit" not in languages.codes
    assert languages.get("fit").code == "fi"
    told = "fit: common.back is missing\nfit: common.start_over is missing\nfit: common.undo is unknown"
    assert told in caplog.text
    assert "fit.toml" in caplog.text


def test_a_site_s_broken_catalogue_leaves_ours_in_service(tmp_path: Path) -> None:
    (tmp_path / "sv.toml").write_bytes(b"\xff[language")
    (tmp_path / "xx.toml").mkdir()
    languages = load_languages(tmp_path, tmp_path / "no-such-folder")
    assert languages.get("sv").text("common.back") == "Tillbaka"
    assert languages.faults == ("language-sv", "language-xx")


def test_a_language_whose_letters_no_font_has_is_left_out(
    tmp_path: Path, screen_fonts: FontSet, caplog: pytest.LogCaptureFixture
) -> None:
    own(tmp_path, "xx", ('welcome = "Tervetuloa"', 'welcome = "Terve\u0378"'))
    assert load_languages(tmp_path, missing=screen_fonts.missing).faults == ("language-xx",)
    assert "fonts-noto-core" in caplog.text


def test_without_a_font_for_its_script_one_of_ours_is_left_out_when_it_is_asked_for() -> None:
    languages = load_languages(missing=lambda text: [letter for letter in text if letter > "\u0600"])
    assert languages.faults == ()
    assert [messages.code for messages in languages.some(["ar", "sv"])] == ["sv"]
    assert languages.faults == ("language-ar",)


def test_a_made_up_language_with_its_own_script_and_plurals_serves(
    tmp_path: Path, screen_fonts: FontSet
) -> None:
    own(tmp_path, "am", ('name = "Suomi"', 'name = "አማርኛ"'))
    path = tmp_path / "am.toml"
    text = path.read_text(encoding="utf-8").replace('plurals = "one-other"', 'plurals = "french"')
    path.write_text(text.replace('welcome = "Tervetuloa"', 'welcome = "እንኳን ደህና መጡ"'), encoding="utf-8")
    languages = load_languages(tmp_path, missing=screen_fonts.missing)
    amharic = languages.get("am")
    assert (amharic.name, amharic.text("kiosk.rest.welcome")) == ("አማርኛ", "እንኳን ደህና መጡ")
    assert amharic.text("kiosk.ticket.ahead", count=0) == "Edessäsi on 1 asiakas"
    assert languages.unreviewed(["am", "fi", "none"]) == ("am", "fi")


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    languages = load_languages(tmp_path)
    messages = languages.get("se")
    assert "catalogue" not in vars(messages)
    assert (messages.name, messages.mirrored, messages.reviewed) == ("Davvisámegiella", False, False)
    assert "catalogue" not in vars(messages)
    assert messages.text("common.back") == "Máhca"
    assert "catalogue" in vars(messages)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("{authority} ei ole", "Virasto ei ole"), "must have the placeholders authority"),
        (('{ one = "Edessäsi 1", other', '{ two = "Edessäsi 1", other'), "needs the plural forms one, other"),
        (('welcome = "Tervetuloa"', 'welcome = ""'), "kiosk.rest.welcome: is empty"),
        (('welcome = "Tervetuloa"', "welcome = 3"), "kiosk.rest.welcome: must be a text"),
        (('welcome = "Tervetuloa"', 'welcome = "Terve {"'), "kiosk.rest.welcome: has a brace"),
        (('{ one = "Edessäsi 1", other', '{ one = "{}", other'), "ticket.ahead: has a brace"),
        (('welcome = "Tervetuloa"', 'Welcome = "Tervetuloa"'), "small letters"),
        (('plurals = "one-other"', 'plurals = "slavic"'), "is none of"),
        (('plurals = "one-other"', 'plurals = "arabic"'), "needs the plural forms few, many"),
        (('time = "{hour}', 'tim = "{hour}'), "tim"),
        (('time = "{hour}.', 'time = "{hours}.'), "formats.time: must have the placeholders hour, minute"),
        (('day = "{weekday} {day}', 'day = "{weekday} {year}'), "formats.day: must have the placeholders"),
        (
            ('minutes = "{count} min"', 'minutes = { one = "{count} min" }'),
            "formats.minutes: needs the plural",
        ),
        (('minutes = "{count} min"', 'minutes = "{count} {"'), "formats.minutes: has a brace"),
        (('now = "juuri nyt"', 'now = "juuri nyt"\nplurals = "none"'), "formats.plurals: stands in"),
        (("[common]", "[common"), "fit.toml"),
        (('english = "Finnish"', "englisch = 3"), "fit.toml"),
    ],
)
def test_a_mistake_in_a_catalogue_is_named(tmp_path: Path, change: tuple[str, str], complaint: str) -> None:
    assert any(complaint in mistake for mistake in mistakes_in(own(tmp_path, "fit", change)))


def test_a_file_under_another_name_is_refused(tmp_path: Path) -> None:
    path = own(tmp_path, "fit", ('name = "Suomi"', 'name = "Suomi"')).rename(tmp_path / "abc.toml")
    assert "does not match the file's name" in mistakes_in(path)[0]


def test_ours_are_read_strictly(tmp_path: Path) -> None:
    path = own(tmp_path, "fit", ('welcome = "Tervetuloa"', 'welcome = ""'))
    with pytest.raises(CatalogueError, match="is empty"):
        read_catalogue(path)
    path.write_text("[language", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"fit\.toml"):
        read_about(path)


@pytest.mark.parametrize("code", LANGUAGES.codes)
def test_every_time_and_count_can_be_written_in_every_language(code: str) -> None:
    formats = LANGUAGES.get(code).formats
    for day in range(365):
        assert formats.write_date(dt.date(2026, 1, 1) + dt.timedelta(days=day))
    for count in (*range(130), 200, 1011):
        assert str(count) in formats.write_minutes(count, count)
        assert formats.write_ago(float(count))
    for key, text in LANGUAGES.get(code).catalogue.texts.items():
        if isinstance(text, dict):
            values = dict.fromkeys(placeholders(text), "x")
            assert [LANGUAGES.get(code).text(key, **{**values, "count": count}) for count in range(130)]


@given(st.integers(0, 5000))
def test_every_number_has_a_form_in_every_family(count: int) -> None:
    for family, (forms, _) in FAMILIES.items():
        assert choose_form(family, {form: form for form in forms}, count) in forms


def test_a_form_of_a_wait_follows_its_higher_number() -> None:
    arabic = LANGUAGES.get("ar").formats
    assert arabic.write_minutes(5, 10).replace("\u00a0", " ") == "5 إلى 10 دقائق"
    assert arabic.write_minutes(15, 25).replace("\u00a0", " ") == "15 إلى 25 دقيقة"


def test_formats_know_every_field_that_they_write() -> None:
    patterns = set(Formats.__struct_fields__) - {"weekdays", "months", "comma", "plurals"}
    assert patterns == set(KNOWN)


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
