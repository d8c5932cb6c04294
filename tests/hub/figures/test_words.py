import datetime as dt

import pytest

from hub.figures.as_text import as_text
from hub.figures.legs import Outcome
from hub.figures.tally import By
from hub.figures.words import FOLDER, Words
from hub.queue.commands import Start
from hub.texts import LANGUAGES, placeholders, read_texts
from tests.hub.figures.played import MINUTE, MONDAY, Played, site, wall_ms

TEXTS = {code: read_texts(FOLDER / f"{code}.toml") for code in LANGUAGES}
SPACE = "\u00a0"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_same_texts_with_the_same_placeholders(code: str) -> None:
    assert TEXTS[code].keys() == TEXTS["fi"].keys()
    for key, text in TEXTS[code].items():
        assert placeholders(text) == placeholders(TEXTS["fi"][key]), key


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_that_can_be_told_has_a_word(code: str) -> None:
    wanted = {f"by.{by}" for by in By} | {
        f"column.{outcome}" for outcome in Outcome if outcome is not Outcome.MISTAKE
    }
    assert wanted <= TEXTS[code].keys()
    assert all(text.strip() for key, text in TEXTS[code].items() if key != "format.thousands")


@pytest.mark.parametrize(
    ("code", "number", "date", "minutes"),
    [
        ("fi", f"12{SPACE}345,6", "1.2.2026", f"1,5{SPACE}min"),
        ("sv", f"12{SPACE}345,6", "1.2.2026", f"1,5{SPACE}min"),
        ("en", "12,345.6", "1/2/2026", f"1.5{SPACE}min"),
    ],
)
def test_numbers_and_dates_are_written_as_in_the_language(
    code: str, number: str, date: str, minutes: str
) -> None:
    words = Words(code, site())
    assert words.number(12_345.6, 1) == number
    assert words.date(dt.date(2026, 2, 1)) == date
    assert words.minutes(90, unit=True) == minutes
    assert words.minutes(None) == "–"
    assert words.count(None) == ".."


def played() -> Played:
    game = Played(now=wall_ms(MONDAY, 9)).open()
    for service in ("tax", "tax", "land", "kela"):
        game.check_in(service, after=MINUTE)
    game.call("d1", "tax", after=MINUTE)
    game.done(Start(id="s", staff="s", desk="d1"))
    return game


def test_table_says_names_counts_and_what_is_gone_from_the_site_file() -> None:
    text = as_text(played().report(By.AUTHORITY), Words("fi", site()))
    lines = [line.split() for line in text.splitlines()]
    assert text.startswith("Testilä · 23.11.2026\n")
    assert ["Vero", "2", "0", "0", "0", "2", "4,0", "4,0", "–", "–"] in lines
    assert any(line[:2] == ["Muut", "1"] for line in lines)
    assert any(line[:2] == ["Kaikki", "4"] for line in lines)
    assert "Lokissa on 4 käyntiä: 4 asiakasta ja 0 vahingossa annettua numeroa." in text


def test_columns_of_a_table_stand_below_each_other() -> None:
    text = as_text(played().report(By.HOUR), Words("en", site()))
    rows = [line for line in text.splitlines() if line.startswith(("09–10", "10–11", "All"))]
    assert len({len(row) for row in rows}) == 1
    assert "  Tax card" not in text
    assert "  Tax card" in as_text(played().report(By.SERVICE), Words("en", site()))


def test_what_is_left_out_has_its_sign_and_its_sentence() -> None:
    text = as_text(played().report(By.AUTHORITY, least=5), Words("en", site()))
    assert ".." in text
    assert "fewer than 5 customers are left out" in text


def test_only_three_languages_are_spoken() -> None:
    with pytest.raises(KeyError):
        Words("de", site())
