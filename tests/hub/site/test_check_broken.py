"""Whole broken site files: every mistake of each is named."""

from pathlib import Path

import pytest

from common.runtime.settings import SettingsError
from hub.site.check import check_file, read_site
from tests.hub.site.sites import HERE, NOW

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
        {"languages.first[2]"},
    ),
    "search": (
        {
            "services.tax-personal.words.fi[2]",
            "services.tax-personal.words.sv[1]",
            "services.tax-personal.words.en",
            "services.land-extracts.words.fi[0]",
            "services.land-extracts.words.Finnish",
            "situations.moving.services[1]",
            "situations.moving.services[2]",
            "situations.building.services",
            "situations.home.names.fi",
            "situations.home.names.en",
            "situations.lobby",
        },
        {"services.land-extracts.words.ru"},
    ),
    "kiosks": (
        {
            "devices.kiosk-1.offers",
            "devices.kiosk-2.offers",
            "kiosk.follow",
            "kiosk.party_most",
            "kiosk.shows_way",
        },
        set(),
    ),
    "numbering": (
        {
            "numbering.reserve",
            "numbering.busiest_day",
            "services.tax-business.letter",
            "services.land-extracts.letter",
            "devices.kiosk-1.letter",
            "devices.kiosk-2.letter",
        },
        set(),
    ),
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
    "notices": (
        {
            "authorities.tax.notices.services[1]",
            "authorities.tax.notices.services[2]",
            "authorities.land-survey.congestion",
            "roles",
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
