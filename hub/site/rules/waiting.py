"""Who checks in learns where to wait, and who waits can see and hear the call."""

from collections import Counter
from collections.abc import Iterator, Mapping

from common.runtime.settings_words import below
from hub.site.devices import Kiosk, Part, Wall
from hub.site.finding import Finding, mistake, warning
from hub.site.schema import Right, Site

DIGIT_MM_PER_M = 12.2
"""Height of a called number for each metre of distance: EN 301 549 5.1.4, 0.7 degrees."""

LARGEST_DIGIT = 0.2
"""How much of a wall's height one number can take, beside all else that a wall shows."""

_KINDS = "devices.*.kind"


def find(site: Site) -> Iterator[Finding]:
    """Yield what would leave a customer without a number, a place to wait, or a call."""
    yield from _services(site)
    yield from _zones(site)
    yield from _walls(site)
    yield from _check_in(site)
    yield from _twins(site)


def _services(site: Site) -> Iterator[Finding]:
    for name, authority in site.authorities.items():
        services = site.services_of(name)
        if authority.own_queue is not None:
            for service in services:
                key = below("services", service)
                hint = f"take the service out, or own_queue from [authorities.{name}]"
                yield mistake(key, f"is of {name}, which gives its own numbers", hint)
        elif not services:
            hint = "add one, or own_queue with where to go"
            yield mistake(below("authorities", name), "has no service", hint, "services.*.authority")
        elif not site.places_for(name):
            problem, hint = (
                "has services, but every place is for others only",
                "name it in the authorities of one",
            )
            yield mistake(below("authorities", name), problem, hint, "places.*.authorities[*]")


def _zones(site: Site) -> Iterator[Finding]:
    waiting = {service.zone for service in site.services.values()}
    walls = site.devices_of(Wall)
    for name, zone in site.zones.items():
        key = below("zones", name) + ".walls"
        hanging = [walls[wall] for wall in zone.walls if wall in walls]
        if name not in waiting:
            hint = "name it as the zone of a service, or take it out"
            yield warning(below("zones", name), "is a zone where nobody waits", hint, "services.*.zone")
        elif not zone.walls:
            yield mistake(key, "names no wall, so who waits here sees no call", "add the id of a wall")
        elif hanging and not any(Part.LOUDSPEAKER in wall.parts for wall in hanging):
            hint = 'give one of them parts = ["loudspeaker"]'
            yield warning(key, "has no wall that can be heard: who cannot see it misses the call", hint)


def _walls(site: Site) -> Iterator[Finding]:
    zones = Counter(wall for zone in site.zones.values() for wall in set(zone.walls))
    for name, wall in site.devices_of(Wall).items():
        at = below("devices", name)
        if zones[name] != 1:
            problem = "hangs in no zone" if not zones[name] else f"hangs in {zones[name]} zones"
            yield mistake(at, problem, "name it in the walls of one zone", "zones.*.walls[*]")
        reach = wall.panel.height_mm * LARGEST_DIGIT / DIGIT_MM_PER_M
        if wall.farthest_m > reach:
            problem = f"is {wall.farthest_m:g} m, but this panel can be read from {reach:.1f} m at most"
            hint = "a larger panel, another wall, or nearer seats (EN 301 549 5.1.4)"
            yield warning(f"{at}.farthest_m", problem, hint, f"{at}.farthest_m", f"{at}.panel.height_mm")


def _check_in(site: Site) -> Iterator[Finding]:
    kiosks = site.devices_of(Kiosk)
    by_hand = any(Right.CHECK_IN in role.rights for role in site.roles.values())
    if not kiosks and not by_hand:
        problem = "gives nobody the right check-in, and there is no kiosk"
        yield mistake(
            "roles", problem, 'add "check-in" to the rights of the advisers', "roles.*.rights[*]", _KINDS
        )
    for name, kiosk in kiosks.items():
        at = below("devices", name)
        if not kiosk.sees:
            problem = "names no wall: none can be seen from this kiosk, so a customer must look for one"
            yield warning(f"{at}.sees", problem, "hang a wall in its sight and name it here")
        if Part.PRINTER not in kiosk.parts:
            hint = "customers must keep the number in mind"
            yield warning(f"{at}.parts", "has no printer", hint)
        if not {Part.KEYPAD, Part.HEADSET, Part.LOUDSPEAKER}.intersection(kiosk.parts):
            hint = "add a headset and a keypad (EN 301 549 5.1.3.1)"
            yield warning(f"{at}.parts", "has nothing by which it can be used without sight", hint)


def _twins(site: Site) -> Iterator[Finding]:
    """Nobody can choose between two buttons, or find one of two doors, that say the same."""
    tables: tuple[tuple[str, Mapping[str, tuple[str, Mapping[str, str]]]], ...] = (
        ("authorities", {name: ("", entry.names) for name, entry in site.authorities.items()}),
        ("services", {name: (entry.authority, entry.names) for name, entry in site.services.items()}),
        ("situations", {name: ("", entry.names) for name, entry in site.situations.items()}),
        ("zones", {name: ("", entry.names) for name, entry in site.zones.items()}),
        ("places", {name: ("", entry.names) for name, entry in site.places.items()}),
    )
    for table, entries in tables:
        first: dict[tuple[str, str, str], str] = {}
        for name, (group, names) in entries.items():
            for language, text in names.items():
                same = (group, language, text.strip().casefold())
                other = first.setdefault(same, name)
                if other != name and same[2]:
                    key = below(below(table, name) + ".names", language)
                    yield mistake(key, f'is "{text}", as is that of {other}', "tell them apart")
