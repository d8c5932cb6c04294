"""Which letters stand before numbers: those of services under the scheme, and each kiosk's own. Pure."""

from hub.site.devices import Kiosk
from hub.site.schema import Scheme, Site

CHOICE = "KLMNPRSTUVWXYZABCDEFGHJ"
"""The letters that kiosks get by themselves, in this order; I, O and Q look like figures."""

LEAST_OWN, MOST_OWN = 300, 3000
"""Numbers of its own letter for a card. Nobody takes more than 3,000 at one kiosk in a day: one in 10 s."""


def service_letters(site: Site) -> dict[str, str]:
    """Return the letter of each service that has one: its own, or its authority's."""
    letters: dict[str, str] = {}
    for name, service in site.services.items():
        authority = site.authorities.get(service.authority)
        letter = service.letter or (authority.letter if authority is not None else None)
        if letter is not None:
            letters[name] = letter
    return letters


def used_letters(site: Site) -> frozenset[str]:
    """Return the letters of the scheme, which no kiosk may have."""
    return frozenset(service_letters(site).values()) if _has_letters(site) else frozenset()


def kiosk_letters(site: Site) -> dict[str, str]:
    """Return the own letter of each kiosk, in the order of the file: as it says, else the next that is free.

    A kiosk for which none is left has none.
    """
    kiosks = site.devices_of(Kiosk)
    said = {name: kiosk.letter for name, kiosk in kiosks.items() if kiosk.letter is not None}
    free = iter(letter for letter in CHOICE if letter not in used_letters(site) | set(said.values()))
    letters = {name: said.get(name) or next(free, None) for name in kiosks}
    return {name: letter for name, letter in letters.items() if letter is not None}


def own_size(site: Site) -> int:
    """Return how many numbers of its own letter a card gets: the busiest day, within bounds."""
    return min(MOST_OWN, max(LEAST_OWN, site.numbering.busiest_day))


def _has_letters(site: Site) -> bool:
    return site.numbering.scheme is Scheme.PREFIX
