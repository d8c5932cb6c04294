import datetime as dt
from pathlib import Path

import pytest

from hub.site.check import read_site
from hub.site.timetable import Timetable

SITES = Path(__file__).parents[3] / "sites"


def at(text: str) -> int:
    return int(dt.datetime.fromisoformat(text).timestamp())


@pytest.fixture(scope="module")
def pori() -> Timetable:
    site, _warnings = read_site(SITES / "pori.toml", at("2026-11-23T10:24+02:00"))
    return Timetable(site)


def test_who_is_here_now_and_who_is_next(pori: Timetable) -> None:
    now = at("2026-11-23T10:24+02:00")  # a Monday
    assert pori.site.closing(now) == at("2026-11-23T16:15+02:00")
    assert pori.authorities["tax"].closing(now) == at("2026-11-23T16:00+02:00")
    assert pori.authorities["land-survey"].next_opening(now) == at("2026-11-24T09:00+02:00")


def test_without_hours_of_its_own_an_authority_keeps_the_sites(pori: Timetable) -> None:
    assert pori.authorities["city"] == pori.site


def test_a_service_keeps_its_authoritys_hours(pori: Timetable) -> None:
    assert pori.services["tax-business"] == pori.authorities["tax"]


def test_nobody_is_here_on_the_sites_holidays(pori: Timetable) -> None:
    eve = at("2026-12-24T10:00+02:00")
    assert not any(hours.is_open(eve) for hours in pori.authorities.values())


def test_in_porvoo_nobody_is_here_on_wednesdays() -> None:
    site, _warnings = read_site(SITES / "porvoo.toml", at("2026-11-23T10:24+02:00"))
    timetable = Timetable(site)
    monday = at("2026-11-23T10:00+02:00")
    here = [
        [name for name, hours in timetable.authorities.items() if hours.is_open(monday + day * 86_400)]
        for day in range(5)
    ]
    assert here == [["land-survey"], ["tax"], [], ["tax"], ["land-survey"]]
