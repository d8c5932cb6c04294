"""An invented service point with everything that makes screens full, on a Monday in November at 10.24.

Names are as long as those of real authorities. Some authorities have names in all languages, some only in
Finnish, Swedish and English, as it is in life: the others are then shown in the point's first language.
"""

from collections.abc import Sequence

from common.wire.appointments import AppointmentBook, BookDay, Entry, hash_code
from common.wire.board import ServiceWait
from common.wire.message import Reading
from common.wire.site import Authority, Catalogue, KioskConfig, Offers, Situation, StaffCode, Zone
from kiosk.gallery.example_services import SERVICES
from kiosk.gallery.example_times import MONDAY_MS, NOW, ZONE, days, wall_ms
from kiosk.surroundings import Lengths, Surroundings
from kiosk.ticket.ticket import Expected, Ticket

FIRST_LANGUAGES = ("fi", "sv", "en")
MORE_LANGUAGES = ("ru", "uk", "et", "se", "ar")

FOLLOW = "https://vuoro.suomi-piste-satakunta.example/seuraa-vuoroasi/{ticket}"
"""As long as an address gets: 60 letters, and the id of the ticket, which has 16."""

_ALL_WEEK = days(8, 16, 23, 24, 25, 26, 27)

AUTHORITIES = (
    Authority(
        id="dvv",
        openings=_ALL_WEEK,
        names={
            "fi": "Digi- ja väestötietovirasto",
            "sv": "Myndigheten för digitalisering och befolkningsdata",
            "en": "Digital and Population Data Services Agency",
            "ru": "Агентство цифровых услуг и данных о населении",
            "uk": "Агентство цифрових послуг і даних про населення",
            "et": "Digi- ja rahvastikuandmete amet",
            "se": "Digi- ja álbmotdiehtovirgedoaimmahat",
            "ar": "وكالة الخدمات الرقمية وبيانات السكان",
        },
    ),
    Authority(
        id="tax",
        openings=_ALL_WEEK,
        names={
            "fi": "Verohallinto",
            "sv": "Skatteförvaltningen",
            "en": "Tax Administration",
            "ru": "Налоговая администрация",
            "uk": "Податкова адміністрація",
            "et": "Maksuamet",
            "se": "Vearrohálddahus",
            "ar": "إدارة الضرائب",
        },
        meanwhile={
            "fi": "OmaVero on aina auki: vero.fi/omavero",
            "sv": "MinSkatt är alltid öppen: vero.fi/minskatt",
            "en": "MyTax is always open: vero.fi/mytax",
        },
    ),
    Authority(
        id="employment",
        openings=days(9, 15, 23, 24),
        names={
            "fi": "Työllisyyspalvelut",
            "sv": "Sysselsättningstjänster",
            "en": "Employment services",
            "ru": "Служба занятости",
            "uk": "Служба зайнятості",
            "et": "Tööhõiveteenused",
            "se": "Bargguiduhttinbálvalusat",
            "ar": "خدمات التوظيف",
        },
    ),
    Authority(
        id="city",
        openings=_ALL_WEEK,
        names={"fi": "Porin kaupunki", "sv": "Björneborgs stad", "en": "City of Pori"},
        own_queue={
            "fi": "2. kerros, kaupungin palvelupiste",
            "sv": "Våning 2, stadens servicepunkt",
            "en": "Floor 2, the city’s service point",
        },
    ),
    Authority(
        id="land-survey",
        openings=days(9, 15, 24, 26),
        names={"fi": "Maanmittauslaitos", "sv": "Lantmäteriverket", "en": "National Land Survey of Finland"},
        meanwhile={
            "fi": "Voit jättää asiakirjat aulan laatikkoon.",
            "sv": "Du kan lämna dokument i lådan i aulan.",
            "en": "You can leave documents in the box in the lobby.",
        },
    ),
    Authority(
        id="supervision",
        openings=(),
        names={
            "fi": "Lupa- ja valvontavirasto",
            "sv": "Tillstånds- och tillsynsverket",
            "en": "Finnish Supervisory Agency",
        },
    ),
    Authority(
        id="development",
        openings=days(9, 15, 25),
        names={
            "fi": "Elinvoimakeskus",
            "sv": "Livskraftscentralen",
            "en": "Economic Development Centre",
        },
    ),
)

SITUATIONS = (
    Situation(
        id="moving-in",
        services=("dvv-registration", "tax-arrivals", "integration"),
        names={
            "fi": "Olen muuttanut Suomeen",
            "sv": "Jag har flyttat till Finland",
            "en": "I have moved to Finland",
            "ru": "Я переехал(а) в Финляндию",
            "uk": "Я переїхав (переїхала) до Фінляндії",
            "et": "Olen kolinud Soome",
            "se": "Mun lean fárren Supmii",
            "ar": "انتقلت للعيش في فنلندا",
        },
    ),
    Situation(
        id="bereaved",
        services=("tax-inheritance", "dvv-certificates", "dvv-guardianship"),
        names={"fi": "Läheinen on kuollut", "sv": "En närstående har dött", "en": "Somebody close has died"},
    ),
    Situation(
        id="out-of-work",
        services=("jobs", "tax-personal"),
        names={
            "fi": "Olen jäänyt työttömäksi tai lomautettu",
            "sv": "Jag har blivit arbetslös eller permitterad",
            "en": "I have lost my job or been laid off",
        },
    ),
    Situation(
        id="home",
        services=("property", "tax-inheritance", "dvv-notary"),
        names={
            "fi": "Ostan, myyn tai perin asunnon",
            "sv": "Jag köper, säljer eller ärver en bostad",
            "en": "I buy, sell or inherit a home",
        },
    ),
    Situation(
        id="name",
        services=("dvv-certificates",),
        names={"fi": "Nimeni muuttuu", "sv": "Mitt namn ändras", "en": "My name changes"},
    ),
    Situation(
        id="company",
        services=("tax-business", "funding"),
        names={"fi": "Perustan yrityksen", "sv": "Jag startar ett företag", "en": "I am starting a company"},
    ),
)

_ZONES = (
    Zone(
        id="a",
        names={
            "fi": "Odotusalue A",
            "sv": "Väntområde A",
            "en": "Waiting area A",
            "ru": "Зона ожидания A",
            "uk": "Зона очікування A",
            "et": "Ooteala A",
            "se": "Vuordinsadji A",
            "ar": "منطقة الانتظار A",
        },
    ),
    Zone(
        id="b",
        names={
            "fi": "Odotusalue B",
            "sv": "Väntområde B",
            "en": "Waiting area B",
            "ru": "Зона ожидания B",
            "uk": "Зона очікування B",
            "et": "Ooteala B",
            "se": "Vuordinsadji B",
            "ar": "منطقة الانتظار B",
        },
    ),
)

CATALOGUE = Catalogue(
    incarnation="hub-1",
    revision=1,
    site={"fi": "Suomi-piste Pori", "sv": "Suomi-piste Björneborg", "en": "Suomi-piste Pori"},
    timezone=ZONE.key,
    languages=FIRST_LANGUAGES,
    sign_languages=("fi", "sv"),
    authorities=AUTHORITIES,
    services=SERVICES,
    zones=_ZONES,
    places=(),
    situations=SITUATIONS,
)

LENGTHS = Lengths(
    {
        "tax-personal": ServiceWait(waiting=6, minutes=(15, 25)),
        "dvv-certificates": ServiceWait(waiting=2, minutes=(5, 10)),
        "dvv-registration": ServiceWait(waiting=11, minutes=(100, 120)),
    }
)


def site_in(languages: Sequence[str], offers: Offers = "both", *, with_code: bool = True) -> Surroundings:
    """Return the point with a kiosk that speaks these languages: those of the first screen come first."""
    known = [code for code in MORE_LANGUAGES if code in languages]
    others = [*known, *(code for code in languages if code not in (*FIRST_LANGUAGES, *known))]
    config = KioskConfig(
        zone="a",
        directions={"b": "left"},
        languages=(*FIRST_LANGUAGES, *others),
        offers=offers,
        party_most=8,
        shows_way=True,
        follow=FOLLOW,
        appointment_keys={"2026-11-23": "23" * 32},
        staff_code=StaffCode(salt="00", digest="00", n=2, r=1, p=1) if with_code else None,
    )
    return Surroundings(CATALOGUE, config, ZONE)


def ticket(number: int = 214, *, service: str = "tax-personal", language: str = "fi") -> Ticket:
    """Return a ticket that was taken a moment ago."""
    taken = Reading(boot=1, clock_ms=NOW.ms - 100, wall_ms=MONDAY_MS - 100, synced=True)
    return Ticket(f"t{number:015}", "2026-11-23", number, service, language, taken, Expected(6, (15, 25)))


def entry(name: str, at_ms: int, *, service: str = "tax-personal") -> Entry:
    """Return an appointment that counts from 30 min before its time to 15 min after it."""
    return Entry(
        id=name, service=service, at_ms=at_ms, opens_ms=at_ms - 30 * 60_000, closes_ms=at_ms + 15 * 60_000
    )


BOOK = AppointmentBook(
    incarnation="hub-1",
    revision=1,
    days=(
        BookDay(
            date="2026-11-23",
            begins_ms=wall_ms(23, 0),
            ends_ms=wall_ms(24, 0),
            entries=(
                *(entry(f"tax-{at}", wall_ms(23, 10, at)) for at in (10, 15, 20, 25, 30, 35, 40, 45, 50)),
                *(entry(f"dvv-{at}", wall_ms(23, 10, at), service="dvv-notary") for at in (15, 45)),
                *(entry(f"jobs-{at}", wall_ms(23, 10, at), service="jobs") for at in (20, 40)),
                *(entry(f"tax-{hour}", wall_ms(23, hour)) for hour in (9, 13)),
                entry("other", wall_ms(23, 10, 20), service="integration"),
            ),
            codes=((hash_code("7k4m2p", "23" * 32), wall_ms(23, 14)),),
        ),
    ),
)
"""The appointments of today: all are known by their time but one, which has a code."""
