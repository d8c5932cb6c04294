"""Nobody around may learn which authority somebody visits: what would give it away is told."""

import re
from collections.abc import Iterator, Mapping

from common.runtime.settings_words import below
from hub.site.finding import Finding, warning
from hub.site.schema import Site

_SHORTEST = 3
"""Letters of a name that are enough to be recognised in another; a shorter one is in many words."""


def find(site: Site) -> Iterator[Finding]:
    """Yield places and zones that give an authority away; none where there is only one to visit."""
    visited = {name: entry for name, entry in site.authorities.items() if entry.own_queue is None}
    if len(visited) > 1:
        yield from _alone(site)
    yield from _named(site)


def _alone(site: Site) -> Iterator[Finding]:
    for name, place in site.places.items():
        if len(set(place.authorities)) == 1:
            key = below("places", name) + ".authorities"
            problem = f"lets only {place.authorities[0]} serve here, so whoever is called here visits it"
            yield warning(key, problem, "share the place with another authority if you can")
    by_zone: dict[str, set[str]] = {}
    for service in site.services.values():
        by_zone.setdefault(service.zone, set()).add(service.authority)
    for name, authorities in by_zone.items():
        if name in site.zones and len(authorities) == 1 and len(by_zone) > 1:
            problem = f"is where only customers of {next(iter(authorities))} wait, so waiting here tells it"
            hint = "let another authority's customers wait here too"
            yield warning(below("zones", name), problem, hint, "services.*.authority", "services.*.zone")


def _named(site: Site) -> Iterator[Finding]:
    """Names of places and zones stand on walls, beside the number."""
    telling = {
        (language, text.strip().casefold()): name
        for name, authority in site.authorities.items()
        for texts in (authority.names, authority.short or {})
        for language, text in texts.items()
        if len(text.strip()) >= _SHORTEST
    }
    named: dict[str, Mapping[str, str]] = {
        **{below("places", name) + ".names": place.names for name, place in site.places.items()},
        **{below("zones", name) + ".names": zone.names for name, zone in site.zones.items()},
    }
    for key, texts in named.items():
        for language, text in texts.items():
            for (of, word), authority in telling.items():
                # At the start of a word, since Finnish and Swedish join words: "Verohuone", "Skatterummet".
                if of == language and re.search(rf"\b{re.escape(word)}", text.casefold()):
                    problem = f'is "{text}", so a call to it tells that somebody visits {authority}'
                    yield warning(below(key, language), problem, "name the place by number or by where it is")
