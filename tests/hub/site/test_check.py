import copy
import tomllib
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.runtime.settings import SettingsError
from hub.site.check import Verdict, check, check_file, read_site
from hub.site.rules import languages
from hub.site.schema import Site

HERE = Path(__file__).parent
NOW = 1_795_422_240  # 2026-11-23 10.24 in Helsinki
GOOD = tomllib.loads((HERE / "good.toml").read_text())

BROKEN: dict[str, tuple[set[str], set[str]]] = {
    "references": (
        {
            "services.tax-personal.authority",
            "services.land-extracts.zone",
            "zones.lobby.walls[1]",
            "zones.lobby.walls[2]",
            "places.desk-1.directions.yard",
            "places.desk-1.authorities[1]",
            "places.room-1.presence.customer",
            "devices.kiosk-1.sees[0]",
            "devices.kiosk-1.directions.cellar",
            "devices.door-1.place",
        },
        set(),
    ),
    "types": (
        {
            "hours",
            "languages.signs",
            "authorities.tax.names.en",
            "authorities.tax.no_show.wait_s",
            "authorities.tax.no_show.recalls",
            "places.desk-1.kind",
            "places.room-1.floor",
            "places.room-1.directions.lobby",
            "devices.kiosk-1.panel.width_mm",
            "devices.wall-1.farthest_m",
            "devices.fridge-1.kind",
            "roles.adviser.scope",
            "roles.manager.rights[2]",
            "numbering.first",
        },
        set(),
    ),
    "keys": (
        {
            "name",
            "names",
            "timezome",
            "tickets",
            "authorities.tax.open",
            "places.desk-1.kind",
            "devices.kiosk-1.see",
            "devices.kiosk-1.panel.hight_mm",
            "devices.kiosk-1.panel.height_mm",
            "devices.wall-1.panel",
            "devices.agent-1.kind",
        },
        {"devices.kiosk-1.sees"},
    ),
    "languages": (
        {
            "names.en",
            "languages.first",
            "languages.first[2]",
            "languages.more[0]",
            "languages.more[1]",
            "languages.signs",
            "authorities.tax.names.sv",
            "services.land-extracts.names.fi",
            "zones.lobby.names.sv",
            "places.desk-1.names.fi",
            "roles.adviser.names",
            "texts.notice.sv",
        },
        set(),
    ),
    "numbering": ({"numbering.scheme", "numbering.reserve", "numbering.busiest_day"}, set()),
    "hours": (
        {
            "hours",
            "timezone",
            "country",
            "authorities.tax.hours",
            "authorities.land-survey.hours",
            "services.land-extracts.hours",
        },
        set(),
    ),
    "waiting": (
        {"zones.yard.walls", "devices.wall-1", "devices.wall-2"},
        {
            "zones.lobby.walls",
            "zones.cellar",
            "zones.lobby",
            "zones.yard",
            "devices.wall-1.farthest_m",
            "devices.kiosk-1.sees",
            "devices.kiosk-1.parts",
        },
    ),
    "alarms": (
        {
            "devices",
            "roles",
            "points.panic-1.second_way",
            "points.panic-2.place",
            "points.panic-3.second_way",
            "points.panic-4.where",
            "points.panic-4.device",
        },
        {"points.panic-2.second_way"},
    ),
    "ids": (
        {
            "id",
            "authorities.Land_Survey",
            "services.land-extracts.authority",
            "services.tax",
            'places."room 1"',
            "devices.hub",
            "devices.lobby",
            "devices.-a",
        },
        set(),
    ),
    "staff": (
        {
            "authorities.tax.own_queue.en",
            "services.tax-personal",
            "services.land-extracts",
            "authorities.land-survey",
            "authorities.dvv",
            "places.room-1.names.fi",
            "roles",
        },
        {"places.desk-1.authorities", "places.desk-1.names.sv"},
    ),
}


def changed(**tables: Any) -> Verdict:  # noqa: ANN401 - whatever may stand in a file
    """Check the good site with some keys of its tables set anew; None takes a key out."""
    data = copy.deepcopy(GOOD)
    for path, value in tables.items():
        *tables_of_it, last = path.replace("__", ".").replace("_of_", "-").split(".")
        table = data
        for step in tables_of_it:
            table = table.setdefault(step, {})
        if value is None:
            del table[last]
        else:
            table[last] = value
    return check(data, NOW)


def test_the_good_site_is_fine() -> None:
    verdict = check(GOOD, NOW)
    assert verdict == Verdict(msgspec.convert(GOOD, Site), (), ())


@pytest.mark.parametrize("name", BROKEN)
def test_every_mistake_of_a_broken_file_is_named(name: str) -> None:
    verdict = check_file(HERE / "broken" / f"{name}.toml", NOW)
    mistakes, warnings = BROKEN[name]
    assert {mistake.key for mistake in verdict.mistakes} == mistakes
    assert {caution.key for caution in verdict.warnings} == warnings
    assert verdict.site is None


def test_each_broken_file_is_tried() -> None:
    assert {file.stem for file in (HERE / "broken").glob("*.toml")} == set(BROKEN)


def test_a_wrong_file_is_refused_with_all_its_mistakes() -> None:
    file = HERE / "broken" / "staff.toml"
    with pytest.raises(SettingsError) as caught:
        read_site(file, NOW)
    lines = str(caught.value).splitlines()
    assert len(lines) == len(check_file(file, NOW).mistakes)
    assert all(line.startswith(f"{file}: ") for line in lines)


def test_what_is_not_toml_is_a_mistake_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text((HERE / "good.toml").read_text() + "\n[zones.lobby]\n")
    (mistake,) = check_file(file, NOW).mistakes
    assert mistake.problem == "the table [zones.lobby] stands here a second time"


def test_a_file_that_cannot_be_opened_is_no_verdict(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        check_file(tmp_path / "site.toml", NOW)
    assert caught.value.unreadable


def test_nothing_is_concluded_from_what_is_wrong_itself() -> None:
    """A wall with a misspelt kind is told once, and not also by every zone and kiosk that names it."""
    verdict = changed(devices__wall_of_1__kind="wal")
    assert [mistake.key for mistake in verdict.mistakes] == ["devices.wall-1.kind"]
    verdict = changed(devices__wall_of_1__kind="screen")
    assert [mistake.key for mistake in verdict.mistakes] == ["devices.wall-1.kind"]
    assert not verdict.warnings


def test_a_pool_too_small_for_the_day_is_told_with_what_would_do() -> None:
    numbering = {"first": 100, "last": 199, "reserve": 50, "lease": 3, "busiest_day": 60}
    (mistake,) = changed(numbering=numbering).mistakes
    assert mistake.key == "numbering.last"
    assert mistake.hint == "at least 212"
    assert not changed(numbering={**numbering, "last": 212}).mistakes


def test_a_range_that_ends_before_it_begins_is_told() -> None:
    (mistake,) = changed(numbering={"first": 500, "last": 100}).mistakes
    assert (mistake.key, mistake.hint) == ("numbering.last", "the last number comes after the first")


def test_an_alarm_point_must_say_what_its_second_way_is() -> None:
    point = {"place": "desk-1", "device": "agent-1", "where": {"fi": "Pöytä", "sv": "Bord", "en": "Desk"}}
    receivers = {
        **GOOD["devices"],
        "agent-1": {"kind": "deviceagent"},
        "guard-1": {"kind": "guard", "panel": {"width_mm": 344, "height_mm": 194}},
        "keeper-1": {"kind": "keeper", "own_broker": False},
    }

    def verdict(way: dict[str, str], *, own_broker: bool = False) -> Verdict:
        devices = {**receivers, "keeper-1": {"kind": "keeper", "own_broker": own_broker}}
        return changed(devices=devices, points={"panic-1": {**point, **way}})

    key = "points.panic-1.second_way"
    assert [mistake.key for mistake in verdict({}).mistakes] == [key]
    assert [mistake.key for mistake in verdict({"second_way": "guard-broker"}).mistakes] == [key]
    accepted = verdict({"second_way": "none"})
    assert (accepted.mistakes, [caution.key for caution in accepted.warnings]) == ((), [key])
    assert verdict({"second_way": "guard-broker"}, own_broker=True).warnings == ()
    assert verdict({"second_way": "relay"}).warnings == ()


def test_a_safety_room_without_an_alarm_point_is_a_warning() -> None:
    (caution,) = changed(places__room_of_1__kind="safety_room").warnings
    assert caution.key == "places.room-1"


def test_a_second_keeper_is_refused() -> None:
    verdict = changed(devices__k_of_1={"kind": "keeper"}, devices__k_of_2={"kind": "keeper"})
    assert [mistake.key for mistake in verdict.mistakes] == ["devices.k-2"]


def test_signs_of_a_bilingual_municipality_begin_with_the_majoritys_language() -> None:
    assert not changed(languages__signs=["fi", "sv", "en"]).mistakes
    for wrong in (["fi"], ["sv", "fi"], ["fi", "en", "sv"]):
        (mistake,) = changed(languages__signs=wrong).mistakes
        assert mistake.key == "languages.signs"
        assert "33 §" in mistake.hint


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ("zones__lobby__walls", ["wall-1", "wall-1"], "zones.lobby.walls[1]"),
        ("places__desk_of_1__authorities", ["tax", "land-survey", "tax"], "places.desk-1.authorities[2]"),
        ("languages__signs", ["fi", "sv", "fi"], "languages.signs[2]"),
        ("languages__first", ["fi", "sv", "en", "sv"], "languages.first[3]"),
        ("devices__kiosk_of_1__parts", ["printer", "headset", "printer"], "devices.kiosk-1.parts[2]"),
    ],
)
def test_what_is_named_twice_is_told(path: str, value: list[str], key: str) -> None:
    verdict = changed(**{path: value})
    assert [mistake.key for mistake in verdict.mistakes] == [key]


def test_a_sign_in_a_language_that_walls_do_not_know_yet_is_a_warning() -> None:
    data = copy.deepcopy(GOOD)
    data["languages"]["signs"] = ["fi", "sv", "ru"]
    for table in ("zones", "places"):
        for entry in data[table].values():
            entry["names"]["ru"] = f"{entry['names']['en']} ru"
    verdict = check(data, NOW)
    assert not verdict.mistakes
    assert [caution.key for caution in verdict.warnings] == ["languages.signs[2]"]


def test_gaps_in_a_further_language_are_counted_once_a_language() -> None:
    data = copy.deepcopy(GOOD)
    data["languages"]["more"] = ["ru"]
    data["names"]["ru"] = "Пункт"
    site = msgspec.convert(data, Site)
    (finding,) = languages.find(site, (*languages.SPOKEN, "ru"))
    assert (finding.warning, finding.key) == (True, "languages.more[0]")
    assert finding.problem.startswith("lacks 9 texts in ru: authorities.tax.names, ")


def test_a_site_may_offer_just_the_languages_that_screens_have_words_for() -> None:
    screens = HERE.parents[2] / "common" / "screen" / "languages"
    assert set(languages.SPOKEN) == {file.stem for file in screens.glob("*.toml")}


def test_a_place_named_after_an_authority_gives_it_away() -> None:
    verdict = changed(
        authorities__tax__short={"fi": "Vero", "sv": "Skatt", "en": "Tax"},
        places__desk_of_1__names={"fi": "Veropiste", "sv": "Skattedisken", "en": "Taxi desk"},
    )
    keys = {caution.key for caution in verdict.warnings}
    assert keys == {f"places.desk-1.names.{code}" for code in ("fi", "sv", "en")}


def test_a_place_of_one_authority_gives_it_away_only_among_several() -> None:
    assert [w.key for w in changed(places__desk_of_1__authorities=["tax"]).warnings] == [
        "places.desk-1.authorities"
    ]
    alone = changed(
        authorities__land_of_survey=None,
        services__land_of_extracts=None,
        places__desk_of_1__authorities=["tax"],
    )
    assert not alone.warnings
    assert not alone.mistakes


def test_hours_that_never_come_are_told() -> None:
    (mistake,) = changed(hours="2025 Mo-Fr 08:00-16:00; PH off").mistakes
    assert (mistake.key, mistake.problem) == ("hours", "is open on no day of the next 400")
    (caution,) = changed(authorities__tax__hours="Sa 10:00-14:00").warnings
    assert caution.key == "authorities.tax.hours"
    (caution,) = changed(services__tax_of_personal__hours="Su 10:00-14:00").warnings
    assert caution.key == "services.tax-personal.hours"


def test_hours_without_holidays_are_a_warning() -> None:
    (caution,) = changed(hours="Mo-Fr 08:00-16:15").warnings
    assert caution.key == "hours"


def test_without_a_kiosk_somebody_must_check_in() -> None:
    assert not changed(devices__kiosk_of_1=None).mistakes
    (mistake,) = changed(devices__kiosk_of_1=None, roles__adviser__rights=["serve"]).mistakes
    assert mistake.key == "roles"
    assert "check-in" in mistake.problem


_PLAIN = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=12)
_SHORT = "tax lobby wall-1 desk-1 kiosk wall keeper guard fi sv ru left none hub relay 24/7 SE prefix serve"
_WORDS = st.sampled_from([*_SHORT.split(), "Mo-Fr 08:00-16:15", "Feb 30 off", "Europe/Oslo", ""])
_VALUES = st.recursive(
    _PLAIN | _WORDS | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(_WORDS | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def _tables(value: object) -> list[dict[str, Any] | list[Any]]:
    """All tables and lists in the data, itself first."""
    if isinstance(value, dict):
        table = cast("dict[str, Any]", value)
        return [table, *(inner for part in table.values() for inner in _tables(part))]
    if isinstance(value, list):
        items = cast("list[Any]", value)
        return [items, *(inner for part in items for inner in _tables(part))]
    return []


@st.composite
def _mutated(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(st.sampled_from(["tests/hub/site/good.toml", "sites/pori.toml", "sites/porvoo.toml"]))
    data = tomllib.loads((HERE.parents[2] / name).read_text())
    for _ in range(draw(st.integers(1, 6))):
        table = draw(st.sampled_from(_tables(data)))
        known: list[Any] = list(table) if isinstance(table, dict) else list(range(len(table)))
        if known and draw(st.booleans()):
            key = draw(st.sampled_from(known))
            if draw(st.booleans()):
                table[key] = draw(_VALUES)
            else:
                del table[key]
        elif isinstance(table, dict):
            table[draw(_WORDS | st.text(max_size=5))] = draw(_VALUES)
        else:
            table.append(draw(_VALUES))
    return data


@given(_mutated())
def test_no_file_breaks_the_check(data: dict[str, Any]) -> None:
    verdict = check(data, NOW)
    assert (verdict.site is None) == bool(verdict.mistakes)
    assert all(found.key and found.problem for found in (*verdict.mistakes, *verdict.warnings))
    if verdict.site is not None:
        assert verdict.site == msgspec.convert(data, Site)
