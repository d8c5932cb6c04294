"""Customers of the storm: they come to eight kiosks, and go on coming whatever falls around them."""

import json
import random
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from simulator.eyes import Eyes, NotSeenError, Seen
from tests.site.full import bears, numbers_in, tap
from tests.site.storm.account import Account, Held
from tests.site.storm.house import WINDOWED, StormHouse
from tests.site.storm.site_file import SERVICES
from tests.site.storm.windowless import FINGER

_FINGER_S = 40.0
_SWAY = 20.0
_DARK_S = 0.2


class Customers:
    """As many as are wanted, spread over the time there is; a rush follows each outage."""

    def __init__(
        self, house: StormHouse, account: Account, seed: int, *, visits: int, lasts_s: float
    ) -> None:
        """``visits`` are all that there shall be, those whom an adviser checks in included."""
        self._house = house
        self._account = account
        self._seed = seed
        self._visits = visits
        self._lasts_s = lasts_s
        self._began = 0.0
        self._ending = threading.Event()
        self._threads: list[threading.Thread] = []

    def begin(self) -> None:
        """Let them come."""
        self._began = time.monotonic()
        for number, kiosk in enumerate(self._house.kiosks):
            take = self._take_at_window if kiosk == WINDOWED else self._take
            chance = random.Random(f"{self._seed} customers {number}")
            thread = threading.Thread(
                target=self._come, args=(kiosk, take, chance), name=f"customers-{kiosk}"
            )
            self._threads.append(thread)
            thread.start()

    @property
    def all_came(self) -> bool:
        """Whether as many came as were wanted."""
        return self._account.visits >= self._visits

    def end(self) -> None:
        """Let the last one go."""
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def _come(
        self, kiosk: str, take: Callable[[str, random.Random], Held | None], chance: random.Random
    ) -> None:
        while not self._ending.wait(chance.expovariate(_SWAY)):
            due = min(self._visits, self._visits * (time.monotonic() - self._began) / self._lasts_s)
            if self._account.visits >= due:
                continue
            try:
                held = take(kiosk, chance)
            except (OSError, NotSeenError, RuntimeError):
                held = None
                self._account.note("times a customer found a screen dark")
                self._ending.wait(_DARK_S)
            if held is not None:
                self._account.hold(held)

    def _take(self, kiosk: str, chance: random.Random) -> Held | None:
        service = chance.choice(tuple(SERVICES))
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(_FINGER_S)
            line.connect(str(self._house.state(kiosk) / FINGER))
            with line.makefile("rw", encoding="utf-8") as words:
                words.write(f"{chance.choice(('fi', 'sv', 'en'))} {SERVICES[service]} {service}\n")
                words.flush()
                answer = words.readline()
        if not answer:
            raise ConnectionError("the kiosk ended before it answered")
        told = json.loads(answer)
        if "ticket" in told:
            return Held(kiosk, told["ticket"], str(told["number"]))
        self._account.note(f"times a kiosk had no number (screen {told['screen']})")
        return None

    def _take_at_window(self, kiosk: str, _chance: random.Random) -> Held:
        eyes = Eyes(self._house.onlooker(kiosk))
        with suppress(NotSeenError):
            eyes.wait_for_text("Valmis", deadline_s=0.1)
            eyes.touch("Valmis", deadline_s=1)
        eyes.wait_for_text("Suomi", deadline_s=10)
        tap(eyes, "Suomi", bears("Tax"))
        tap(eyes, "Tax", bears("Tax personal"))
        seen = tap(eyes, "Tax personal", _has_number)
        number = numbers_in(seen)[0]
        with suppress(NotSeenError):
            tap(eyes, "Valmis", bears("Suomi"))
        return Held(kiosk, "", str(number))


def _has_number(seen: list[Seen]) -> bool:
    return bool(numbers_in(seen))
