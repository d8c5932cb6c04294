"""Every text is there in every language that somebody will read it in, and signs keep the law's order."""

from collections.abc import Iterator, Mapping

from common.runtime.settings_words import below
from hub.site.finding import Finding, mistake, warning
from hub.site.schema import Site

SPOKEN = ("fi", "sv", "en", "ru", "uk", "et", "se", "ar")
"""The languages that the program's own words are complete in."""

FIRST = ("fi", "sv", "en")
"""At least these stand on a kiosk's first screen at once."""

_SIGN = "languages.signs"
_MORE = "languages.more"


def find(site: Site, spoken: tuple[str, ...] = SPOKEN) -> Iterator[Finding]:
    """Yield languages that cannot be, and texts that are missing; ``spoken`` is what the program speaks."""
    yield from _choice(site, spoken)
    yield from _signs(site, spoken)
    yield from _texts(site)
    yield from _later(site)


def _choice(site: Site, spoken: tuple[str, ...]) -> Iterator[Finding]:
    languages = site.languages
    for missing in [language for language in FIRST if language not in languages.first]:
        yield mistake(
            "languages.first", f"lacks {missing}", f"the first screen shows {', '.join(FIRST)} at least"
        )
    for key, offered in (("languages.first", languages.first), (_MORE, languages.more)):
        for index, language in enumerate(offered):
            if language not in spoken:
                problem = (
                    f"is {language}, of which this version has no catalogue: each kiosk needs one of yours"
                )
                yield warning(below(key, index), problem, f"without one there are {', '.join(spoken)}")
            if language in offered[:index] or (key == _MORE and language in languages.first):
                yield mistake(below(key, index), f"names {language} a second time", "name each once")


def _signs(site: Site, spoken: tuple[str, ...]) -> Iterator[Finding]:
    municipality, signs = site.languages.municipality, site.languages.signs
    if signs[: len(municipality)] != municipality and len(set(municipality)) == len(municipality):
        yield mistake(
            _SIGN,
            f"does not begin with {', '.join(municipality)}",
            "the languages of the municipality come first, the majority's before the other's: "
            "Language Act 423/2003, 33 §",
            f"{_SIGN}[*]",
            "languages.municipality[*]",
        )
    for key, listed in ((_SIGN, signs), ("languages.municipality", municipality)):
        for index, language in enumerate(listed):
            if language in listed[:index]:
                yield mistake(below(key, index), f"names {language} a second time", "name each once")
    for index, language in enumerate(signs):
        if language not in spoken:
            problem = f"is {language}, in which walls have no words of their own yet"
            yield warning(below(_SIGN, index), problem, "names of places are shown in it all the same")


def _texts(site: Site) -> Iterator[Finding]:
    """Check what customers read on a kiosk, on signs, or on both, and what staff read."""
    kiosk = dict.fromkeys((*FIRST, *site.languages.first), "a kiosk's first screen")
    signs = dict.fromkeys(site.languages.signs, "the signs")
    yield from _complete("names", site.names, kiosk)
    for key, texts in (*_kiosk_texts(site), *_staff_texts(site)):
        yield from _complete(key, texts, kiosk)
    for key, texts in _shared_texts(site):
        yield from _complete(key, texts, {**signs, **kiosk})
    if site.texts.notice is not None:
        yield from _complete("texts.notice", site.texts.notice, signs)


def _kiosk_texts(site: Site) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, authority in site.authorities.items():
        at = below("authorities", name)
        yield f"{at}.names", authority.names
        optional = {
            "short": authority.short,
            "own_queue": authority.own_queue,
            "meanwhile": authority.meanwhile,
        }
        for field, texts in optional.items():
            if texts is not None:
                yield f"{at}.{field}", texts
    for name, service in site.services.items():
        yield below("services", name) + ".names", service.names
    for name, situation in site.situations.items():
        yield below("situations", name) + ".names", situation.names


def _staff_texts(site: Site) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, point in site.points.items():
        yield below("points", name) + ".where", point.where
    for name, role in site.roles.items():
        yield below("roles", name) + ".names", role.names


def _shared_texts(site: Site) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, zone in site.zones.items():
        yield below("zones", name) + ".names", zone.names
    for name, place in site.places.items():
        yield below("places", name) + ".names", place.names


def _complete(key: str, texts: Mapping[str, str], needed: Mapping[str, str]) -> Iterator[Finding]:
    for language, where in needed.items():
        at = below(key, language)
        if language not in texts:
            yield mistake(at, "is missing", f"{where} in {language} would have nothing to show")
        elif not texts[language].strip():
            yield mistake(at, "is empty", "write the text")


def _later(site: Site) -> Iterator[Finding]:
    """A kiosk's further languages may have gaps, since it can show the first language there instead."""
    texts = [("names", site.names), *_kiosk_texts(site), *_shared_texts(site)]
    for index, language in enumerate(site.languages.more):
        gaps = [key for key, text in texts if language not in text]
        if gaps and language not in site.languages.first:
            shown = f"{', '.join(gaps[:3])}{' …' if len(gaps) > 3 else ''}"  # noqa: PLR2004 - three are an example
            problem = f"lacks {len(gaps)} texts in {language}: {shown}"
            yield warning(below(_MORE, index), problem, "the first language stands there instead")
