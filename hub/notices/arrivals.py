"""Who has come and was not called yet, by service: what staff in the back office want to know."""

from collections.abc import Iterable, Iterator

import msgspec

from hub.notices.stamps import Stamper
from hub.queue.events import (
    AnyEvent,
    BroughtBack,
    CheckedIn,
    Continued,
    DayOpened,
    Extended,
    Returned,
    Transferred,
    VisitEvent,
)
from hub.queue.state import State, Visit
from hub.queue.transitions import VisitState

_COMINGS = (CheckedIn, Continued, Transferred, Returned, BroughtBack)
"""After each of these somebody waits for a service that did not expect them."""


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody has come for a service. ``at`` is when the hub learnt it (house time in ms, one to each).

    ``number`` is as people see it, ``expert`` the opaque id of the expert that an appointment names.
    """

    visit: str
    number: str
    service: str
    at: int
    expert: str = ""


class Arrivals:
    """All who wait and have not been called since they came for this service.

    Who was called and given back is not news any more, and does not stand here again. Costs a dictionary's
    work an event, however many wait.
    """

    def __init__(self, stamper: Stamper) -> None:
        """Know of nobody yet."""
        self._stamper = stamper
        self._services: dict[str, dict[str, Arrival]] = {}
        self._named: dict[str, dict[str, Arrival]] = {}
        self._wanted: dict[str, tuple[str, ...]] = {}

    def begin(self, state: State) -> None:
        """Take in who waits as the hub starts, each at the moment at which the hub had learnt of it."""
        waiting = [visit for visit in state.visits.values() if visit.state is VisitState.WAITING]
        self._wanted = {visit.id: visit.wanted for visit in waiting if visit.came}
        comings = [(visit, came_at) for visit in waiting for came_at in set(visit.came.values())]
        for visit, came_at in sorted(comings, key=lambda coming: coming[1]):
            at = self._stamper.next(came_at)
            for service in visit.wanted:
                if visit.came[service] == came_at:
                    self._add(visit, service, at)

    def hear(self, state: State, events: Iterable[AnyEvent]) -> None:
        """Hear of events that were folded into ``state`` and are durable."""
        for event in events:
            if isinstance(event, DayOpened):
                self._services.clear()
                self._named.clear()
                self._wanted.clear()
            elif isinstance(event, VisitEvent):
                visit = state.visits.get(event.visit)
                if visit is None or visit.state is not VisitState.WAITING:
                    self._drop(event.visit)
                elif isinstance(event, _COMINGS):
                    self._drop(visit.id)
                    self._come(visit, event.at)
                elif isinstance(event, Extended) and visit.id in self._wanted:
                    self._want(visit, event.at)

    def newest(self, service: str) -> Iterator[Arrival]:
        """Return who has come for a service, the last first."""
        return reversed(self._services.get(service, {}).values())

    def naming(self, expert: str) -> Iterator[Arrival]:
        """Return who has come with an appointment that names an expert, the last first."""
        return reversed(self._named.get(expert, {}).values())

    def count(self, service: str) -> int:
        """Return how many have come for a service and were not called."""
        return len(self._services.get(service, {}))

    def _come(self, visit: Visit, now_ms: int) -> None:
        at = self._stamper.next(now_ms)
        self._wanted[visit.id] = visit.wanted
        for service in visit.wanted:
            self._add(visit, service, at)

    def _want(self, visit: Visit, now_ms: int) -> None:
        """Let the services that are new learn of a visit, and the others keep or lose it."""
        before = self._wanted[visit.id]
        self._wanted[visit.id] = visit.wanted
        for service in before:
            if service not in visit.wanted:
                self._remove(visit.id, service)
        fresh = [service for service in visit.wanted if service not in before]
        if fresh:
            at = self._stamper.next(now_ms)
            for service in fresh:
                self._add(visit, service, at)

    def _add(self, visit: Visit, service: str, at: int) -> None:
        due = visit.appointment
        arrival = Arrival(
            visit=visit.id,
            number=visit.face,
            service=service,
            at=at,
            expert=due.expert if due is not None and due.service == service else "",
        )
        self._services.setdefault(service, {})[visit.id] = arrival
        if arrival.expert:
            self._named.setdefault(arrival.expert, {})[visit.id] = arrival

    def _drop(self, visit: str) -> None:
        for service in self._wanted.pop(visit, ()):
            self._remove(visit, service)

    def _remove(self, visit: str, service: str) -> None:
        gone = self._services[service].pop(visit)
        if gone.expert:
            del self._named[gone.expert][visit]
