"""What a desk's page shows: who stands there, who waits for it, and how many for each service."""

import msgspec

from hub.accounts.person import Person
from hub.console.questions.about import About, about, closed_places, known_as
from hub.console.questions.aside import Aside, stepped_aside
from hub.house_rules import recalls_left, rule_of, seconds_until_not_come
from hub.matters import View
from hub.queue import views
from hub.queue.lines import Reach
from hub.queue.state import Desk, Visit
from hub.queue.transitions import VisitState
from hub.queue.views import VisitView
from hub.site.schema import Site

ROWS = 50
"""The page lists so many who wait; counts tell of the others."""

_MS = 1000


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Who stands at the desk; durations in s.

    ``waited_s`` is from arrival to the call, ``since_s`` since the last call or the start of service.
    ``recalls_left`` and ``not_come_in_s`` (0: now) are the authority's rule for who does not come. ``mine``:
    the person may act on it.
    """

    visit: str
    number: str
    service: str
    language: str
    state: VisitState
    waited_s: int
    since_s: int
    calls: int
    recalls_left: int
    not_come_in_s: int
    conflict: bool
    mine: bool
    about: About


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One who waits; ``uncertain``: the place is a guess, ``conflict``: the number was dealt twice."""

    visit: str
    number: str
    service: str
    language: str
    waited_s: int
    uncertain: bool
    conflict: bool
    again: bool
    about: About


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the customer who was served last waits for from here on."""

    visit: str
    number: str
    services: tuple[str, ...]


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many wait for a service, and for how long the first of them has, in s."""

    service: str
    waiting: int
    longest_s: int


class DeskNow(msgspec.Struct, frozen=True, kw_only=True):
    """A desk as its page shows it; ``services`` are those it serves, of those the person may serve.

    ``languages`` are those it serves in (none: every one). ``parked`` and ``missed`` are who stepped aside
    and may come back, ``closed`` the places where nobody serves.
    """

    place: str
    day_open: bool
    open: bool
    paused: bool
    services: tuple[str, ...]
    languages: tuple[str, ...]
    visit: Standing | None
    told: Told | None
    counts: tuple[Count, ...]
    waiting: tuple[Row, ...]
    total: int
    parked: tuple[Aside, ...]
    missed: tuple[Aside, ...]
    closed: tuple[str, ...]


class PlaceNow(msgspec.Struct, frozen=True, kw_only=True):
    """A place to choose from: whether somebody serves there, and the number there (empty: none)."""

    place: str
    open: bool
    number: str


def desk_now(view: View, place: str, person: Person, site: Site, told: Told | None = None) -> DeskNow:
    """Return what the desk's page shows to this person."""
    state, names = view.engine.state, known_as(view, person)
    allowed = person.services_at(place, site)
    desk = state.desks.get(place, Desk())
    services = tuple(name for name in desk.services if name in allowed) if desk.open else ()
    reach = Reach(services or allowed, desk.languages if desk.open else (), place)
    rows = views.queue(state, reach, view.engine.rules.policy, view.now.ms, ROWS)
    counts = tuple(_count(view, reach._replace(services=(name,))) for name in reach.services)
    parked, missed = stepped_aside(view, reach.services, site)
    standing = state.current(place)
    return DeskNow(
        place=place,
        day_open=state.open_day is not None,
        open=desk.open and bool(services),
        paused=desk.open and desk.paused,
        services=services,
        languages=reach.languages,
        visit=None if standing is None else _standing(standing, view, person, site),
        told=told,
        counts=counts,
        waiting=tuple(_row(row, view, names, reach.services) for row in rows),
        total=len(rows) if len(rows) < ROWS else max(ROWS, sum(count.waiting for count in counts)),
        parked=parked,
        missed=missed if state.open_day else (),
        closed=closed_places(view, site),
    )


def told_next(view: View, visit: str, person: Person, site: Site) -> Told | None:
    """Return what a visit waits for that was served just now; None once it has gone on, or is nobody's."""
    found = view.engine.state.visits.get(visit)
    if found is None or found.state is not VisitState.WAITING or not found.done:
        return None
    served = site.services.get(found.done[-1])
    if served is None or served.authority not in person.authorities:
        return None
    return Told(visit=found.id, number=found.face, services=found.wanted)


def count_of(view: View, service: str) -> Count:
    """Return how many wait for a service."""
    wait = views.wait(view.engine.state, service)
    longest = 0 if wait.since is None else max(0, view.now.ms - wait.since) // _MS
    return Count(service=service, waiting=wait.waiting, longest_s=longest)


def _count(view: View, reach: Reach) -> Count:
    """Return how many wait in the lines of one service that a desk looks at."""
    lines = view.engine.state.lines.waiting(reach)
    longest = max((view.now.ms - line[0].place.at for line in lines), default=0)
    return Count(service=reach.services[0], waiting=sum(map(len, lines)), longest_s=max(0, longest) // _MS)


def places_now(view: View, person: Person, site: Site) -> tuple[PlaceNow, ...]:
    """Return the places where the person may serve somebody."""
    state = view.engine.state
    found: list[PlaceNow] = []
    for place in site.places:
        if person.services_at(place, site):
            room = views.room(state, place)
            number = "" if room.call is None else room.call.number
            found.append(PlaceNow(place=place, open=room.open, number=number))
    return tuple(found)


def _standing(visit: Visit, view: View, person: Person, site: Site) -> Standing:
    rule, now_ms = rule_of(site, visit.service), view.now.ms
    service = site.services.get(visit.service)
    since = visit.started_at if visit.state is VisitState.SERVING else visit.called_at
    return Standing(
        visit=visit.id,
        number=visit.face,
        service=visit.service,
        language=visit.language,
        state=visit.state,
        waited_s=max(0, visit.called_at - visit.stamp.at) // _MS,
        since_s=max(0, now_ms - since) // _MS,
        calls=visit.calls,
        recalls_left=recalls_left(visit, rule),
        not_come_in_s=seconds_until_not_come(visit, rule, now_ms),
        conflict=visit.conflict,
        mine=service is None or service.authority in person.authorities,
        about=about(views.view_of(visit), view, known_as(view, person)),
    )


def _row(visit: VisitView, view: View, names: frozenset[str], served: tuple[str, ...]) -> Row:
    """Return one who waits; of several services at once the one that the desk serves is named."""
    return Row(
        visit=visit.visit,
        number=visit.number,
        service=next((service for service in visit.services if service in served), visit.service),
        language=visit.language,
        waited_s=max(0, view.now.ms - visit.arrived_at) // _MS,
        uncertain=visit.uncertain,
        conflict=visit.conflict,
        again=bool(visit.done),
        about=about(visit, view, names),
    )
