"""A press reaches somebody, on two ways."""

from collections.abc import Iterator

from common.runtime.settings_words import below
from hub.site.devices import Guard, Keeper
from hub.site.finding import Finding, mistake, warning
from hub.site.schema import PlaceKind, Right, SecondWay, Site

_KINDS = "devices.*.kind"


def find(site: Site) -> Iterator[Finding]:
    """Yield alarm points that would not be heard, and places that should have one."""
    if site.points:
        yield from _receivers(site)
    keepers = site.devices_of(Keeper)
    if len(keepers) > 1:
        key = below("devices", list(keepers)[1])
        yield mistake(key, "is a second keeper", "a site has one record of its alarms: keep one keeper")
    own_broker = any(keeper.own_broker for keeper in keepers.values())
    for name, point in site.points.items():
        key = below("points", name) + ".second_way"
        if point.second_way is SecondWay.NONE:
            problem = "is none: with the site's broker down, a press here reaches nobody"
            yield warning(key, problem, 'wire a relay and write "relay", or write "guard-broker"')
        elif point.second_way is SecondWay.GUARD_BROKER and not own_broker:
            problem = "is guard-broker, but no keeper has a broker of its own"
            hint = 'give the guard\'s box kind = "keeper" and own_broker = true, or write "relay"'
            yield mistake(key, problem, hint, key, _KINDS, "devices.*.own_broker")
    watched = {point.place for point in site.points.values()}
    for name, place in site.places.items():
        if place.kind is PlaceKind.SAFETY_ROOM and name not in watched:
            hint = "add one in [points]"
            yield warning(
                below("places", name), "is a safety room without an alarm point", hint, "points.*.place"
            )


def _receivers(site: Site) -> Iterator[Finding]:
    hint = 'add one with kind = "{}"'
    if not site.devices_of(Guard):
        problem = "has no guard's panel, so no alarm would be shown to a guard"
        yield mistake("devices", problem, hint.format("guard"), _KINDS)
    if not site.devices_of(Keeper):
        problem = "has no keeper, so no alarm would be recorded"
        yield mistake("devices", problem, hint.format("keeper"), _KINDS)
    if not any(Right.ALARMS in role.rights for role in site.roles.values()):
        problem = "gives nobody the right alarms, so nobody could close one in the console"
        yield mistake("roles", problem, 'add "alarms" to the rights of the guard', "roles.*.rights[*]")
