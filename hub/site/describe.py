"""Says in a few lines what a site is, so that its administrator sees whether the file says what was meant."""

from collections import Counter
from collections.abc import Iterable
from operator import itemgetter

from hub.site.devices import Device, Deviceagent, Door, Guard, Keeper, Kiosk, Wall
from hub.site.letters import kiosk_letters, service_letters
from hub.site.schema import Place, PlaceKind, Scheme, SecondWay, Site

_PLACES = {
    PlaceKind.ROOM: "room",
    PlaceKind.DESK: "desk",
    PlaceKind.SAFETY_ROOM: "safety room",
    PlaceKind.POPUP: "pop-up desk",
}
_DEVICES: dict[type[Device], str] = {
    Kiosk: "kiosk",
    Wall: "wall",
    Door: "door display",
    Deviceagent: "deviceagent",
    Guard: "guard's panel",
    Keeper: "keeper",
}


def describe(site: Site) -> list[str]:
    """Return the lines, in English; the first one names the site."""
    named = next((site.names[code] for code in site.languages.signs if code in site.names), site.id)
    lines = [f"{named} ({site.id}), open {site.hours}, {site.timezone}"]
    lines += [_authorities(site), _places(site.places.values(), site), _devices(site.devices.values())]
    lines += [*_numbers(site), _languages(site)]
    lines += [*_search(site), *_kiosks(site)]
    lines += [_appointments(site)] if site.appointments else []
    lines += [_points(site)] if site.points else ["no alarm points"]
    shown = "name the authority" if site.kiosk.name_authority else "name no authority"
    lines.append(f"ticket and voice {shown}; {len(site.roles)} staff roles: {', '.join(site.roles)}")
    return lines


def _authorities(site: Site) -> str:
    own = [name for name, authority in site.authorities.items() if authority.own_queue is not None]
    by_authority = Counter(service.authority for service in site.services.values())
    listed = ", ".join(f"{name} {by_authority[name] or '–'}" for name in site.authorities)
    queue = f"; with a queue of its own: {', '.join(own)}" if own else ""
    counted = many(len(site.authorities), "authority", "authorities")
    return f"{counted} with {many(len(site.services), 'service')} ({listed}){queue}"


def _places(places: Iterable[Place], site: Site) -> str:
    kinds = Counter(place.kind for place in places)
    counted = [many(kinds[kind], word) for kind, word in _PLACES.items() if kinds[kind]]
    sensed = sum(bool(place.presence) for place in site.places.values())
    sensors = f"; presence is sensed in {sensed}" if sensed else ""
    return f"{', '.join(counted)}; {many(len(site.zones), 'zone')} to wait in{sensors}"


def _devices(devices: Iterable[Device]) -> str:
    kinds = Counter(type(device) for device in devices)
    counted = [many(kinds[kind], word) for kind, word in _DEVICES.items() if kinds[kind]]
    return ", ".join(counted) or "no devices: staff work in the console alone"


def _numbers(site: Site) -> list[str]:
    numbers = site.numbering
    size = f"{numbers.first}–{numbers.last}"
    own = [f"{letter} at {name}" for name, letter in kiosk_letters(site).items()]
    held = f"; a kiosk holds {numbers.lease} and {numbers.reserve} for cuts" if own else ""
    alone = [f"numbers of a kiosk's own letter, for a whole day cut off: {', '.join(own)}"] if own else []
    if numbers.scheme is not Scheme.PREFIX:
        return [f"numbers {size}, {numbers.scheme}{held}", *alone]
    services: dict[str, list[str]] = {}
    for name, letter in sorted(service_letters(site).items(), key=itemgetter(1)):
        services.setdefault(letter, []).append(name)
    listed = ", ".join(f"{letter} {' '.join(names)}" for letter, names in services.items())
    each = f"{held} of each letter" if held else ""
    return [f"numbers {size} of each letter, {numbers.scheme}: {listed}{each}", *alone]


def _languages(site: Site) -> str:
    languages = site.languages
    more = f", one tap further {' '.join(languages.more)}" if languages.more else ""
    return f"kiosk in {' '.join(languages.first)}{more}; signs in {' '.join(languages.signs)}"


def _search(site: Site) -> list[str]:
    by_words = [service for service in site.services.values() if service.words]
    if not (by_words or site.situations):
        return []
    words = many(sum(len(some) for service in by_words for some in service.words.values()), "word")
    found = f"{len(by_words)} of {many(len(site.services), 'service')} by {words}"
    return [f"search at a kiosk: {found}, and {many(len(site.situations), 'situation')} of life"]


def _kiosks(site: Site) -> list[str]:
    ways = site.kiosk
    alone = [
        f"{name} for {kiosk.offers} alone"
        for name, kiosk in site.devices_of(Kiosk).items()
        if kiosk.offers != "both"
    ]
    asked = [f"parties of up to {ways.party_most}"] if ways.party_most > 1 else []
    asked += ["help to the room"] if ways.shows_way else []
    lines = [f"kiosks ask for {' and '.join(asked)}"] if asked else []
    lines += [", ".join(alone)] if alone else []
    return [*lines, f"a turn is followed at {ways.follow}"] if ways.follow else lines


def _appointments(site: Site) -> str:
    listed = ", ".join(f"{name} by {source.matched}" for name, source in site.appointments.items())
    return f"appointments from {many(len(site.appointments), 'source')}: {listed}"


def _points(site: Site) -> str:
    ways = Counter(point.second_way for point in site.points.values())
    words = {SecondWay.RELAY: "relay", SecondWay.GUARD_BROKER: "guard's broker", SecondWay.NONE: "none"}
    listed = ", ".join(f"{word} {ways[way]}" for way, word in words.items() if ways[way])
    return f"{many(len(site.points), 'alarm point')}; second way: {listed}"


def many(count: int, word: str, words: str = "") -> str:
    """Return a count with its word: ``1 kiosk``, ``2 kiosks``."""
    return f"{count} {word if count == 1 else words or word + 's'}"
