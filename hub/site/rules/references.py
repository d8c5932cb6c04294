"""Every id that a site file names is there, is of the right sort, and stands for one thing only."""

from collections.abc import Iterable, Iterator

from common.runtime.settings_words import below, hint_of
from common.wire.ids import AUTHORITY_ACCOUNT
from hub.site.devices import Deviceagent, Door, Guard, Kiosk, Wall
from hub.site.finding import Finding, mistake
from hub.site.schema import Site

RESERVED_DEVICE_IDS = frozenset({"hub"})
"""The hub itself speaks on the broker under this name; no authority has it either."""

_TABLES = ("authorities", "services", "zones", "places", "devices", "points", "situations")


def find(site: Site) -> Iterator[Finding]:
    """Yield what names something that is not there, and what is named twice."""
    yield from _unique(site)
    yield from _queue(site)
    yield from _devices(site)
    yield from _points(site)


def _queue(site: Site) -> Iterator[Finding]:
    for name in site.authorities:
        yield from _reserved(below("authorities", name), name)
    for name, service in site.services.items():
        at = below("services", name)
        yield from _known(f"{at}.authority", service.authority, "authorities", site.authorities)
        yield from _known(f"{at}.zone", service.zone, "zones", site.zones)
    for name, situation in site.situations.items():
        at = below("situations", name)
        yield from _known_list(f"{at}.services", situation.services, "services", site.services)
    walls = site.devices_of(Wall)
    for name, zone in site.zones.items():
        at = below("zones", name)
        yield from _known_list(f"{at}.walls", zone.walls, "devices", walls, "a wall")
        yield from _known_keys(f"{at}.directions", zone.directions, site.zones)
    for name, place in site.places.items():
        at = below("places", name)
        # A direction may also go by the wall that one looks at.
        yield from _known_keys(f"{at}.directions", place.directions, (*site.zones, *walls))
        yield from _known_list(f"{at}.authorities", place.authorities, "authorities", site.authorities)


def _devices(site: Site) -> Iterator[Finding]:
    for name, device in site.devices.items():
        at = below("devices", name)
        yield from _reserved(at, name, f"{at}.kind")
        if name.startswith(AUTHORITY_ACCOUNT):
            what = f'must not begin with "{AUTHORITY_ACCOUNT}", as the accounts of authorities do'
            yield mistake(at, what, "rename it", f"{at}.kind")
        if isinstance(device, Door):
            yield from _known(f"{at}.place", device.place, "places", site.places)
        elif not isinstance(device, Wall) and device.zone is not None:
            yield from _known(f"{at}.zone", device.zone, "zones", site.zones)
        if isinstance(device, Kiosk):
            yield from _known_list(f"{at}.sees", device.sees, "devices", site.devices_of(Wall), "a wall")
            yield from _known_keys(f"{at}.directions", device.directions, site.zones)
        if isinstance(device, Kiosk | Wall | Guard):
            yield from _once(f"{at}.parts", device.parts)


def _reserved(at: str, name: str, *rests_on: str) -> Iterator[Finding]:
    if name in RESERVED_DEVICE_IDS:
        what = f'must not be called "{name}", which is the name of the hub itself'
        yield mistake(at, what, "rename it", *rests_on)


def _points(site: Site) -> Iterator[Finding]:
    agents = site.devices_of(Deviceagent)
    for name, place in site.places.items():
        for side, device in place.presence.items():
            key = below(below(below("places", name), "presence"), side)
            yield from _known(key, device, "devices", agents, "a deviceagent")
    for name, point in site.points.items():
        at = below("points", name)
        yield from _known(f"{at}.place", point.place, "places", site.places)
        yield from _known(f"{at}.device", point.device, "devices", agents, "a deviceagent")


def _unique(site: Site) -> Iterator[Finding]:
    """An id is minted once: in a log, a topic or a direction it must stand for one thing."""
    first: dict[str, str] = {}
    for table in _TABLES:
        for name in getattr(site, table):
            at = below(table, name)
            if name in first:
                yield mistake(at, f"has the same id as {first[name]}", "give each its own id")
            first.setdefault(name, at)


def _known(key: str, name: str, table: str, known: Iterable[str], sort: str = "") -> Iterator[Finding]:
    choices = list(known)
    if name in choices:
        return
    entry = below(table, name)
    rests_on = (key, f"{entry}.kind" if table == "devices" else entry)
    what = f"{sort} of this file" if sort else f"in [{table}]"
    hint = hint_of(name, choices) or f"there is none in [{table}] yet"
    yield mistake(key, f'names "{name}", which is not {what}', hint, *rests_on)


def _known_list(
    key: str, names: tuple[str, ...], table: str, known: Iterable[str], sort: str = ""
) -> Iterator[Finding]:
    choices = list(known)
    for index, name in enumerate(names):
        yield from _known(below(key, index), name, table, choices, sort)
    yield from _once(key, names)


def _known_keys(key: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Finding]:
    choices = list(known)
    for name in names:
        if name not in choices:
            at = below(key, name)
            entries = (below("zones", name), below("devices", name) + ".kind")
            yield mistake(
                at, "is the way from a zone that is not there", hint_of(name, choices), at, *entries
            )


def _once(key: str, names: tuple[str, ...]) -> Iterator[Finding]:
    for index, name in enumerate(names):
        if name in names[:index]:
            yield mistake(below(key, index), f'names "{name}" a second time', "name each once")
