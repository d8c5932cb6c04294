"""The numbers of a day suffice, and no kiosk's or service's can meet another's."""

from collections import defaultdict
from collections.abc import Iterator

from hub.site.devices import Kiosk
from hub.site.finding import Finding, mistake
from hub.site.letters import kiosk_letters, service_letters, used_letters
from hub.site.schema import Scheme, Site

SEED_LENGTH = 16
"""Characters of a seed that nobody finds by trying: 64 bits, where they are hexadecimal digits."""

_SIZES = tuple(f"numbering.{field}" for field in ("first", "last", "lease", "reserve"))


def find(site: Site) -> Iterator[Finding]:
    """Yield what is wrong with the range, the leases and the reserves, and with the letters."""
    yield from _range(site)
    yield from _seed(site)
    yield from _service_letters(site)
    yield from _kiosk_letters(site)


def _range(site: Site) -> Iterator[Finding]:
    numbers = site.numbering
    if numbers.last < numbers.first:
        problem = f"is {numbers.last}, which is before the first number {numbers.first}"
        rests_on = ("numbering.first", "numbering.last")
        yield mistake("numbering.last", problem, "the last number comes after the first", *rests_on)
        return
    kiosks = len(site.devices_of(Kiosk))
    size = numbers.last - numbers.first + 1
    each = " of each letter" if numbers.scheme is Scheme.PREFIX else ""
    at_kiosks = kiosks * (numbers.lease + numbers.reserve)
    rests_on = (*_SIZES, "devices.*.kind")
    if at_kiosks >= size:
        problem = (
            f"is {numbers.reserve}: {kiosks} kiosks would hold {at_kiosks} of {size} numbers{each},"
            " so that reserves would meet"
        )
        yield mistake("numbering.reserve", problem, "a smaller reserve, or a larger last number", *rests_on)
    elif size - at_kiosks < numbers.busiest_day:
        # Of each letter the whole day's: nobody knows beforehand what customers come for.
        problem = (
            f"is {numbers.last}: of {size} numbers{each} {size - at_kiosks} are left beside what kiosks hold,"
            f" fewer than the {numbers.busiest_day} of the busiest day"
        )
        least = numbers.first + at_kiosks + numbers.busiest_day - 1
        yield mistake("numbering.last", problem, f"at least {least}", "numbering.busiest_day", *rests_on)


def _seed(site: Site) -> Iterator[Finding]:
    """Whoever knows the seed reads from a mixed number how many came before, so it must be secret."""
    numbers = site.numbering
    if numbers.scheme is not Scheme.MIXED:
        return
    hint = "a secret of this site, such as `openssl rand -hex 16` prints"
    rests_on = ("numbering.scheme", "numbering.seed")
    if numbers.seed is None:
        problem = "is missing, and the scheme is mixed: anybody could work out the order of the numbers"
        yield mistake("numbering.seed", problem, hint, *rests_on)
    elif len(numbers.seed) < SEED_LENGTH:
        problem = f"has {len(numbers.seed)} characters, and needs {SEED_LENGTH}: it could be guessed"
        yield mistake("numbering.seed", problem, hint, *rests_on)


def _service_letters(site: Site) -> Iterator[Finding]:
    if site.numbering.scheme is not Scheme.PREFIX:
        return
    letters = service_letters(site)
    for name, service in site.services.items():
        if name not in letters:
            problem = "is missing, and the scheme is prefix: its customers would get no number"
            hint = f"a letter here, or one for all services of {service.authority} at the authority"
            rests_on = (f"authorities.{service.authority}.letter", "numbering.scheme")
            yield mistake(f"services.{name}.letter", problem, hint, f"services.{name}.letter", *rests_on)
    owners: dict[str, str] = {}
    for name, letter in letters.items():
        authority = site.services[name].authority
        owner = owners.setdefault(letter, authority)
        if owner != authority:
            problem = f'is "{letter}", as for services of {owner}'
            hint = "another letter: only services of one authority may share one"
            rests_on = (f"services.{name}", f"authorities.{authority}.letter", f"authorities.{owner}.letter")
            yield mistake(f"services.{name}.letter", problem, hint, *rests_on)


def _kiosk_letters(site: Site) -> Iterator[Finding]:
    used, letters = used_letters(site), kiosk_letters(site)
    by_letter: dict[str, list[str]] = defaultdict(list)
    for name, kiosk in site.devices_of(Kiosk).items():
        letter = letters.get(name)
        if letter is None:
            problem = "is missing, and all letters are used by services and other kiosks"
            yield mistake(f"devices.{name}.letter", problem, "fewer letters for services, or fewer kiosks")
            continue
        if letter in used:
            problem = f'is "{letter}", which a service has: their numbers would meet'
            hint = "another letter, or none: then it gets one that is free"
            yield mistake(f"devices.{name}.letter", problem, hint, f"devices.{name}.letter", "services")
        if kiosk.letter is not None:
            by_letter[letter].append(name)
    for letter, names in by_letter.items():
        for name in names[1:]:
            problem = f'is "{letter}", as for {names[0]}: their numbers would meet'
            hint = "another letter, or none: then it gets one that is free"
            rests_on = (f"devices.{name}.letter", f"devices.{names[0]}.letter")
            yield mistake(f"devices.{name}.letter", problem, hint, *rests_on)
