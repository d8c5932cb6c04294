"""What staff at one desk ask of the queue: mostly once, sometimes twice, and sometimes again much later."""

import random
from collections.abc import Callable
from typing import TypedDict

from hub.queue.answers import Answer, Code
from hub.queue.commands import AnyCommand
from simulator.day.house import STAFF, House
from simulator.day.scenario import MINUTE_MS, Scenario

_AGAIN_MS = (MINUTE_MS, 20 * MINUTE_MS)
"""What an outbox has kept arrives once more within so long."""


class Words(TypedDict):
    """What every command of staff has."""

    id: str
    staff: str


class DeskWords(Words):
    """What every command of staff at a desk has."""

    desk: str


class Asker:
    """The screen of one desk, and what its staff has begun."""

    def __init__(self, desk: str, scenario: Scenario, house: House, rng: random.Random) -> None:
        self._desk = desk
        self._doubled = scenario.doubled
        self._late_again = scenario.late_again
        self._house = house
        self._rng = rng
        self._turn = 0

    def do(self, command: AnyCommand, *expected: Code) -> Answer:
        """Do a command; a refusal with any code but ``expected`` is a fault of the day."""
        twice, again = self._rng.random() < self._doubled, self._rng.random() < self._late_again
        answer = (self._house.do_twice if twice else self._house.do)(command, *expected)
        if again:
            self._house.send_later(command, answer, self._rng.randrange(*_AGAIN_MS))
        return answer

    def words(self) -> Words:
        """Return the words of a new command."""
        return {"id": self._house.mint(), "staff": STAFF}

    def here(self) -> DeskWords:
        """Return the words of a new command at this desk."""
        return {"id": self._house.mint(), "staff": STAFF, "desk": self._desk}

    def later(self, delay_ms: float, action: Callable[[], None]) -> None:
        """Go on later, unless everything has been left by then."""
        turn = self._turn
        self._house.agenda.after(delay_ms, lambda: action() if turn == self._turn else None)

    def leave(self) -> None:
        """Leave everything that was begun: somebody has closed the desk, or the day."""
        self._turn += 1
