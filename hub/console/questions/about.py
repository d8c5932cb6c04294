"""What staff should know of a visit, as pages show it; the same for who stands at a desk and who waits."""

import msgspec

from hub.accounts.person import Person
from hub.console.questions.clock import wall
from hub.matters import View
from hub.queue.views import VisitView
from hub.site.schema import Site


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What staff should know; times are wall times in ms, 0 for none.

    ``due_ms`` is the time of the appointment, ``expert`` whether it names one and ``yours`` whether that is
    who looks. ``further`` are services that it waits for at the same time, ``later`` those that come then.
    ``to_desk`` is the only desk that is to call it.
    """

    came_ms: int
    party: int
    needs_help: bool
    urgent: bool
    notes: tuple[str, ...]
    due_ms: int
    expert: bool
    yours: bool
    further: tuple[str, ...]
    later: tuple[str, ...]
    to_desk: str


def about(visit: VisitView, view: View, known_as: frozenset[str]) -> About:
    """Return what to know of a visit; ``known_as`` are the ids by which appointments name who looks."""
    return About(
        came_ms=wall(visit.arrived_at, view),
        party=visit.details.party,
        needs_help=visit.details.needs_help,
        urgent=visit.details.urgent,
        notes=visit.details.notes,
        due_ms=wall(visit.due_at, view),
        expert=bool(visit.expert),
        yours=visit.expert in known_as,
        further=visit.services[1:],
        later=visit.later,
        to_desk=visit.to_desk,
    )


def known_as(view: View, person: Person) -> frozenset[str]:
    """Return the opaque ids by which appointments name a person."""
    return view.appointments.known_as(person.account.expert)


def closed_places(view: View, site: Site) -> tuple[str, ...]:
    """Return the places where nobody serves now; who is sent to one waits until somebody does."""
    desks = view.engine.state.desks
    return tuple(place for place in site.places if place not in desks or not desks[place].open)
