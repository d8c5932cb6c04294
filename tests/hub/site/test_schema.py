from pathlib import Path

import pytest

from hub.site.check import read_site
from hub.site.devices import Keeper, Kiosk
from hub.site.schema import Site

SITES = Path(__file__).parents[3] / "sites"


@pytest.fixture(scope="module")
def helsinki() -> Site:
    site, _warnings = read_site(SITES / "lintulahdenkuja.toml", 1_795_422_240)
    return site


def test_devices_are_found_by_their_kind(helsinki: Site) -> None:
    assert list(helsinki.devices_of(Kiosk)) == ["kiosk-1", "kiosk-2", "kiosk-3"]
    assert helsinki.devices_of(Keeper)["keeper-1"].own_broker


def test_a_wall_hangs_in_the_zone_that_names_it(helsinki: Site) -> None:
    assert helsinki.zone_of_wall("wall-2") == "hall-a"
    assert helsinki.zone_of_wall("wall-9") is None


def test_an_authority_serves_where_nobody_keeps_it_out(helsinki: Site) -> None:
    assert len(helsinki.places_for("migri")) == 32
    assert next(iter(helsinki.places_for("tax"))) == "desk-13"
    assert list(helsinki.services_of("city")) == ["city-advice"]
    assert helsinki.services_of("kela") == {}
