"""What the page of congestion shows: how crowded each authority is, and the pop-up desks."""

from dataclasses import dataclass

from hub.accounts.person import Person
from hub.console.questions.clock import wall
from hub.matters import View
from hub.notices.congestion import Crowd, Load
from hub.queue.state import Desk, Plan, State
from hub.site.schema import PlaceKind, Site


@dataclass(frozen=True, slots=True)
class AuthorityNow:
    """An authority's queue: how it stands, and the last congestion of the day, where there was one.

    ``raised_ms`` and ``over_ms`` are its beginning and its end as wall times in ms, 0 where there is none.
    """

    authority: str
    load: Load
    crowd: Crowd | None
    raised_ms: int
    over_ms: int


@dataclass(frozen=True, slots=True)
class PopUp:
    """A pop-up desk that serves, or will: for whom, and its plan's hours as wall times in ms (0: no plan).

    ``mine``: all that it serves is of the person's own authorities.
    """

    place: str
    open: bool
    authorities: tuple[str, ...]
    opens_ms: int
    closes_ms: int
    mine: bool


@dataclass(frozen=True, slots=True)
class CongestionNow:
    """The page of congestion: ``free`` are the places that the person may open a desk at, pop-ups first."""

    authorities: tuple[AuthorityNow, ...]
    pop_ups: tuple[PopUp, ...]
    free: tuple[str, ...]


def congestion_now(view: View, person: Person, site: Site) -> CongestionNow:
    """Return what the page shows to this person."""
    state = view.engine.state
    return CongestionNow(
        authorities=tuple(
            _authority(view, name)
            for name, authority in site.authorities.items()
            if name in person.authorities and authority.own_queue is None
        ),
        pop_ups=tuple(
            found for place in site.places if (found := _pop_up(view, place, person, site)) is not None
        ),
        free=tuple(place for place in _ordered(site) if is_free(state, place, person, site)),
    )


def _authority(view: View, name: str) -> AuthorityNow:
    crowd = view.notices.crowds.of(name)
    raised, over = (0, 0) if crowd is None else (crowd.raised_at, crowd.over_at)
    load = view.notices.load(view.engine.state, name)
    return AuthorityNow(name, load, crowd, wall(raised, view), wall(over, view))


def is_free(state: State, place: str, person: Person, site: Site) -> bool:
    """Tell whether a person may open a desk here: nobody serves, and nobody else has planned to."""
    desk, plan = state.desks.get(place, Desk()), state.plans.get(place)
    served = person.services_at(place, site)
    return (
        not (desk.open or desk.visit) and bool(served) and (plan is None or set(plan.services) <= set(served))
    )


def _ordered(site: Site) -> list[str]:
    return sorted(site.places, key=lambda place: site.places[place].kind is not PlaceKind.POPUP)


def _pop_up(view: View, place: str, person: Person, site: Site) -> PopUp | None:
    """Return how a pop-up desk stands; any other place is one while it is planned."""
    state = view.engine.state
    desk, plan = state.desks.get(place, Desk()), state.plans.get(place)
    serves = desk.open and site.places[place].kind is PlaceKind.POPUP
    if plan is None and not serves:
        return None
    services = desk.services if desk.open or plan is None else plan.services
    authorities = dict.fromkeys(site.services[one].authority for one in services if one in site.services)
    opens, closes = _hours(plan, view)
    return PopUp(
        place, desk.open, tuple(authorities), opens, closes, authorities.keys() <= person.authorities
    )


def _hours(plan: Plan | None, view: View) -> tuple[int, int]:
    return (0, 0) if plan is None else (wall(plan.opens, view), wall(plan.closes, view))
