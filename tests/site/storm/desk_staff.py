"""Staff of the storm: they serve at thirty desks, and call the same customer at the same moment."""

import random
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from simulator.staff import StaffMember
from tests.site.storm.account import Account
from tests.site.storm.asker import Asker
from tests.site.storm.site_file import SERVICES, desk_name, services_of

_NOBODY_S = 0.5
_MEET_S = 1.0
_NOT_COME_S = 31.0
"""The site's authorities wait for half a minute before somebody counts as not come."""

_MISTAKES, _URGENT = 0.05, 0.15


@dataclass
class Duel:
    """Where a desk leaves word whom it is about to call, and another joins in."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: dict[str, tuple[str, threading.Barrier]] = field(
        default_factory=dict[str, tuple[str, threading.Barrier]]
    )
    """Who waits to be called by two desks, with the service and where the two meet."""

    def offer(self, visit: str, service: str) -> bool:
        """Wait for an opponent; both are to call now. ``False`` where nobody came."""
        barrier = threading.Barrier(2)
        with self._lock:
            self._open[visit] = (service, barrier)
        with suppress(threading.BrokenBarrierError):
            barrier.wait(_MEET_S)
            return True
        with self._lock:
            self._open.pop(visit, None)
        return False

    def join(self, services: tuple[str, ...]) -> str:
        """Return whom to call now, because another desk does; empty where nobody waits for an opponent."""
        with self._lock:
            visit = next((one for one, (service, _) in self._open.items() if service in services), "")
            if not visit:
                return ""
            _service, barrier = self._open.pop(visit)
        with suppress(threading.BrokenBarrierError):
            barrier.wait(_MEET_S)
            return visit
        return ""


class DeskWorker(Asker):
    """Serves at one desk, and knows what it has there; where the hub says otherwise, it looks."""

    def __init__(
        self,
        person: StaffMember,
        account: Account,
        chance: random.Random,
        number: int,
        desks: int,
        duel: Duel,
    ) -> None:
        """Work at the desk of this number of ``desks``."""
        super().__init__(person, account, chance)
        self._place = desk_name(number)
        self._services = services_of(number)
        self._number = number
        self._desks = desks
        self._duel = duel
        self._state: str | None = None
        self._visit = ""

    def open(self) -> None:
        """Begin to serve."""
        self.patiently(lambda: self.person.open_desk(self._place, list(self._services)) or {})

    def step(self, pause: Callable[[float], object]) -> None:
        """Do the next thing; ``pause`` is how time is spent on a customer."""
        if self._state is None:
            self._call(pause)
        elif self._state == "called":
            self._greet(pause)
        else:
            self._serve(pause)

    def _do(self, action: str, **fields: str) -> dict[str, Any] | None:
        done = self.ask(f"/desk/{self._place}/{action}", action, self._place, **fields)
        if done is None:
            self._look_again()
        return done

    def _look_again(self) -> None:
        standing = self.look(self._place)["visit"]
        self._state = None if standing is None else standing["state"]
        self._visit = "" if standing is None else standing["visit"]

    def _call(self, pause: Callable[[float], object]) -> None:
        if self._happens(0.02):
            self._do("pause")
            pause(self.chance.expovariate(1))
            self._do("resume")
        if self._happens(0.02):
            self._see_to_those_aside()
        whom = self._whom()
        done = self._do("call-this", visit=whom) if whom else self._do("call-next")
        if done is not None:
            self._state, self._visit = "called", done["visit"]
        elif self._state is None:
            self._see_to_those_aside()
            pause(_NOBODY_S)

    def _whom(self) -> str:
        """Return whom to call by hand, because another desk is to call them at the same moment."""
        joined = self._duel.join(self._services)
        if joined:
            self.account.note("times two desks called one customer at once")
            return joined
        if self._happens(0.05):
            waiting = self.look(self._place)["waiting"]
            if waiting:
                row = self.chance.choice(waiting[:5])
                self._duel.offer(row["visit"], row["service"])
                return str(row["visit"])
        return ""

    def _see_to_those_aside(self) -> None:
        """Let who has filled in the form wait again, and who came too late."""
        seen = self.look(self._place)
        for action, aside in (("return", seen["parked"]), ("bring-back", seen["missed"])):
            if aside:
                self._do(action, visit=self.chance.choice(aside)["visit"])

    def _greet(self, pause: Callable[[float], object]) -> None:
        pause(self.chance.expovariate(4))
        if self._happens(0.10):
            self._do("call-again", visit=self._visit)
        elif self._happens(0.05):
            self._leaves(self._do("give-back", visit=self._visit))
        elif self._happens(0.03):
            self._leaves(self._do("park", visit=self._visit))
        elif self._happens(0.007):
            pause(_NOT_COME_S)
            self._leaves(self._do("not-come", visit=self._visit))
        elif self._do("start", visit=self._visit) is not None:
            self._state = "serving"

    def _serve(self, pause: Callable[[float], object]) -> None:
        pause(self.chance.expovariate(1))
        if self._happens(0.08):
            self._leaves(self._send_on())
        elif self._happens(0.03):
            self._leaves(self._do("park", visit=self._visit))
        else:
            self._leaves(self._do("finish", visit=self._visit))

    def _send_on(self) -> dict[str, Any] | None:
        """Transfer to a service, and sometimes to the one desk that is to call."""
        service = self.chance.choice(tuple(SERVICES))
        others = [
            desk for desk in range(self._desks) if service in services_of(desk) and desk != self._number
        ]
        if others and self._happens(0.3):
            to_desk = desk_name(self.chance.choice(others))
            return self._do("transfer", visit=self._visit, service=service, to_desk=to_desk)
        return self._do("transfer", visit=self._visit, service=service)

    def _leaves(self, done: dict[str, Any] | None) -> None:
        if done is not None:
            self._state, self._visit = None, ""

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share


class Adviser(Asker):
    """Checks in by hand whoever does not get on with a screen, often for several services."""

    def step(self, pause: Callable[[float], object]) -> None:
        """Check one in."""
        pause(self.chance.expovariate(1))
        service, *further = self.chance.sample(tuple(SERVICES), self.chance.choice((1, 1, 2, 3)))
        rows: dict[str, str] = {}
        for row, another in enumerate(further, start=1):
            rows |= {f"further-{row}": another, f"when-{row}": self.chance.choice(("at-once", "afterwards"))}
        if self.chance.random() < _URGENT:
            rows["urgent"] = "on"
        done = self.ask("/check-in", "check-in", service=service, language="fi", **rows)
        if done is not None and self.chance.random() < _MISTAKES:
            self.ask("/check-in/take-back", "take-back", visit=done["visit"])
