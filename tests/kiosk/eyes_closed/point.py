"""The service point of the walks: that of the other tests, with names in each language that is walked in."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from common.wire.message import Text
from kiosk.surroundings import Bookings, Surroundings
from tests.kiosk.bookings import KEYS, book, day, entry
from tests.kiosk.house import CONFIG, HELSINKI
from tests.kiosk.searching import SEARCHED

LANGUAGES = ("fi", "sv", "en", "ru", "ar")
"""Those in which all is walked."""
WITHOUT_VOICE = "se"

_FOLDER = Path(__file__).parent


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))


_MORE_NAMES: Mapping[str, Text] = _table("names.toml")
EXPECTED: Mapping[str, Mapping[str, Any]] = _table("expected.toml")


def _named(names: Text, of: str) -> Text:
    return {**names, **_MORE_NAMES[of]}


_replace = msgspec.structs.replace
POINT = Surroundings(
    _replace(
        SEARCHED,
        authorities=tuple(_replace(one, names=_named(one.names, one.id)) for one in SEARCHED.authorities),
        services=tuple(_replace(one, names=_named(one.names, one.id)) for one in SEARCHED.services),
        situations=tuple(_replace(one, names=_named(one.names, one.id)) for one in SEARCHED.situations),
        zones=tuple(_replace(one, names=_named(one.names, one.id)) for one in SEARCHED.zones),
    ),
    _replace(
        CONFIG,
        languages=(*LANGUAGES, WITHOUT_VOICE),
        party_most=6,
        shows_way=True,
        appointment_keys=KEYS,
    ),
    HELSINKI,
)

EARLY, LATE = "4821", "1015"
"""Codes that count: it is 10.24, and they are for 10.45 and 10.15."""
LETTERED = "41B"
TOO_EARLY, TOO_LATE, OTHER_DAY, USED, UNKNOWN = "1300", "0900", "2411", "5550", "9999"

BOOKINGS = Bookings(
    book(
        day(
            23,
            entry("early", 10, 45, code=EARLY),
            entry("late", 10, 15, code=LATE),
            entry("lettered", 10, 25, code=LETTERED),
            entry("too-early", 13, code=TOO_EARLY),
            entry("too-late", 9, code=TOO_LATE),
            entry("used", 10, 30, code=USED),
            entry("p-now", 10, 45, service="property"),
            entry("p-early", 14, service="property"),
            entry("p-late", 9, service="property"),
            entry("g-now", 10, 30, service="dvv-guardianship"),
            entry("c-now", 10, 30, service="dvv-certificates"),
        ),
        day(24, entry("tomorrow", 9, 30, code=OTHER_DAY, day=24)),
    ),
    frozenset({"used"}),
)


def name(of: str, language: str) -> str:
    """What an authority, a service or a situation is called in a language."""
    catalogue = POINT.catalogue
    named = (*catalogue.authorities, *catalogue.services, *catalogue.situations)
    return POINT.name(next(one.names for one in named if one.id == of), language)
