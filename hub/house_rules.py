"""What the house lets staff do at a desk, beyond what the queue itself decides. Pure.

The queue knows who stands where; whose customer that is, how soon somebody counts as not come, and how often
one is called again stands in the site file.
"""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from hub.accounts.person import Person
from hub.queue.stamps import Now
from hub.queue.state import State, Visit
from hub.queue.transitions import VisitState
from hub.site.hours import Hours
from hub.site.schema import NoShow, Site

LONGEST_NIGHT_MS = 6 * 3_600_000
"""An hour that has passed today means the coming night's, where that is no farther away than this."""


class Bar(StrEnum):
    """Why something is not allowed; the console's catalogues have a sentence for each."""

    NOT_YOURS = "not-yours"
    DESK_CLOSED = "desk-closed"
    TOO_SOON = "too-soon"
    NO_RECALLS = "no-recalls"
    PLACE_TAKEN = "place-taken"
    NOT_YOUR_VISIT = "not-your-visit"
    TOO_LATE = "too-late"
    HOUR_PAST = "hour-past"
    HOUR_CLOSED = "hour-closed"


class Barred(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was done. ``seconds`` is how long it still takes until it may be."""

    code: Bar
    seconds: int = 0


def rule_of(site: Site, service: str) -> NoShow:
    """Return how long and how often the authority of a service lets a called customer be waited for.

    A service that is no longer in the site file, of a ticket from before it was changed, has the usual rule.
    """
    known = site.services.get(service)
    return NoShow() if known is None else site.authorities[known.authority].no_show


def recalls_left(visit: Visit, rule: NoShow) -> int:
    """Return how often the visit may still be called again at this desk; the first call does not count."""
    return max(0, rule.recalls - max(0, visit.calls - 1))


def seconds_until_not_come(visit: Visit, rule: NoShow, now_ms: int) -> int:
    """Return after how many seconds the called visit may be marked as not come; 0 for now."""
    left_ms = visit.called_at + rule.wait_s * 1000 - now_ms
    return max(0, -(-left_ms // 1000))


def bar_at_desk(state: State, place: str, person: Person, site: Site) -> Barred | None:
    """Tell why the person may not act on this place: another authority's customer stands there."""
    standing = state.current(place)
    if standing is None:
        return None
    service = site.services.get(standing.service)
    if service is None or service.authority in person.authorities:
        return None
    return Barred(code=Bar.NOT_YOURS)


def bar_desk(state: State, place: str, person: Person, site: Site, now_ms: int) -> Barred | None:
    """Tell why the person may not open, pause or close the desk here: it serves others' customers too.

    That is so while it is open, and while a plan for it runs. Who serves every authority is never barred.
    """
    desk, plan = state.desks.get(place), state.plans.get(place)
    opened = () if desk is None or not desk.open else desk.services
    planned = () if plan is None or plan.opens > now_ms else plan.services
    theirs = _authorities_of((*opened, *planned), site)
    return None if theirs <= person.authorities else Barred(code=Bar.PLACE_TAKEN)


def bar_call_again(state: State, place: str, site: Site) -> Barred | None:
    """Tell why who stands at this place may not be called again."""
    standing = state.current(place)
    if standing is None or standing.state is not VisitState.CALLED:
        return None
    return None if recalls_left(standing, rule_of(site, standing.service)) else Barred(code=Bar.NO_RECALLS)


def bar_not_come(state: State, place: str, site: Site, now_ms: int) -> Barred | None:
    """Tell why who was called to this place may not be taken off yet."""
    standing = state.current(place)
    if standing is None or standing.state is not VisitState.CALLED:
        return None
    seconds = seconds_until_not_come(standing, rule_of(site, standing.service), now_ms)
    return Barred(code=Bar.TOO_SOON, seconds=seconds) if seconds else None


def is_own(visit: Visit, person: Person, site: Site) -> bool:
    """Tell whether a visit wants something of the person's own authorities, now or later.

    One whose services are no longer in the site file is anybody's.
    """
    theirs = _authorities_of((*visit.wanted, *visit.later), site)
    return not theirs or not theirs.isdisjoint(person.authorities)


def is_wholly_own(visit: Visit, person: Person, site: Site) -> bool:
    """Tell whether all that a visit waits for at once is of the person's own authorities.

    What comes later does not count: it is in nobody's line yet.
    """
    return _authorities_of(visit.wanted, site) <= person.authorities


def bar_visit(state: State, visit: str, person: Person, site: Site) -> Barred | None:
    """Tell why the person may not alter a visit; one that is not there, the queue refuses better."""
    found = state.visits.get(visit)
    return None if found is None or is_own(found, person, site) else Barred(code=Bar.NOT_YOUR_VISIT)


def bar_moving(state: State, visit: str, person: Person, site: Site) -> Barred | None:
    """Tell why the person may not take a visit out of its lines, or put it into them.

    That takes it from, or gives it to, every authority whose line it is.
    """
    found = state.visits.get(visit)
    whole = found is None or is_wholly_own(found, person, site)
    return None if whole else Barred(code=Bar.NOT_YOUR_VISIT)


def bring_back_until(visit: Visit, rule: NoShow) -> int:
    """Return up to which house time in ms who did not come may be brought back."""
    return visit.ended_at + rule.bring_back_min * 60_000


def bar_bring_back(state: State, visit: str, site: Site, now_ms: int) -> Barred | None:
    """Tell why who did not come may not wait again: the authority's time for that is over."""
    found = state.visits.get(visit)
    if found is None or found.state is not VisitState.NO_SHOW:
        return None
    rule = rule_of(site, found.service)
    late = not rule.bring_back_min or now_ms > bring_back_until(found, rule)
    return Barred(code=Bar.TOO_LATE) if late else None


def at_hour(hour: dt.time, now: Now, hours: Hours) -> int | Barred:
    """Return the house time in ms of an hour of today, local time, while these ``hours`` are open.

    Staff think of walls' clocks, and the queue of house time; both lie in ``now``.
    """
    today = dt.datetime.fromtimestamp(now.wall_ms / 1000, hours.timezone).date()
    at_ms = _wall_ms(today, hour, hours)
    if at_ms <= now.wall_ms:
        at_ms = _wall_ms(today + dt.timedelta(days=1), hour, hours)
        if at_ms - now.wall_ms > LONGEST_NIGHT_MS:
            return Barred(code=Bar.HOUR_PAST)
    if hours.closing(at_ms // 1000) is None:
        return Barred(code=Bar.HOUR_CLOSED)
    return at_ms - now.wall_ms + now.ms


def _authorities_of(services: Iterable[str], site: Site) -> set[str]:
    """Return whose services these are; one that is no longer in the site file is nobody's."""
    return {site.services[name].authority for name in services if name in site.services}


def _wall_ms(day: dt.date, hour: dt.time, hours: Hours) -> int:
    return int(dt.datetime.combine(day, hour, hours.timezone).timestamp() * 1000)
