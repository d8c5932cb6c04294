"""People for a storm: customers, staff and an adviser, who go on whatever falls around them."""

import contextlib
import http.client
import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from common.wire.ids import mint_id
from simulator.demo.world import sign_in
from simulator.staff import RefusedError, StaffMember
from tests.site.point import SERVICES, Point, Told

_GONE = (OSError, http.client.HTTPException)
_AGAIN_S = 0.1
_TRIES = 600
_OFTEN = 0.2


@dataclass
class Crowd:
    """Everything that people were told while it lasted; whoever came is heard out at the end."""

    point: Point
    seed: int
    told: list[Told] = field(default_factory=list[Told])
    by_advisers: list[int] = field(default_factory=list[int])
    done: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """What staff asked for and was done: the action, and the command's id."""
    refused: Counter[str] = field(default_factory=Counter[str])
    wrong: list[str] = field(default_factory=list[str])
    _ending: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list[threading.Thread])

    def come(self, kiosks: tuple[str, ...], places: tuple[str, ...]) -> None:
        """Let everybody begin."""
        for number, kiosk in enumerate(kiosks):
            self._begin(lambda chance, kiosk=kiosk: self._customer(kiosk, chance), number)
        for number, place in enumerate(places):
            person = sign_in(self.point, f"Staff {number}", "adviser")
            self._patiently(lambda person=person, place=place: person.open_desk(place, list(SERVICES)))
            self._begin(
                lambda chance, person=person, place=place: self._serve(person, place, chance), 10 + number
            )
        self._begin(self._check_in, 20)

    def go(self) -> None:
        """Let everybody end what they are at."""
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def pause(self, seconds: float) -> None:
        """Wait, or until everybody is to go."""
        self._ending.wait(seconds)

    def _begin(self, live: Callable[[random.Random], None], number: int) -> None:
        chance = random.Random(self.seed * 100 + number)

        def run() -> None:
            try:
                while not self._ending.is_set():
                    live(chance)
            except (KeyError, ValueError, TypeError, AssertionError) as error:
                self.wrong.append(repr(error))

        thread = threading.Thread(target=run, name=f"person-{number}")
        self._threads.append(thread)
        thread.start()

    def _customer(self, kiosk: str, chance: random.Random) -> None:
        self.pause(chance.expovariate(8))
        with contextlib.suppress(*_GONE):  # the screen is dark: the next one comes
            taken = self.point.kiosk(kiosk).take(chance.choice(SERVICES), chance.choice(["fi", "sv", "en"]))
            if taken is not None:
                self.told.append(taken)

    def _check_in(self, chance: random.Random) -> None:
        self.pause(chance.expovariate(1))
        done = self._ask(
            "check-in",
            lambda command: self.point.staff.post(
                "/check-in", service=chance.choice(SERVICES), language="fi", command=command
            ),
        )
        if done is not None:
            self.by_advisers.append(int(done["number"]))

    def _serve(self, person: StaffMember, place: str, chance: random.Random) -> None:
        def ask(action: str, **fields: str) -> dict[str, Any] | None:
            self.pause(chance.expovariate(20))
            return self._ask(action, lambda command: person.act(place, action, command=command, **fields))

        if ask("call-next") is None:
            self.pause(_AGAIN_S)
            return
        if chance.random() < _OFTEN:
            ask("call-again")
        ask("start")
        sent_on = chance.random() < _OFTEN and ask("transfer", service=chance.choice(SERVICES))
        if not sent_on:  # nobody is sent on to where they came from
            ask("finish")

    def _ask(self, action: str, attempt: Callable[[str], dict[str, Any]]) -> dict[str, Any] | None:
        """Ask with one command id until there is an answer: what a browser does whose answer got lost."""
        command = mint_id()
        try:
            done = self._patiently(lambda: attempt(command))
        except RefusedError as refused:
            self.refused[refused.code] += 1
            return None
        if done is not None:
            self.done.append((action, command))
        return done

    def _patiently(self, attempt: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the attempt gives
        between = threading.Event()
        for _ in range(_TRIES):
            try:
                return attempt()
            except RefusedError as refused:
                if refused.code not in {"busy", "500", "503"}:
                    raise
            except _GONE:
                pass
            between.wait(_AGAIN_S)
        self.wrong.append("the console did not answer for a minute")
        return None
