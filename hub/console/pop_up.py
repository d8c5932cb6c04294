"""A pop-up desk for an authority's own customers: what is asked for, its hours, and the command. Pure."""

from dataclasses import dataclass

from hub.accounts.person import Person
from hub.console.questions.congestion import is_free
from hub.console.refused import Refused, Why
from hub.house_rules import Bar, Barred
from hub.matters import View
from hub.queue.answers import Code
from hub.queue.commands import AnyCommand, OpenDesk, PlanDesk, UnplanDesk
from hub.site.schema import Site

_MINUTE_MS = 60_000

AHEAD_MIN = 5
STEP_MS = 15 * _MINUTE_MS
LENGTH_MS = 120 * _MINUTE_MS
"""A plan is proposed for two hours, from the next quarter that is five minutes away at least."""

LATEST_MS = 12 * 60 * _MINUTE_MS
"""Plans are offered for so long ahead: a working day."""

DAY_MS = 24 * 60 * _MINUTE_MS


@dataclass(frozen=True, slots=True)
class Hours:
    """From when until when, as wall times in ms since 1970."""

    opens_ms: int
    closes_ms: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """The moments that a form offers (wall times in ms): to open, to close, and the end that is proposed."""

    opens: tuple[int, ...]
    closes: tuple[int, ...]
    until_ms: int


@dataclass(frozen=True, slots=True)
class PopUpOrder:
    """What somebody asks: a place, the services of one own authority, and the hours (None: now, no end)."""

    place: str
    services: tuple[str, ...]
    hours: Hours | None
    person: Person
    site: Site


def check(order: PopUpOrder) -> None:
    """Refuse what could never be done, before the office is asked."""
    if order.place not in order.site.places:
        raise Refused(Why.MALFORMED)
    if not set(order.services) <= set(order.person.services_at(order.place, order.site)):
        raise Refused(Why.UNKNOWN_SERVICE)
    if not order.services:
        raise Refused(Code.NO_SERVICES)
    if len({order.site.services[service].authority for service in order.services}) > 1:
        raise Refused(Why.ONE_AUTHORITY)


def make(order: PopUpOrder, command_id: str, view: View) -> AnyCommand | Barred:
    """Return the command, or that somebody else has the place; in the office's thread."""
    if not is_free(view.engine.state, order.place, order.person, order.site):
        return Barred(code=Bar.PLACE_TAKEN)
    staff = order.person.account.id
    if order.hours is None:
        return OpenDesk(id=command_id, staff=staff, desk=order.place, services=order.services)
    ahead_ms = view.now.ms - view.now.wall_ms
    return PlanDesk(
        id=command_id,
        staff=staff,
        desk=order.place,
        services=order.services,
        opens=order.hours.opens_ms + ahead_ms,
        closes=order.hours.closes_ms + ahead_ms,
    )


def unmake(place: str, person: Person, site: Site, command_id: str, view: View) -> AnyCommand | Barred:
    """Return the command that takes a plan back, where all of it is of the person's own authorities."""
    plan = view.engine.state.plans.get(place)
    services = () if plan is None else plan.services
    for service in services:
        if service in site.services and site.services[service].authority not in person.authorities:
            return Barred(code=Bar.PLACE_TAKEN)
    return UnplanDesk(id=command_id, staff=person.account.id, desk=place)


def hours_of(opens: str, closes: str, wall_ms: int) -> Hours:
    """Return the hours that two chosen moments mean; refuses what the form does not offer at ``wall_ms``."""
    try:
        hours = Hours(int(opens), int(closes))
    except ValueError as error:
        raise Refused(Code.BAD_TIME) from error
    if not wall_ms - DAY_MS < hours.opens_ms < hours.closes_ms < wall_ms + DAY_MS:
        raise Refused(Code.BAD_TIME)
    return hours


def proposed(wall_ms: int, closes_ms: int | None) -> Proposal:
    """Return what the form offers; ``closes_ms`` is when the authority leaves, where that is known."""
    first_ms = -(-(wall_ms + AHEAD_MIN * _MINUTE_MS) // STEP_MS) * STEP_MS
    until_ms = first_ms + LENGTH_MS
    if closes_ms is not None and closes_ms > first_ms:
        until_ms = min(until_ms, closes_ms)
    moments = tuple(range(first_ms, first_ms + LATEST_MS, STEP_MS))
    ends = moments[1:] if until_ms in moments else tuple(sorted((*moments[1:], until_ms)))
    return Proposal(moments, ends, until_ms)
