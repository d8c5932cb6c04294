"""The waits of this site: learnt over restarts, and where the site wants it, when it is too late to come."""

import logging
import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from hub.queue.events import AnyEvent
from hub.queue.stamps import Now
from hub.queue.state import State
from hub.site.schema import Site
from hub.site.timetable import Timetable
from hub.store.port import EventStore
from hub.waits.announce import Wait
from hub.waits.waits import Waits

logger = logging.getLogger(__name__)

KEEP_MS = 600_000
"""What was learnt is kept this often: a crash costs ten minutes of it, and a commit costs the disk."""

CLOSINGS_MS = 60_000
"""When services close is read this often; an exceptional day is in the site file from the start."""

_SLIPS = ArithmeticError, AttributeError, LookupError, TypeError, ValueError
"""What a mistake in the reckoning raises; anything else, such as from the store, is not about waits."""

_KEPT = "waits"
_MS_A_MIN = 60_000


class Forecasts:
    """Belongs to the office's thread."""

    def __init__(self, site: Site, table: Timetable, store: EventStore) -> None:
        """Take up what earlier lives have learnt."""
        self._site = site
        self._table = table
        self._store = store
        self._waits = Waits(table.timezone)
        self._refusing = tuple(name for name in site.services if site.refuses_late(name))
        self._closings: dict[str, int] = {}
        self._told: dict[str, Wait] = {}
        self._read_ms = self._kept_ms = -math.inf
        self._has_news = self._has_failed = False
        kept = store.kept(_KEPT)
        if kept is not None:
            try:
                self._waits.load(kept)
            except msgspec.DecodeError as error:
                logger.warning("what was learnt about waits cannot be read; it is learnt anew: %s", error)

    @property
    def said(self) -> Mapping[str, Wait]:
        """What newcomers are told now, by service; a service that is missing is not spoken of."""
        return MappingProxyType({}) if self._has_failed else self._waits.said

    def minutes(self, service: str) -> int | None:
        """Return the wait that is expected for a newcomer, None while too little is known."""
        forecast = None if self._has_failed else self._waits.forecast(service)
        return None if forecast is None else round(forecast.mean)

    def hear(self, state: State, events: Sequence[AnyEvent]) -> None:
        """Hear of events that are durable (a follower of the engine)."""
        self._has_news = True
        self._try(lambda: self._waits.note(state, events))

    def look(self, state: State, now: Now) -> bool:
        """Look ahead for one group of desks, some ms at most; return whether what is said has changed."""
        if now.ms - self._read_ms >= CLOSINGS_MS:
            self._read_ms = now.ms
            self._closings = dict(self._read_closings(now))
        self._try(lambda: self._waits.look(state, now.ms, lambda service: self._left(service, now)))
        changed, self._told = dict(self.said) != self._told, dict(self.said)
        return changed

    def keep_if_due(self, now_ms: int) -> None:
        """Keep what was learnt, every ten minutes in which anything happened."""
        if self._has_news and now_ms - self._kept_ms >= KEEP_MS:
            self._kept_ms = now_ms
            self.keep()

    def keep(self) -> None:
        """Keep what was learnt, unless it has led to a mistake: the next life begins with what was before."""
        self._has_news = False
        if not self._has_failed:
            self._store.keep(_KEPT, self._waits.dump())

    def _try(self, step: Callable[[], object]) -> None:
        """Take a step of the reckoning. A mistake there never ends the queue: no waits are shown after it."""
        if self._has_failed:
            return
        try:
            step()
        except _SLIPS:
            self._has_failed = True
            logger.exception("waits cannot be reckoned; none are shown until the hub is started again")

    def _left(self, service: str, now: Now) -> float | None:
        closes_ms = self._closings.get(service)
        return None if closes_ms is None else (closes_ms - now.wall_ms) / _MS_A_MIN

    def _read_closings(self, now: Now) -> Mapping[str, int]:
        if not now.trusted:  # by a clock that nobody has set nobody is sent away
            return {}
        closings = {name: self._table.services[name].closing(now.wall_ms // 1000) for name in self._refusing}
        return {name: closes * 1000 for name, closes in closings.items() if closes is not None}
