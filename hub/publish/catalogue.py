"""The site as its devices need it: who is here and when, what is served, where the places are. Pure."""

from common.wire import site as wire
from common.wire.message import Place
from hub.site.hours import Hours
from hub.site.schema import Site
from hub.site.timetable import Timetable

AHEAD_DAYS = 14
"""Openings are told for a fortnight: a kiosk that is cut off for some days still knows who is here."""

_MS = 1000


def make_catalogue(
    site: Site, table: Timetable, incarnation: str, revision: int, wall_ms: int
) -> wire.Catalogue:
    """Return the catalogue as it is at ``wall_ms`` (UTC)."""
    now_s = wall_ms // _MS
    return wire.Catalogue(
        incarnation=incarnation,
        revision=revision,
        site=site.names,
        timezone=site.timezone,
        languages=site.spoken,
        sign_languages=site.languages.signs,
        authorities=tuple(
            wire.Authority(
                id=name,
                names=authority.names,
                openings=_openings(table.authorities[name], now_s),
                own_queue=authority.own_queue,
                meanwhile=authority.meanwhile,
            )
            for name, authority in site.authorities.items()
        ),
        services=tuple(
            wire.Service(
                id=name,
                authority=service.authority,
                names=service.names,
                zone=service.zone,
                openings=None if service.hours is None else _openings(table.services[name], now_s),
                words=service.words,
            )
            for name, service in site.services.items()
        ),
        situations=tuple(
            wire.Situation(id=name, names=situation.names, services=situation.services)
            for name, situation in site.situations.items()
        ),
        zones=tuple(
            wire.Zone(id=name, names=zone.names, directions=zone.directions)
            for name, zone in site.zones.items()
        ),
        places=tuple(
            Place(id=name, names=place.names, directions=place.directions)
            for name, place in site.places.items()
        ),
    )


def _openings(times: Hours, now_s: int) -> tuple[wire.Opening, ...]:
    return tuple((begin * _MS, end * _MS) for begin, end in times.intervals(now_s, AHEAD_DAYS))
