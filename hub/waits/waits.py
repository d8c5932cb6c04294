"""The waits of a hub: learns from events, looks ahead for one group of desks at a time, says what holds."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import msgspec

from hub.queue.events import (
    AnyEvent,
    Called,
    Cancelled,
    CheckedIn,
    Continued,
    DayClosed,
    DayOpened,
    DeskPaused,
    DeskPlanned,
    DeskResumed,
    DeskUnplanned,
    NotCome,
    Parked,
    Transferred,
    VisitClosed,
    VisitEvent,
)
from hub.queue.state import State
from hub.waits.ahead import play_ahead
from hub.waits.announce import AGAIN_MIN, Wait, announced, is_too_late
from hub.waits.calibration import Calibration, Forecast
from hub.waits.experience import MINUTE_MS, Experience
from hub.waits.memory import Memory
from hub.waits.pool import Group, Pool, groups, make_pool

FRESH_MS = 20_000
"""A forecast is made anew this often also where nothing happens: time goes by."""

NEVER_MS = 2**62

LEARNT_SERVICES, LEARNT_SERVICE, LEARNT_WAITS = 30, 5, 40
"""Too little is known before so many services have been seen, so many of the one, and so many waits."""

HEARD_LATE_MS = 60_000
"""Who took a number longer ago than this when the hub heard of it was told nothing that still holds."""

_MOST_UNSERVED = 0.5

Closings = Callable[[str], float | None]
"""The minutes until a service closes, for those that refuse who comes too late; ``None`` for the others."""


VERSION = 2
"""Of what is kept: 1 had breaks by the minute of UTC's day."""


class _Kept(msgspec.Struct):
    memory: Memory
    calibration: Calibration
    version: int = 1


def changes_the_wait(event: VisitEvent) -> bool:
    """Tell whether a visit does not wait any more for what it was told of: what comes then proves nothing."""
    return isinstance(event, Parked | Transferred | Continued | Cancelled | NotCome | VisitClosed)


class Waits:
    """Belongs to the thread of the queue."""

    __slots__ = (
        "_experience",
        "_forecasts",
        "_looked",
        "_pending",
        "_said",
        "_surveyed",
        "_touched",
        "_unserved",
        "calibration",
    )

    def __init__(self, zone: dt.tzinfo) -> None:
        """Know nothing yet of a hall in this time zone."""
        self._experience = Experience(zone)
        self.calibration = Calibration()
        self._forecasts: dict[str, Forecast] = {}
        self._unserved: dict[str, float] = {}
        """When the last desk closes by plan (house time in ms), where that is before one's turn."""
        self._pending: dict[str, tuple[str, Forecast]] = {}
        """Whom something was told, by visit: of which service, and what."""
        self._said: dict[str, Wait] = {}
        self._touched: set[str] = set()
        self._looked: dict[Group, int] = {}
        self._surveyed: dict[Group, tuple[Pool, int]] = {}

    @property
    def said(self) -> Mapping[str, Wait]:
        """What newcomers are told now, by service; a service that is missing is not spoken of."""
        return MappingProxyType(self._said)

    def forecast(self, service: str) -> Forecast | None:
        """Return what a newcomer has to expect, where enough is known."""
        return self._forecasts.get(service) if self._knows(service) else None

    def note(self, state: State, events: Iterable[AnyEvent]) -> None:
        """Hear of events that were folded into ``state`` and are durable."""
        for event in events:
            match event:
                case CheckedIn():
                    self._expect(event)
                case Called():
                    self._hold_against(state, event)
                case VisitEvent() if changes_the_wait(event):
                    self._pending.pop(event.visit, None)
                case DayOpened() | DayClosed():
                    self._forecasts.clear()
                    self._unserved.clear()
                    self._pending.clear()
                    self._surveyed.clear()
                case _:
                    pass
            self._touch(event)
            self._experience.note(state, event)

    def look(self, state: State, now_ms: int, closings: Closings = lambda _service: None) -> bool:
        """Look ahead for the one group that needs it most; tell whether what is said has changed.

        Costs at most some ms, whatever the queue. To be called once a second, when nobody has to wait for it.
        """
        self.survey(state, now_ms)
        self.reckon()
        spoken_of = sorted(self._forecasts.keys() | self._unserved.keys())
        said = {service: self._say(state, service, now_ms, closings(service)) for service in spoken_of}
        changed = said != self._said
        self._said = said
        return changed

    def survey(self, state: State, now_ms: int) -> None:
        """Take down how the one group stands that needs it most; :meth:`reckon` makes forecasts of it."""
        present = groups(state, now_ms) if state.open_day is not None else []
        self._looked = {group: self._looked.get(group, 0) for group in present}
        served = {service for group in present for service in group.services}
        self._forecasts = {name: one for name, one in self._forecasts.items() if name in served}
        self._unserved = {name: until for name, until in self._unserved.items() if name in served}
        self._surveyed = {group: one for group, one in self._surveyed.items() if group in self._looked}
        due = [group for group in present if self._is_due(group, now_ms)]
        if due:
            group = min(due, key=lambda one: (self._looked[one], one))
            self._looked[group] = now_ms
            self._touched.difference_update(group.services, group.desks)
            if self._experience.memory.served_at_all >= LEARNT_SERVICES:
                self._surveyed[group] = make_pool(state, self._experience, group, now_ms), now_ms

    def reckon(self) -> None:
        """Play ahead what has been taken down."""
        for pool, at_ms in self._surveyed.values():
            self._play(pool, at_ms)
        self._surveyed.clear()

    @property
    def due_ms(self) -> int:
        """When the next look is due as long as nothing happens; never while no desk is open or planned."""
        times = (
            0 if self._is_touched(group) else looked + FRESH_MS for group, looked in self._looked.items()
        )
        return min(times, default=NEVER_MS)

    def dump(self) -> bytes:
        """Return what is to be kept over restarts: some 10 kB and 2 kB a service."""
        return msgspec.json.encode(_Kept(self._experience.memory, self.calibration, VERSION))

    def load(self, body: bytes) -> None:
        """Take up what :meth:`dump` gave. Raises msgspec.DecodeError for anything else."""
        kept = msgspec.json.decode(body, type=_Kept)
        if kept.version != VERSION or not kept.memory.is_whole or not kept.calibration.is_whole:
            raise msgspec.ValidationError(f"What was kept is of another shape (version {kept.version}).")
        self._experience.memory, self.calibration = kept.memory, kept.calibration

    def _expect(self, event: CheckedIn) -> None:
        """Remember what a newcomer was told. An appointment's customer waits for a time, not for a turn."""
        forecast = self._forecasts.get(event.service)
        fresh = event.at - event.stamp.at < HEARD_LATE_MS and not event.uncertain
        if forecast is not None and fresh and event.appointment is None:
            self._pending[event.visit] = event.service, forecast

    def _hold_against(self, state: State, event: Called) -> None:
        service, forecast = self._pending.pop(event.visit, ("", None))
        if forecast is not None and service == event.service:
            self.calibration.learn(forecast, (event.at - state.visits[event.visit].stamp.at) / MINUTE_MS)

    def _touch(self, event: AnyEvent) -> None:
        match event:
            case VisitEvent():
                self._touched.update((event.service, event.desk))
            case DeskPaused() | DeskResumed() | DeskPlanned() | DeskUnplanned():
                self._touched.add(event.desk)
            case _:  # a desk that opens or closes makes another group, which nobody has looked at yet
                pass

    def _is_due(self, group: Group, now_ms: int) -> bool:
        return self._is_touched(group) or now_ms - self._looked[group] >= FRESH_MS

    def _is_touched(self, group: Group) -> bool:
        return not self._touched.isdisjoint((*group.services, *group.desks))

    def _play(self, pool: Pool, now_ms: int) -> None:
        draws = play_ahead(pool, self._experience, now_ms)
        for service, minutes in draws.minutes.items():
            self._forecasts.pop(service, None)
            self._unserved.pop(service, None)
            if len(minutes) > max(1.0, _MOST_UNSERVED * draws.times):
                self._forecasts[service] = self.calibration.forecast(minutes)
            else:
                self._unserved[service] = now_ms + MINUTE_MS * pool.last_closing(service)

    def _knows(self, service: str) -> bool:
        known = self._experience.memory.served.get(service, ())
        return len(known) >= LEARNT_SERVICE and self.calibration.seen >= LEARNT_WAITS

    def _say(self, state: State, service: str, now_ms: int, left: float | None) -> Wait:
        forecast = self.forecast(service)
        minutes = None if forecast is None else announced(forecast)
        if left is None or state.lines.count(service) == 0 or not self._knows(service):
            return Wait(minutes)
        if forecast is not None:
            usual = self._experience.memory.served[service].mean
            was = self._said.get(service, Wait()).ends
            return Wait(minutes, is_too_late(forecast, usual, left, was=was))
        # Where desks are planned until closing a queue may go beyond all that can be forecast.
        until = self._unserved.get(service)
        return Wait(None, until is not None and (until - now_ms) / MINUTE_MS > left - AGAIN_MIN)
