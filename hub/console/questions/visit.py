"""What a visit's page shows: where the visit is, what has happened to it, and what may be done."""

import msgspec

from hub.accounts.person import Person
from hub.console.questions.about import About, about, closed_places, known_as
from hub.console.questions.clock import wall
from hub.console.refused import Refused, Why
from hub.house_rules import Bar, bar_bring_back, is_own, is_wholly_own
from hub.matters import View
from hub.queue import views
from hub.queue.state import Visit
from hub.queue.transitions import OPEN, VisitState
from hub.queue.views import VisitView
from hub.site.schema import Site


class VisitNow(msgspec.Struct, frozen=True, kw_only=True):
    """A visit as its page shows it; times are wall times in ms, 0 where it has not happened.

    ``ahead`` counts who waits before it for the same service. ``open``: it can still be altered.
    ``brings_back``: it may wait again. ``twins`` are other visits with the same number; ``may_serve`` is
    whether the person may work at the desk where it stands, ``moves`` whether the person may take it out of
    its lines or put it there.
    """

    seen: VisitView
    about: About
    ahead: int
    open: bool
    brings_back: bool
    called_ms: int
    started_ms: int
    ended_ms: int
    until_ms: int
    twins: tuple[str, ...]
    may_serve: bool
    moves: bool
    closed: tuple[str, ...]


def visit_now(view: View, visit: str, person: Person, site: Site) -> VisitNow:
    """Return what the page shows; refuses a visit that is not there, and one of other authorities."""
    state = view.engine.state
    found = state.visits.get(visit)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    if not is_own(found, person, site):
        raise Refused(Bar.NOT_YOUR_VISIT)
    seen = views.view_of(found)
    return VisitNow(
        seen=seen,
        about=about(seen, view, known_as(view, person)),
        ahead=views.ahead(state, visit) or 0,
        open=found.state in OPEN,
        brings_back=found.state is VisitState.NO_SHOW
        and is_wholly_own(found, person, site)
        and bar_bring_back(state, visit, site, view.now.ms) is None,
        called_ms=wall(seen.called_at, view),
        started_ms=wall(seen.started_at, view),
        ended_ms=wall(seen.ended_at, view),
        until_ms=wall(seen.until, view),
        twins=_twins(view, found) if found.conflict else (),
        may_serve=bool(seen.desk and seen.desk in site.places and person.services_at(seen.desk, site)),
        moves=is_wholly_own(found, person, site),
        closed=closed_places(view, site),
    )


def find_number(view: View, number: str, person: Person, site: Site) -> str:
    """Return the visit of the day with a number as people see it, an open one first; empty for none.

    Costs as much as the day is long.
    """
    found = [
        visit
        for visit in view.engine.state.visits.values()
        if visit.face == number and is_own(visit, person, site)
    ]
    found.sort(key=lambda visit: visit.state not in OPEN)
    return found[0].id if found else ""


def _twins(view: View, visit: Visit) -> tuple[str, ...]:
    return tuple(
        other.id
        for other in view.engine.state.visits.values()
        if other.number == visit.number and other.id != visit.id
    )
