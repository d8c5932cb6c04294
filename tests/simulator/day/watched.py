"""A watch of a played day, and other days made of one."""

import dataclasses
from collections.abc import Sequence

from hub.queue.events import (
    AnyEvent,
)
from hub.queue.stamps import Now
from hub.queue.state import State
from simulator.day.scenario import Scenario


class Log:
    """Keeps what a watch hears, and the state it saw last."""

    def __init__(self) -> None:
        self.events: list[AnyEvent] = []
        self.moments: list[int] = []
        self.state = State()

    def __call__(self, state: State, events: Sequence[AnyEvent], now: Now) -> None:
        self.state = state
        self.events += events
        self.moments.append(now.ms)


def changed(scenario: Scenario, **changes: object) -> Scenario:
    return dataclasses.replace(scenario, **changes)
