"""What staff fill in about a visit: what is known of it, what else it is for, and where it is sent. Pure."""

import datetime as dt
import re
from dataclasses import dataclass

from hub.console.guard import Fields
from hub.console.refused import Refused, Why
from hub.house_rules import Barred, at_hour
from hub.queue.details import Details
from hub.queue.stamps import Now
from hub.site.schema import Site
from hub.site.timetable import Timetable

LARGEST_PARTY = 50
"""So many people together a form takes at most, as the feeds of appointments do."""

ROWS = 12
"""So many further services a form takes at most; it shows two empty rows, or one more than there are."""

AT_ONCE, AFTERWARDS = "at-once", "afterwards"

_HOUR = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::00)?")


@dataclass(frozen=True, slots=True)
class Sending:
    """Where a visit is sent: a service, a desk (empty: any), and an hour of today (None: at once)."""

    service: str
    desk: str = ""
    hour: dt.time | None = None


@dataclass(frozen=True, slots=True)
class Further:
    """The services that a visit is for beyond its first: ``also`` at once, ``later`` in turn."""

    also: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


def transfer_targets(site: Site) -> tuple[str, ...]:
    """Return the services that somebody can be checked in for or sent on to, in the site file's order."""
    return tuple(
        name
        for name, service in site.services.items()
        if site.authorities[service.authority].own_queue is None
    )


def details_of(fields: Fields, site: Site) -> Details:
    """Return what staff should know of a visit; what a form leaves out is not so."""
    notes = frozenset(fields.get("note", []))
    if not notes <= site.notes.keys():
        raise Refused(Why.MALFORMED)
    return Details(
        party=_party(_last(fields, "party")),
        needs_help=_is_on(fields, "help"),
        urgent=_is_on(fields, "urgent"),
        notes=tuple(note for note in site.notes if note in notes),
    )


def further_of(fields: Fields, site: Site) -> Further:
    """Return the further services: row n of the form names one in ``further-n``, and in ``when-n`` its time.

    The queue refuses one that is named twice.
    """
    named = ((_last(fields, f"further-{row}"), _last(fields, f"when-{row}")) for row in range(1, ROWS + 1))
    rows = [(service, when) for service, when in named if service]
    if not {service for service, _when in rows} <= set(transfer_targets(site)):
        raise Refused(Why.UNKNOWN_SERVICE)
    if not {when for _service, when in rows} <= {AT_ONCE, AFTERWARDS}:
        raise Refused(Why.MALFORMED)
    return Further(
        also=tuple(service for service, when in rows if when == AT_ONCE),
        later=tuple(service for service, when in rows if when == AFTERWARDS),
    )


def sending_of(fields: Fields, site: Site) -> Sending:
    """Return where somebody is to be sent; a desk that never serves that service is refused."""
    service, desk = _last(fields, "service"), _last(fields, "to_desk")
    if service not in transfer_targets(site) or len(set(fields["service"])) > 1:
        raise Refused(Why.UNKNOWN_SERVICE)
    if desk and desk not in site.places_for(site.services[service].authority):
        raise Refused(Why.UNKNOWN_DESK)
    return Sending(service, desk, _hour(_last(fields, "hour")))


def language_of(fields: Fields, site: Site) -> str:
    """Return the language that was chosen; empty where none was asked for."""
    language = _last(fields, "language")
    if language and language not in spoken(site):
        raise Refused(Why.UNKNOWN_SERVICE)
    return language


def languages_of(fields: Fields, site: Site) -> tuple[str, ...]:
    """Return the languages that a desk serves in, in the order of the site file; none means every one."""
    chosen = frozenset(fields.get("spoken", []))
    if not chosen <= set(spoken(site)):
        raise Refused(Why.UNKNOWN_SERVICE)
    return tuple(language for language in spoken(site) if language in chosen)


def spoken(site: Site) -> tuple[str, ...]:
    """Return the languages that customers of the site may choose."""
    return site.spoken


def until_of(sending: Sending, now: Now, table: Timetable) -> int | Barred:
    """Return the house time in ms up to which nobody calls who is sent (0: at once), or what bars it."""
    return 0 if sending.hour is None else at_hour(sending.hour, now, table.services[sending.service])


def _party(text: str) -> int:
    if not text:
        return 1
    if re.fullmatch("[0-9]{1,3}", text) is None or not 1 <= int(text) <= LARGEST_PARTY:
        raise Refused(Why.BAD_PARTY)
    return int(text)


def _hour(text: str) -> dt.time | None:
    if not text:
        return None
    found = _HOUR.fullmatch(text)
    if found is None:
        raise Refused(Why.BAD_HOUR)
    return dt.time(int(found[1]), int(found[2]))


def _is_on(fields: Fields, name: str) -> bool:
    return _last(fields, name) == "on"


def _last(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[-1]
