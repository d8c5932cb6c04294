"""What a desk's page shows: who stands there, who waits for it, and how many for each service."""

import msgspec

from hub.accounts.person import Person
from hub.house_rules import recalls_left, rule_of, seconds_until_not_come
from hub.matters import View
from hub.queue import views
from hub.queue.state import Visit
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
    number: int
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


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One who waits; ``uncertain``: the place is a guess, ``conflict``: the number was dealt twice."""

    visit: str
    number: int
    service: str
    language: str
    waited_s: int
    uncertain: bool
    conflict: bool
    again: bool


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many wait for a service, and for how long the first of them has, in s."""

    service: str
    waiting: int
    longest_s: int


class DeskNow(msgspec.Struct, frozen=True, kw_only=True):
    """A desk as its page shows it; ``services`` are those it serves, of those the person may serve."""

    place: str
    day_open: bool
    open: bool
    services: tuple[str, ...]
    visit: Standing | None
    counts: tuple[Count, ...]
    waiting: tuple[Row, ...]
    total: int


class PlaceNow(msgspec.Struct, frozen=True, kw_only=True):
    """A place to choose from: whether somebody serves there, and the number that stands there (0: none)."""

    place: str
    open: bool
    number: int


def desk_now(view: View, place: str, person: Person, site: Site) -> DeskNow:
    """Return what the desk's page shows to this person."""
    state, now_ms = view.engine.state, view.now.ms
    allowed = person.services_at(place, site)
    desk = state.desks.get(place)
    is_open = desk is not None and desk.open
    services = tuple(name for name in desk.services if name in allowed) if desk and is_open else ()
    standing = state.current(place)
    rows = views.queue(state, services or allowed, (), view.engine.rules.policy, now_ms, ROWS)
    counts = tuple(count_of(view, name) for name in services or allowed)
    return DeskNow(
        place=place,
        day_open=state.open_day is not None,
        open=is_open and bool(services),
        services=services,
        visit=None if standing is None else _standing(standing, now_ms, person, site),
        counts=counts,
        waiting=tuple(_row(row, now_ms) for row in rows),
        total=sum(count.waiting for count in counts),
    )


def count_of(view: View, service: str) -> Count:
    """Return how many wait for a service."""
    wait = views.wait(view.engine.state, service)
    longest = 0 if wait.since is None else max(0, view.now.ms - wait.since) // _MS
    return Count(service=service, waiting=wait.waiting, longest_s=longest)


def places_now(view: View, person: Person, site: Site) -> tuple[PlaceNow, ...]:
    """Return the places where the person may serve somebody."""
    state = view.engine.state
    found: list[PlaceNow] = []
    for place in site.places:
        if person.services_at(place, site):
            room = views.room(state, place)
            number = 0 if room.call is None else room.call.number
            found.append(PlaceNow(place=place, open=room.open, number=number))
    return tuple(found)


def _standing(visit: Visit, now_ms: int, person: Person, site: Site) -> Standing:
    rule = rule_of(site, visit.service)
    service = site.services.get(visit.service)
    since = visit.started_at if visit.state is VisitState.SERVING else visit.called_at
    return Standing(
        visit=visit.id,
        number=visit.number,
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
    )


def _row(visit: VisitView, now_ms: int) -> Row:
    return Row(
        visit=visit.visit,
        number=visit.number,
        service=visit.service,
        language=visit.language,
        waited_s=max(0, now_ms - visit.arrived_at) // _MS,
        uncertain=visit.uncertain,
        conflict=visit.conflict,
        again=bool(visit.done),
    )
