import copy
import re
import tomllib
from pathlib import Path

import pytest

from hub.site.check import Verdict, check
from hub.site.describe import describe

NOW = 1_795_422_240
GOOD = tomllib.loads((Path(__file__).parent / "good.toml").read_text())
SOURCE: dict[str, object] = {
    "authority": "tax",
    "form": "csv",
    "matched": "code",
    "file": "/var/lib/tax.csv",
    "service": "tax-personal",
    "fields": {"code": "Koodi"},
}
FEED = {"file": None, "url": "https://booking.example/today.csv"}


def verdict(**changes: object) -> Verdict:
    """Check the good site with a source, some keys of which are others; None takes a key out."""
    data = copy.deepcopy(GOOD)
    data["appointments"] = {
        "tax": {name: value for name, value in {**SOURCE, **changes}.items() if value is not None}
    }
    return check(data, NOW)


def keys(**changes: object) -> list[str]:
    return [mistake.key.removeprefix("appointments.tax.") for mistake in verdict(**changes).mistakes]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        FEED,
        {**FEED, "token_file": "tax-feed", "token_header": "X-Api-Key"},
        {"file": None, "url": "http://127.0.0.1:8000/today"},
        {"file": None, "url": "http://localhost/today"},
        {"file": None, "url": "http://booking.example/today", "plain_http": True},
        {"matched": "time", "fields": {}},
        {"service": None, "services": {"10": "tax-personal"}, "fields": {"code": "c", "service": "s"}},
        {"time_format": "%d.%m.%Y %H:%M", "encoding": "iso-8859-1", "timezone": "Europe/Stockholm"},
        {"form": "icalendar", "fields": {"code": "X-CODE", "expert": "organizer"}},
        {"cancelled": ["peruttu"], "fields": {"code": "c", "state": "Tila"}},
    ],
)
def test_a_source_that_is_fine(changes: dict[str, object]) -> None:
    told = verdict(**changes)
    assert (told.mistakes, told.warnings) == ((), ())
    assert told.site is not None


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"file": None}, "appointments.tax"),
        ({"url": "https://booking.example/"}, "appointments.tax"),
        ({"file": "tax.csv"}, "file"),
        ({"token_file": "tax-feed"}, "token_file"),
        ({**FEED, "url": "booking.example"}, "url"),
        ({**FEED, "url": "ftp://booking.example/"}, "url"),
        ({**FEED, "url": "https://booking.example:x/"}, "url"),
        ({**FEED, "url": "https://[booking/"}, "url"),
        ({**FEED, "url": "https://user:word@booking.example/"}, "url"),
        ({**FEED, "url": "http://booking.example/"}, "url"),
        ({**FEED, "token_header": "a: b"}, "token_header"),
        ({"authority": "taxes"}, "authority"),
        ({"service": "land-extracts"}, "service"),
        ({"services": {"10": "tax-persnal"}}, "services.10"),
        ({"service": None}, "appointments.tax"),
        ({"timezone": "Europe/Helsingfors"}, "timezone"),
        ({"encoding": "utf-9"}, "encoding"),
        ({"encoding": "base64"}, "encoding"),
        ({"time_format": "%d.%m.%Y"}, "time_format"),
        ({"time_format": "%Q"}, "time_format"),
        ({"fields": {}}, "fields.code"),
        ({"cancelled": ["peruttu"]}, "fields.state"),
        ({"form": "icalendar", "fields": {"code": "Summary"}}, "fields.code"),
        ({"form": "icalendar", "fields": {"code": "X-C", "service": "ORGANIZER"}}, "fields.service"),
        ({"form": "icalendar", "fields": {"code": "DTSTART"}}, "fields.code"),
        ({"every_s": 5}, "every_s"),
        ({"delimiter": ";;"}, "delimiter"),
        ({"form": "xml"}, "form"),
    ],
)
def test_each_mistake_of_a_source_is_named(changes: dict[str, object], key: str) -> None:
    assert keys(**changes) == [key]


def test_the_examples_for_administrators_are_fine() -> None:
    document = (Path(__file__).parents[3] / "docs" / "appointments.md").read_text()
    examples = re.findall(r"```toml\n(.*?)```", document, re.DOTALL)
    data = copy.deepcopy(GOOD)
    names = {"fi": "Yritykset", "sv": "Företag", "en": "Companies"}
    data["services"]["tax-business"] = {**data["services"]["tax-personal"], "names": names}
    data |= tomllib.loads("\n".join(examples))
    assert len(data["appointments"]) == len(examples) == 3
    told = check(data, NOW)
    assert (told.mistakes, told.warnings) == ((), ())


def test_what_the_check_says_of_a_site_names_the_sources() -> None:
    site = verdict().site
    assert site is not None
    assert "appointments from 1 source: tax by code" in describe(site)


def test_a_language_that_the_kiosk_does_not_speak_is_a_warning() -> None:
    told = verdict(languages={"suomi": "fi", "deutsch": "de"})
    assert told.mistakes == ()
    assert [caution.key for caution in told.warnings] == ["appointments.tax.languages.deutsch"]
