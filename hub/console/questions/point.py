"""What the other pages show of the service point: queues, rooms, devices, the day."""

import datetime as dt
from dataclasses import dataclass

from common.wire.appointments import Entry
from hub.accounts.person import Person
from hub.console.questions.desk import Count, count_of
from hub.floor.devices import Device
from hub.floor.rooms import SideUse
from hub.house_rules import is_own
from hub.matters import View
from hub.queue import views
from hub.queue.decide.day import openable
from hub.queue.state import Day
from hub.queue.transitions import VisitState
from hub.queue.views import VisitView
from hub.site.schema import Site

_MS = 1000


@dataclass(frozen=True, slots=True)
class InService:
    """A number at a place, and whether it is served already; ``mine``: the person may see the visit."""

    place: str
    number: str
    serving: bool
    visit: str
    mine: bool


@dataclass(frozen=True, slots=True)
class QueuesNow:
    """Every service's queue, and who is where."""

    counts: dict[str, Count]
    standing: tuple[InService, ...]


@dataclass(frozen=True, slots=True)
class DeviceNow:
    """A device as the page shows it; ``heard_s`` is how long ago it was heard, None for never."""

    id: str
    state: str
    alive: bool
    heard_s: int | None
    version: str
    printer: str
    faults: tuple[str, ...]
    unreviewed: tuple[str, ...]
    unsent: int
    refused: int
    holds_numbers: bool


@dataclass(frozen=True, slots=True)
class DayNow:
    """The numbered day: the last one opened, how many came, and who keeps the numbers from being dealt.

    ``late`` tickets came after their day was closed; a date from ``first`` to ``last`` may be opened.
    """

    day: Day | None
    open: bool
    visits: int
    waiting: int
    silent: tuple[str, ...]
    trusted: bool
    late: int
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class CheckInNow:
    """What the adviser's page knows: the queues, who keeps the numbers back, a visit just checked in."""

    counts: dict[str, Count]
    silent: tuple[str, ...]
    visit: VisitView | None
    ahead: int
    expected: tuple[Entry, ...] = ()


def queues_now(view: View, site: Site, person: Person) -> QueuesNow:
    """Return the queues of all services, and who stands at which place."""
    found = ((place, view.engine.state.current(place)) for place in site.places)
    return QueuesNow(
        {name: count_of(view, name) for name in site.services},
        tuple(
            InService(
                place=place,
                number=visit.face,
                serving=visit.state is VisitState.SERVING,
                visit=visit.id,
                mine=is_own(visit, person, site),
            )
            for place, visit in found
            if visit is not None
        ),
    )


def rooms_now(view: View, site: Site) -> dict[str, SideUse]:
    """Return which of the places with sensors are in use."""
    return {
        name: view.floor.use_of(name, view.monotonic_ms)
        for name, place in site.places.items()
        if place.presence
    }


def devices_now(view: View) -> tuple[DeviceNow, ...]:
    """Return every enrolled device."""
    silent = set(views.silent_kiosks(view.engine.state))
    return tuple(
        _device(device, view.monotonic_ms, device.id in silent) for device in view.floor.devices.all()
    )


def day_now(view: View, today: dt.date) -> DayNow:
    """Return how the numbered day stands, where the site's clock says ``today``."""
    state = view.engine.state
    first, last = openable(state, today, trusted=view.now.trusted)
    return DayNow(
        day=state.day,
        open=state.open_day is not None,
        visits=len(state.visits),
        waiting=sum(visit.state is VisitState.WAITING for visit in state.visits.values()),
        silent=views.silent_kiosks(state),
        trusted=view.now.trusted,
        late=views.late(state),
        first=first,
        last=last,
    )


def check_in_now(
    view: View, site: Site, person: Person, visit: str, expected: tuple[Entry, ...] = ()
) -> CheckInNow:
    """Return what the adviser's page shows; ``visit`` is the one just checked in, or empty.

    A visit that is not the person's own is not shown: anybody can write an id into the address.
    """
    state = view.engine.state
    found = state.visits.get(visit)
    shown = found is not None and is_own(found, person, site)
    return CheckInNow(
        {name: count_of(view, name) for name in site.services},
        views.silent_kiosks(state),
        views.visit(state, visit) if shown else None,
        (views.ahead(state, visit) or 0) if shown else 0,
        expected,
    )


def _device(device: Device, monotonic_ms: int, holds_numbers: bool) -> DeviceNow:  # noqa: FBT001 — a fact, no switch
    heard_s = None if device.heard_ms is None else (monotonic_ms - device.heard_ms) // _MS
    alive = device.lives(monotonic_ms)
    state = device.state if alive else ("lost" if heard_s is not None else "never-heard")
    return DeviceNow(
        id=device.id,
        state=state,
        alive=alive,
        heard_s=heard_s,
        version=device.version,
        printer=device.health.printer or "",
        faults=device.health.faults,
        unreviewed=device.health.unreviewed,
        unsent=device.health.unsent,
        refused=sum(device.health.refused.values()),
        holds_numbers=holds_numbers,
    )
