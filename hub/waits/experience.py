"""Learns from what has happened: a fold over the committed events of the queue."""

import datetime as dt
from dataclasses import dataclass, field

from hub.queue.events import (
    AnyEvent,
    BroughtBack,
    Called,
    Cancelled,
    Continued,
    DayClosed,
    DayOpened,
    DeskClosed,
    DeskOpened,
    DeskPaused,
    DeskResumed,
    Finished,
    GivenBack,
    NotCome,
    Parked,
    Returned,
    Started,
    Transferred,
    VisitClosed,
    VisitEvent,
    VisitReopened,
)
from hub.queue.state import State, Visit
from hub.waits.memory import Lengths, Memory, Rest, wait_class

MINUTE_MS = 60_000

LEAVING_MIN = 10.0
"""A case of :attr:`Memory.leaving`: somebody waited so long."""

_ENOUGH = 10
"""From so many lengths on a service has a mean that today's can be measured against."""

_PACE_PRIOR = 15.0
"""So many customers must have been served today for their pace to weigh as much as the days before."""


@dataclass(slots=True)
class DeskToday:
    """What is going on at a desk: whom it called last and since when it is free; house times in ms, 0: not.

    ``away_at``: it has paused or closed then. ``waited`` is the wait in minutes of who stands there, before
    the call, and ``rests`` are today's breaks.
    """

    service: str = ""
    called_at: int = 0
    came: bool = False
    waited: float = 0.0
    free_since: int = 0
    away_at: int = 0
    rests: list[Rest] = field(default_factory=list[Rest])


@dataclass(slots=True)
class Experience:
    """The memory of a hall, and what it takes to go on learning; events must come in order.

    ``zone`` is the hall's: staff rest by the clock on the wall, which summer time moves.
    """

    zone: dt.tzinfo
    memory: Memory = field(default_factory=Memory)
    desks: dict[str, DeskToday] = field(default_factory=dict[str, DeskToday])
    _customers: float = 0.0
    _expected: float = 0.0
    _since: dict[str, int] = field(default_factory=dict[str, int])
    """Since when (house time in ms) a visit waits that has been called or parked before; 0: it does not."""

    def note(self, state: State, event: AnyEvent) -> None:
        """Learn from an event; ``state`` is as after it, or after more that were committed with it."""
        match event:
            case Called():
                self._called(state, event)
                self._since.pop(event.visit, None)
            case Started():
                self.desk(event.desk).came = True
            case (
                Finished() | Continued() | NotCome() | Transferred() | Parked() | GivenBack() | VisitClosed()
            ):
                self._left(event)
                self._wait_anew(event)
            case Returned() | BroughtBack() | VisitReopened():
                self._wait_anew(event)
            case Cancelled():
                self._cancelled(state, event)
                self._since.pop(event.visit, None)
            case DeskPaused() | DeskClosed():
                self._away(event)
            case DeskResumed() | DeskOpened():
                self._back(event)
            case DayOpened() | DayClosed():
                self.end_day()
            case _:
                pass

    @property
    def pace(self) -> float:
        """How long today's services take against those remembered; near 1 while few are known."""
        return (self._customers + _PACE_PRIOR) / (self._expected + _PACE_PRIOR)

    def desk(self, name: str) -> DeskToday:
        """Return what is going on at a desk."""
        return self.desks.setdefault(name, DeskToday())

    def minute_of_day(self, house_ms: int) -> float:
        """Return the minute of the day on the hall's clock, from 0 to below 1440."""
        local = dt.datetime.fromtimestamp(house_ms / 1000, self.zone)
        return local.hour * 60 + local.minute + (local.second + local.microsecond / 1e6) / 60

    def end_day(self) -> None:
        """Remember the day's breaks, and begin the next one with what all days have taught."""
        for name, desk in self.desks.items():
            self.memory.learn_day(name, tuple(desk.rests))
        self.desks.clear()
        self._since.clear()
        self._customers = self._expected = 0.0

    def _waits_since(self, visit: Visit) -> int:
        """Return since when it has waited for the service that it waits for now (0: it is aside)."""
        return self._since.get(visit.id, visit.stamp.at)

    def _wait_anew(self, event: VisitEvent) -> None:
        """It keeps its place in line, but what it has waited for another service says nothing of this one."""
        if isinstance(event, Finished | NotCome | VisitClosed):
            self._since.pop(event.visit, None)
        else:
            self._since[event.visit] = 0 if isinstance(event, Parked) else event.at

    def _called(self, state: State, event: Called) -> None:
        desk, memory = self.desk(event.desk), self.memory
        visit = state.visits.get(event.visit)
        since = 0 if visit is None else self._waits_since(visit)
        desk.waited = max((event.at - since) / MINUTE_MS, 0.0) if since else 0.0
        if since:  # who is called from aside, such as from a form, stood in no line
            memory.leaving.learn(0.0, desk.waited / LEAVING_MIN)
            again = desk.free_since == self._since.get(event.visit)  # it has just stood at this very desk
            if desk.free_since > since or again:
                memory.turnaround.learn((event.at - desk.free_since) / MINUTE_MS)
            elif desk.free_since:
                memory.reaction.learn((event.at - since) / MINUTE_MS)
        desk.service, desk.called_at, desk.came, desk.free_since = event.service, event.at, False, 0

    def _left(self, event: VisitEvent) -> None:
        """Let a desk be free; how long it was not says something where its customer was seen to."""
        if not event.desk:
            return
        desk = self.desk(event.desk)
        begun, desk.called_at, desk.free_since = desk.called_at, 0, event.at
        minutes = (event.at - begun) / MINUTE_MS
        if not begun or isinstance(event, GivenBack | VisitClosed):
            return
        if isinstance(event, NotCome):
            self.memory.missed.learn(minutes)
        elif desk.came:
            self._learn_service(desk.service, minutes)
        self.memory.missing[wait_class(desk.waited)].learn(float(isinstance(event, NotCome)))

    def _learn_service(self, service: str, minutes: float) -> None:
        lengths = self.memory.served.setdefault(service, Lengths())
        if len(lengths) >= _ENOUGH and lengths.mean > 0:
            # Each counts as one customer whatever the service, so that long services do not outweigh all.
            self._customers += minutes / lengths.mean
            self._expected += 1
        lengths.learn(minutes)

    def _cancelled(self, state: State, event: Cancelled) -> None:
        visit = state.visits.get(event.visit)
        since = 0 if visit is None else self._waits_since(visit)
        if since:
            self.memory.leaving.learn(1.0, max(event.at - since, 0) / MINUTE_MS / LEAVING_MIN)

    def _away(self, event: DeskPaused | DeskClosed) -> None:
        desk = self.desk(event.desk)
        desk.away_at, desk.free_since = event.at, 0

    def _back(self, event: DeskResumed | DeskOpened) -> None:
        desk = self.desk(event.desk)
        if desk.away_at:
            begin = self.minute_of_day(desk.away_at)
            desk.rests.append(Rest(round(begin, 2), round((event.at - desk.away_at) / MINUTE_MS, 2)))
            desk.away_at = desk.free_since = 0
