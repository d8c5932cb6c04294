"""The service point of the tests with what can be searched: situations of life, and everyday words."""

import msgspec

from common.wire.site import Service, Situation
from kiosk.surroundings import Surroundings
from tests.kiosk.house import CATALOGUE, CONFIG, HELSINKI, SERVICES

_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "dvv-registration": {
        "fi": ("henkilötunnus", "muutto Suomeen", "kotikunta"),
        "sv": ("personbeteckning", "flytta till Finland", "ålandsärende"),
        "en": ("personal identity code", "moving to Finland"),
    },
    "dvv-certificates": {
        "fi": ("virkatodistus", "sukuselvitys", "elossaolotodistus"),
        "sv": ("ämbetsbevis", "släktutredning", "levnadsintyg"),
        "en": ("certificate", "family report"),
    },
    "dvv-guardianship": {"fi": ("edunvalvoja", "valtakirja"), "en": ("guardian",)},
    "tax-personal": {
        "fi": ("verokortti", "veroilmoitus", "veronpalautus", "henkilötunnus", "verotus", "verovelka"),
        "sv": ("skattekort", "skattedeklaration"),
        "en": ("tax card", "tax return"),
    },
    "jobs": {"fi": ("työttömyys", "työnhaku"), "sv": ("arbetslöshet",), "en": ("unemployment", "job")},
    "property": {"fi": ("kiinteistö", "lainhuuto", "rajariita"), "sv": ("fastighet",), "en": ("property",)},
}


def _with_words(service: Service) -> Service:
    return msgspec.structs.replace(service, words=_WORDS.get(service.id, {}))


SITUATIONS = (
    Situation(
        id="moving-in",
        names={"fi": "Muutan Suomeen", "sv": "Jag flyttar till Finland", "en": "I am moving to Finland"},
        services=("dvv-registration", "tax-personal", "integration"),
    ),
    Situation(
        id="death",
        names={
            "fi": "Läheiseni on kuollut",
            "sv": "En närstående har dött",
            "en": "Someone close to me has died",
        },
        services=("dvv-certificates", "property"),
    ),
    Situation(
        id="no-job",
        names={"fi": "Jäin ilman työtä", "sv": "Jag blev utan arbete", "en": "I lost my job"},
        services=("jobs",),
    ),
)
SEARCHED = msgspec.structs.replace(
    CATALOGUE, services=tuple(_with_words(one) for one in SERVICES), situations=SITUATIONS
)
SEARCHED_SITE = Surroundings(SEARCHED, CONFIG, HELSINKI)
