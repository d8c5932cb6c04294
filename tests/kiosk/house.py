"""A service point for tests of the kiosk: authorities of every kind, on a Monday at 10.24."""

import datetime as dt
from zoneinfo import ZoneInfo

from common.wire.message import Reading
from common.wire.site import Authority, Catalogue, KioskConfig, Opening, Service, Zone
from kiosk.surroundings import Moment, Surroundings
from kiosk.ticket.ticket import Expected, Ticket

HELSINKI = ZoneInfo("Europe/Helsinki")
HOUR_MS = 3_600_000


def wall_ms(day: int, hour: int, minute: int = 0) -> int:
    """A time in November 2026."""
    return int(dt.datetime(2026, 11, day, hour, minute, tzinfo=HELSINKI).timestamp() * 1000)


MONDAY = wall_ms(23, 10, 24)
NOW = Moment(1_000_000, MONDAY)


def _days(begin: int, end: int, *days: int) -> tuple[Opening, ...]:
    return tuple((wall_ms(day, begin), wall_ms(day, end)) for day in days)


ALL_WEEK = _days(8, 16, 23, 24, 25, 26, 27)
DVV = {
    "fi": "Digi- ja väestötietovirasto",
    "sv": "Myndigheten för digitalisering och befolkningsdata",
    "en": "Digital and Population Data Services Agency",
}
TAX = {"fi": "Verohallinto", "sv": "Skatteförvaltningen", "en": "Tax Administration"}
AUTHORITIES = (
    Authority(id="dvv", names=DVV, openings=ALL_WEEK),
    Authority(id="tax", names=TAX, openings=ALL_WEEK),
    Authority(
        id="employment",
        names={"fi": "Työllisyyspalvelut", "sv": "Sysselsättningstjänster", "en": "Employment services"},
        openings=_days(9, 15, 23, 24),
    ),
    Authority(
        id="city",
        names={"fi": "Porin kaupunki", "sv": "Björneborgs stad", "en": "City of Pori"},
        openings=ALL_WEEK,
        own_queue={
            "fi": "2. kerros, kaupungin palvelupiste",
            "sv": "Våning 2, stadens servicepunkt",
            "en": "Floor 2, the city’s service point",
        },
    ),
    Authority(
        id="land-survey",
        names={"fi": "Maanmittauslaitos", "sv": "Lantmäteriverket", "en": "National Land Survey of Finland"},
        openings=_days(9, 15, 24, 26),
        meanwhile={
            "fi": "Voit jättää asiakirjat aulan laatikkoon.",
            "sv": "Du kan lämna dokument i lådan i aulan.",
            "en": "You can leave documents in the box in the lobby.",
        },
    ),
    Authority(
        id="supervision",
        names={
            "fi": "Lupa- ja valvontavirasto",
            "sv": "Tillstånds- och tillsynsverket",
            "en": "Finnish Supervisory Agency",
        },
        openings=(),
    ),
)
SERVICES = (
    Service(
        id="dvv-registration",
        authority="dvv",
        zone="b",
        names={
            "fi": "Ulkomaalaisen rekisteröinti",
            "sv": "Registrering av utlänning",
            "en": "Registration of a foreigner",
        },
    ),
    Service(
        id="dvv-certificates",
        authority="dvv",
        zone="b",
        names={
            "fi": "Otteet ja todistukset",
            "sv": "Utdrag och intyg",
            "en": "Extracts and certificates",
        },
    ),
    Service(
        id="dvv-notary",
        authority="dvv",
        zone="b",
        names={"fi": "Julkinen notaari", "sv": "Notarius publicus", "en": "Notary public"},
        openings=_days(12, 14, 23, 25),
    ),
    Service(
        id="dvv-guardianship",
        authority="dvv",
        zone="b",
        names={"fi": "Edunvalvonta", "sv": "Intressebevakning", "en": "Guardianship"},
    ),
    Service(
        id="tax-personal",
        authority="tax",
        zone="b",
        names={
            "fi": "Henkilöverotus ja verokortti",
            "sv": "Personbeskattning och skattekort",
            "en": "Individual taxation and tax cards",
        },
    ),
    Service(
        id="jobs",
        authority="employment",
        zone="a",
        names={"fi": "Työnhaku", "sv": "Jobbsökning", "en": "Job seeking"},
    ),
    Service(
        id="integration",
        authority="employment",
        zone="a",
        names={"fi": "Kotoutuminen", "sv": "Integration", "en": "Integration"},
    ),
    Service(
        id="property",
        authority="land-survey",
        zone="a",
        names={"fi": "Kiinteistöt", "sv": "Fastigheter", "en": "Property"},
    ),
)
CATALOGUE = Catalogue(
    incarnation="hub-1",
    revision=1,
    site={"fi": "Suomi-piste Pori", "sv": "Suomi-piste Björneborg", "en": "Suomi-piste Pori"},
    timezone="Europe/Helsinki",
    languages=("fi", "sv", "en"),
    sign_languages=("fi", "sv"),
    authorities=AUTHORITIES,
    services=SERVICES,
    zones=(
        Zone(id="a", names={"fi": "Odotusalue A", "sv": "Väntområde A", "en": "Waiting area A"}),
        Zone(id="b", names={"fi": "Odotusalue B", "sv": "Väntområde B", "en": "Waiting area B"}),
    ),
    places=(),
)
CONFIG = KioskConfig(zone="a", directions={"b": "left"}, languages=("fi", "sv", "en"))
SITE = Surroundings(CATALOGUE, CONFIG, HELSINKI)


def ticket(number: int = 214, *, service: str = "tax-personal", language: str = "fi") -> Ticket:
    """A ticket taken a moment ago."""
    taken = Reading(boot=1, clock_ms=NOW.ms - 100, wall_ms=MONDAY - 100, synced=True)
    return Ticket(f"t-{number}", "2026-11-23", number, service, language, taken, Expected(6, (15, 25)))
