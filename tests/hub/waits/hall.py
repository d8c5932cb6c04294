"""A queue with waits that are learnt from it; times in minutes since the morning."""

import datetime as dt
from dataclasses import dataclass, field
from typing import TypedDict

from hub.queue.commands import (
    Cancel,
    CloseDesk,
    Finish,
    NoShow,
    OpenDesk,
    PauseDesk,
    PlanDesk,
    ResumeDesk,
    Start,
)
from hub.queue.events import AnyEvent
from hub.queue.state import Visit
from hub.waits.ahead import play_ahead
from hub.waits.experience import MINUTE_MS, Experience
from hub.waits.pool import groups, make_pool
from hub.waits.waits import Waits
from tests.hub.queue.house import House, ready_house

MORNING = 480


class Words(TypedDict):
    """What every command of a desk says."""

    id: str
    staff: str
    desk: str


@dataclass
class Hall:
    """Everything that happens here is heard by an experience and by waits."""

    house: House = field(default_factory=ready_house)
    experience: Experience = field(default_factory=lambda: Experience(dt.UTC))
    waits: Waits = field(default_factory=lambda: Waits(dt.UTC))
    heard: int = 0

    def __post_init__(self) -> None:
        self.at(0)

    def at(self, minutes: float) -> "Hall":
        self.house.now = round((MORNING + minutes) * MINUTE_MS)
        self.listen()
        return self

    def later(self, minutes: float) -> "Hall":
        self.house.now += round(minutes * MINUTE_MS)
        return self

    def listen(self) -> list[AnyEvent]:
        """Let the new events be learnt from."""
        events = self.house.log[self.heard :]
        self.heard = len(self.house.log)
        for event in events:
            self.experience.note(self.house.state, event)
        self.waits.note(self.house.state, events)
        return events

    def words(self, desk: str) -> Words:
        return {"id": self.house.id(), "staff": "s", "desk": desk}

    def open(self, desk: str = "d1", *services: str) -> "Hall":
        self.house.do(OpenDesk(**self.words(desk), services=services or ("tax",)))
        return self

    def plan(self, desk: str, opens: float, closes: float, *services: str) -> "Hall":
        now = self.house.now
        begin, end = (now + round(minutes * MINUTE_MS) for minutes in (opens, closes))
        self.house.events(
            PlanDesk(**self.words(desk), services=services or ("tax",), opens=begin, closes=end)
        )
        return self

    def pause(self, desk: str = "d1") -> "Hall":
        self.house.events(PauseDesk(**self.words(desk)))
        return self

    def resume(self, desk: str = "d1") -> "Hall":
        self.house.events(ResumeDesk(**self.words(desk)))
        return self

    def close(self, desk: str = "d1") -> "Hall":
        self.house.events(CloseDesk(**self.words(desk)))
        return self

    def come(self, service: str = "tax", count: int = 1) -> Visit:
        visits = [self.house.check_in(service) for _ in range(count)]
        self.listen()
        return visits[-1]

    def leave(self, visit: Visit) -> "Hall":
        self.house.events(Cancel(id=self.house.id(), staff="s", visit=visit.id, reason="left"))
        self.listen()
        return self

    def call(self, desk: str = "d1", *services: str) -> Visit:
        visit = self.house.call(desk, *services)
        self.listen()
        return visit

    def start(self, desk: str = "d1") -> "Hall":
        self.house.events(Start(**self.words(desk)))
        return self

    def finish(self, desk: str = "d1") -> "Hall":
        self.house.events(Finish(**self.words(desk)))
        self.listen()
        return self

    def miss(self, desk: str = "d1") -> "Hall":
        self.house.events(NoShow(**self.words(desk)))
        self.listen()
        return self

    def serve(self, minutes: float, desk: str = "d1", *services: str) -> "Hall":
        """Serve whoever comes next, from the call to the end."""
        self.call(desk, *services)
        self.start(desk).later(minutes)
        return self.finish(desk)

    def practise(
        self, times: int = 60, minutes: float = 10.0, service: str = "tax", desk: str = "d1"
    ) -> "Hall":
        """Serve so many, each so long; the desk calls each of them half a minute after they came."""
        self.open(desk, service)
        for _ in range(times):
            self.look()
            self.come(service)
            self.later(0.5).serve(minutes, desk, service)
        self.listen()
        return self

    def look(self) -> bool:
        self.listen()
        return self.waits.look(self.house.state, self.house.now)

    def draws(self, service: str = "tax", seed: int = 1) -> list[float]:
        """Return when a newcomer would be called, in minutes, for each time the queue is played ahead."""
        self.listen()
        state, now = self.house.state, self.house.now
        for group in groups(state, now):
            if service in group.services:
                pool = make_pool(state, self.experience, group, now)
                return play_ahead(pool, self.experience, seed).minutes[service]
        return []

    def mean(self, service: str = "tax") -> float:
        draws = self.draws(service)
        return sum(draws) / len(draws)
