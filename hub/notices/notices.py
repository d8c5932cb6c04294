"""All that is known for notices, in one place; belongs to the office's thread."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from hub.notices.arrivals import Arrival, Arrivals
from hub.notices.congestion import Crowd, Load
from hub.notices.crowds import Crowds
from hub.notices.stamps import Stamper
from hub.queue import views
from hub.queue.events import AnyEvent, DayClosed, DayOpened
from hub.queue.state import State
from hub.site.schema import Site
from hub.store.port import EventStore

TOLD = 20
"""A snapshot for an authority names so many who have come, the newest, and counts the others."""

T = TypeVar("T")

Forecast = Callable[[str], int | None]
"""The wait that is forecast for a service in minutes, None where too little is known."""


def nobody_knows(_service: str) -> int | None:
    """Forecast nothing."""
    return None


class Come(NamedTuple):
    """Who has come for an authority's services, the newest first, and how many more."""

    newest: tuple[Arrival, ...]
    more: int


class News(NamedTuple):
    """What those outside are to be told, by authority: only what differs from what they were told last."""

    come: Mapping[str, Come]
    crowded: Mapping[str, Crowd | None]


class Notices:
    """Who has come, and what is crowded; and of what those outside have to be told anew."""

    def __init__(
        self,
        site: Site,
        store: EventStore,
        state: State,
        forecast: Forecast = nobody_knows,
    ) -> None:
        """Begin with who waits already and what was crowded."""
        self._stamper = stamper = Stamper()
        self._site = site
        self._forecast = forecast
        self._services = {name: tuple(site.services_of(name)) for name in site.authorities}
        self.arrivals = Arrivals(stamper)
        self.arrivals.begin(state)
        rules = {name: authority.congestion for name, authority in site.authorities.items()}
        self.crowds = Crowds(rules, store, stamper)
        if state.day is not None:
            self.crowds.forget(state.day.opened_at)  # the hub may have ended before it heard of the day
        self._said: dict[tuple[str, str], object] = {}

    @property
    def latest(self) -> int:
        """The moment of the newest notice: who wants to be told from now on has seen up to here."""
        return self._stamper.last

    def hear(self, state: State, events: Sequence[AnyEvent]) -> None:
        """Hear of events that are durable (a follower of the engine)."""
        self.arrivals.hear(state, events)
        for event in events:
            if isinstance(event, DayClosed):
                self.crowds.look(None, event.at)
            elif isinstance(event, DayOpened):
                self.crowds.forget()

    def look(self, state: State, now_ms: int) -> bool:
        """Look at the queues, once a second; return whether a congestion has begun or is over."""
        loads = None
        if state.open_day is not None:
            loads = {name: self.load(state, name) for name in self._services}
        return self.crowds.look(loads, now_ms)

    def load(self, state: State, authority: str) -> Load:
        """Return how an authority's queue stands; who waits for two of its services counts for both."""
        waiting, longest = 0, None
        for service in self._services[authority]:
            count = views.wait(state, service).waiting
            waiting += count
            minutes = self._forecast(service) if count else None
            if minutes is not None:
                longest = max(minutes, longest or 0)
        return Load(waiting, longest)

    def anew(self) -> None:
        """Everybody outside is to be told everything."""
        self._said.clear()

    def news(self) -> News:
        """Return what has changed for those outside since the last time."""
        come = {
            name: self._come(name, authority.notices.services)
            for name, authority in self._site.authorities.items()
            if authority.notices.arrivals
        }
        crowded = {name: self.crowds.of(name) for name in self._site.authorities}
        return News(self._unsaid("come", come), self._unsaid("crowded", crowded))

    def _come(self, authority: str, only: tuple[str, ...]) -> Come:
        told = only or self._services[authority]
        newest = [one for service in told for one in islice(self.arrivals.newest(service), TOLD)]
        newest.sort(key=lambda arrival: -arrival.at)
        return Come(tuple(newest[:TOLD]), max(0, sum(map(self.arrivals.count, told)) - TOLD))

    def _unsaid(self, kind: str, found: Mapping[str, T]) -> dict[str, T]:
        fresh = {name: told for name, told in found.items() if self._said.get((kind, name), self) != told}
        self._said.update({(kind, name): told for name, told in fresh.items()})
        return fresh
