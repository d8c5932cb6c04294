"""Who stepped aside and may come back: parked visits, and those who did not come."""

from collections.abc import Collection

import msgspec

from hub.console.questions.clock import wall
from hub.house_rules import bring_back_until, rule_of
from hub.matters import View
from hub.queue.state import Visit
from hub.queue.transitions import VisitState
from hub.site.schema import Site


class Aside(msgspec.Struct, frozen=True, kw_only=True):
    """One who stepped aside; ``until_ms`` is a wall time in ms, 0 where there is none.

    A parked one waits again by itself from then on; one who did not come may be brought back up to then.
    """

    visit: str
    number: str
    service: str
    language: str
    until_ms: int


def stepped_aside(
    view: View, services: Collection[str], site: Site
) -> tuple[tuple[Aside, ...], tuple[Aside, ...]]:
    """Return who is parked and wants one of these services, and who did not come to one of them.

    The parked are in the order in which they wait again; of those who did not come the last one is first, as
    long as the authority's rule lets them be brought back. Costs as much as there are of both today.
    """
    parked: list[Visit] = []
    missed: list[tuple[int, Visit]] = []
    state = view.engine.state
    for visit in (state.visits[one] for one in state.aside):
        if visit.state is VisitState.PARKED:
            if any(service in services for service in visit.wanted):
                parked.append(visit)
        elif visit.state is VisitState.NO_SHOW and visit.service in services:
            rule = rule_of(site, visit.service)
            until = bring_back_until(visit, rule)
            if rule.bring_back_min and view.now.ms <= until:
                missed.append((until, visit))
    parked.sort(key=lambda visit: (visit.until or float("inf"), visit.stamp))
    missed.sort(key=lambda one: (-one[1].ended_at, one[1].id))
    return (
        tuple(_aside(visit, visit.until, view) for visit in parked),
        tuple(_aside(visit, until, view) for until, visit in missed),
    )


def _aside(visit: Visit, until: int, view: View) -> Aside:
    return Aside(
        visit=visit.id,
        number=visit.face,
        service=visit.service,
        language=visit.language,
        until_ms=wall(until, view),
    )
