"""The services of the invented service point, with the everyday words under which people find them."""

from common.wire.site import Service
from kiosk.gallery.example_times import days

SERVICES = (
    Service(
        id="dvv-registration",
        authority="dvv",
        zone="b",
        names={
            "fi": "Ulkomaalaisen rekisteröinti",
            "sv": "Registrering av utlänning",
            "en": "Registration of a foreigner",
            "ru": "Регистрация иностранца",
            "uk": "Реєстрація іноземця",
            "et": "Välismaalase registreerimine",
            "se": "Olgoriikkalačča registreren",
            "ar": "تسجيل الأجانب",
        },
        words={
            "fi": ("henkilötunnus", "kotikunta", "muutto Suomeen", "rekisteröinti", "sosiaaliturvatunnus"),
            "sv": ("personbeteckning", "hemkommun", "flytt till Finland", "registrering"),
            "en": ("personal identity code", "municipality of residence", "moving to Finland"),
            "ru": ("личный код", "место жительства", "переезд"),
            "uk": ("особистий код", "місце проживання", "переїзд"),
            "et": ("isikukood", "elukoht", "kolimine"),
            "ar": ("رقم الهوية الشخصية", "بلدية الإقامة"),
        },
    ),
    Service(
        id="dvv-certificates",
        authority="dvv",
        zone="b",
        names={"fi": "Otteet ja todistukset", "sv": "Utdrag och intyg", "en": "Extracts and certificates"},
        words={
            "fi": ("virkatodistus", "nimenmuutos", "sukuselvitys", "avioliitto", "elossaolotodistus"),
            "sv": ("ämbetsbevis", "namnändring", "släktutredning", "äktenskap", "levnadsintyg"),
            "en": ("certificate", "change of name", "marriage", "family record"),
            "ru": ("свидетельство", "смена имени", "брак"),
        },
    ),
    Service(
        id="dvv-notary",
        authority="dvv",
        zone="b",
        openings=days(12, 14, 23, 25),
        names={"fi": "Julkinen notaari", "sv": "Notarius publicus", "en": "Notary public"},
        words={
            "fi": ("apostille", "allekirjoituksen todistaminen", "kaupanvahvistus"),
            "sv": ("apostille", "bestyrkande av namnteckning", "köpvittne"),
            "en": ("apostille", "witnessing a signature"),
        },
    ),
    Service(
        id="dvv-guardianship",
        authority="dvv",
        zone="b",
        names={"fi": "Edunvalvonta", "sv": "Intressebevakning", "en": "Guardianship"},
        words={
            "fi": ("edunvalvoja", "edunvalvontavaltuutus"),
            "sv": ("intressebevakare", "fullmakt"),
            "en": ("guardian", "power of attorney"),
        },
    ),
    Service(
        id="tax-personal",
        authority="tax",
        zone="b",
        names={
            "fi": "Henkilöverotus ja verokortti",
            "sv": "Personbeskattning och skattekort",
            "en": "Individual taxation and tax cards",
            "ru": "Налогообложение физических лиц и налоговая карта",
            "uk": "Оподаткування фізичних осіб і податкова картка",
            "et": "Eraisiku maksustamine ja maksukaart",
            "se": "Olbmuid vearuheapmi ja vearrokoarta",
            "ar": "ضريبة الأفراد وبطاقة الضريبة",
        },
        words={
            "fi": ("verokortti", "veroilmoitus", "veronpalautus", "vuokratulo", "kotitalousvähennys"),
            "sv": ("skattekort", "skattedeklaration", "skatteåterbäring", "hyresinkomst"),
            "en": ("tax card", "tax return", "tax refund", "rental income"),
            "ru": ("налоговая карта", "налоговая декларация", "возврат налога"),
            "uk": ("податкова картка", "податкова декларація"),
            "et": ("maksukaart", "tuludeklaratsioon"),
            "ar": ("بطاقة الضريبة", "الإقرار الضريبي"),
        },
    ),
    Service(
        id="tax-inheritance",
        authority="tax",
        zone="b",
        names={"fi": "Perintö ja lahja", "sv": "Arv och gåva", "en": "Inheritance and gifts"},
        words={
            "fi": ("perintövero", "perukirja", "lahjavero"),
            "sv": ("arvsskatt", "bouppteckning", "gåvoskatt"),
            "en": ("inheritance tax", "estate inventory", "gift tax"),
        },
    ),
    Service(
        id="tax-business",
        authority="tax",
        zone="b",
        names={
            "fi": "Yritykset ja yhteisöt",
            "sv": "Företag och samfund",
            "en": "Companies and organisations",
        },
        words={
            "fi": ("arvonlisävero", "toiminimi", "y-tunnus", "ennakkovero"),
            "sv": ("mervärdesskatt", "firma", "fo-nummer", "förskottsskatt"),
            "en": ("value added tax", "business id", "trade name"),
        },
    ),
    Service(
        id="tax-arrivals",
        authority="tax",
        zone="b",
        names={"fi": "Ulkomailta Suomeen", "sv": "Från utlandet till Finland", "en": "Arriving in Finland"},
        words={
            "fi": ("ulkomainen työntekijä", "opiskelija ulkomailta"),
            "sv": ("utländsk arbetstagare", "student från utlandet"),
            "en": ("foreign employee", "student from abroad"),
        },
    ),
    Service(
        id="jobs",
        authority="employment",
        zone="a",
        names={"fi": "Työnhaku", "sv": "Jobbsökning", "en": "Job seeking"},
        words={
            "fi": ("työttömyys", "työnhaku", "lomautus", "palkkatuki"),
            "sv": ("arbetslöshet", "jobbsökning", "permittering"),
            "en": ("unemployment", "job", "laid off"),
        },
    ),
    Service(
        id="integration",
        authority="employment",
        zone="a",
        names={"fi": "Kotoutuminen", "sv": "Integration", "en": "Integration"},
        words={
            "fi": ("kielikurssi", "kotoutumissuunnitelma"),
            "sv": ("språkkurs", "integrationsplan"),
            "en": ("language course", "integration plan"),
        },
    ),
    Service(
        id="city-advice",
        authority="city",
        zone="a",
        names={"fi": "Neuvonta ja lomakkeet", "sv": "Rådgivning och blanketter", "en": "Advice and forms"},
    ),
    Service(
        id="property",
        authority="land-survey",
        zone="a",
        names={
            "fi": "Kiinteistöt ja lainhuuto",
            "sv": "Fastigheter och lagfart",
            "en": "Property and registration of title",
        },
        words={
            "fi": ("lainhuuto", "kiinteistö", "rasitustodistus"),
            "sv": ("lagfart", "fastighet", "gravationsbevis"),
            "en": ("title deed", "property", "certificate of encumbrances"),
        },
    ),
    Service(
        id="permits",
        authority="supervision",
        zone="a",
        names={
            "fi": "Luvat ja ilmoitukset",
            "sv": "Tillstånd och anmälningar",
            "en": "Permits and notifications",
        },
    ),
    Service(
        id="funding",
        authority="development",
        zone="a",
        names={
            "fi": "Yritysrahoitus ja hankkeet",
            "sv": "Företagsfinansiering och projekt",
            "en": "Business funding and projects",
        },
        words={"fi": ("yritystuki",), "sv": ("företagsstöd",), "en": ("business subsidy",)},
    ),
)
