"""The site's numbers as the queue knows them: its scheme, and the kiosks' own letters. Pure."""

from hub.queue.schemes import Mixed, NumberScheme, OwnLetters, Prefix, Sequential
from hub.site.letters import kiosk_letters, own_size, service_letters
from hub.site.schema import Scheme, Site


def scheme_of(site: Site) -> NumberScheme:
    """Return how the site's numbers are dealt and seen. Raises ValueError for mixed ones without a seed."""
    numbers = site.numbering
    match numbers.scheme:
        case Scheme.SEQUENTIAL:
            return Sequential(numbers.first, numbers.last)
        case Scheme.MIXED:
            if numbers.seed is None:
                raise ValueError("The numbers are mixed, and numbering.seed is missing: check the site file.")
            return Mixed(numbers.first, numbers.last, numbers.seed)
        case Scheme.PREFIX:
            return Prefix(service_letters(site), numbers.first, numbers.last)


def own_letters_of(site: Site) -> OwnLetters:
    """Return the kiosks' own letters, and how many numbers of it a card gets."""
    return OwnLetters(kiosk_letters(site), own_size(site))
