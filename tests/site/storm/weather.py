"""The weather: kills and cuts, planned by a seed, and how long it takes until all is well again."""

import os
import random
import signal
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from typing import Literal

from simulator.processes import Part, ProcessEndedError
from tests.site.storm.account import Account
from tests.site.storm.house import HUB, StormHouse

BROKER = "broker"

_RESTART_S = (0.1, 0.1, 0.1, 1.0, 5.0)
"""After so long systemd starts again what was killed; the longest stands for a box without power."""

_CUT_S = (1.0, 4.0, 12.0, 20.0)
"""A silent cut is noticed by beats after 5 s, by the keepalive after 8 s."""

_HUB_CUT_S = (0.5, 3.0, 9.0)
_CATCH_UP_S = 120.0
_POLL_S = 0.05

How = Literal["unplug", "silence", "slow down", "freeze", "ask to end"]


@dataclass(frozen=True, slots=True)
class Kill:
    """``kill -9`` at a moment (s after the storm began); started again ``for_s`` later."""

    at_s: float
    what: str
    for_s: float


@dataclass(frozen=True, slots=True)
class Cut:
    """What is not there for a while (``for_s``), and was not killed.

    A cable that is pulled, a switch that drops everything, a bad line, a process that gets no turn, or one
    that was asked to end.
    """

    at_s: float
    what: str
    how: How
    for_s: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """All that is going to fall."""

    kills: tuple[Kill, ...]
    cuts: tuple[Cut, ...]


def forecast(seed: int, kiosks: Sequence[str], *, kills: int, cuts: int, lasts_s: float) -> Forecast:
    """Return the weather of a seed: kills in even parts on hub, broker and kiosks, cuts mostly on kiosks."""
    chance = random.Random(f"{seed} weather")
    longest_s = lasts_s / 3
    targets = [(HUB, BROKER, chance.choice(kiosks))[number % 3] for number in range(kills)]
    chance.shuffle(targets)
    ways: tuple[How, ...] = ("unplug", "silence", "slow down", "freeze", "ask to end")
    return Forecast(
        tuple(
            Kill(at_s, what, min(longest_s, chance.choice(_RESTART_S)))
            for at_s, what in zip(_moments(chance, kills, lasts_s), targets, strict=True)
        ),
        tuple(
            Cut(
                at_s,
                HUB if number % 3 == 0 else chance.choice(kiosks),
                ways[number % len(ways)],
                min(longest_s, chance.choice(_HUB_CUT_S if number % 3 == 0 else _CUT_S)),
            )
            for number, at_s in enumerate(_moments(chance, cuts, lasts_s))
        ),
    )


def _moments(chance: random.Random, count: int, lasts_s: float) -> list[float]:
    """Return one moment in each of so many equal parts of the time."""
    return [round((number + chance.random()) * lasts_s / max(1, count), 2) for number in range(count)]


@dataclass
class Weather:
    """Lets a forecast fall upon a house, in threads of its own."""

    house: StormHouse
    account: Account
    forecast: Forecast
    fell: list[str] = field(default_factory=list[str])
    catch_ups: list[tuple[str, float]] = field(default_factory=list[tuple[str, float]])
    """What came back, and after how many seconds all of it was true again."""
    _began: float = 0.0
    _hub_box: threading.Lock = field(default_factory=threading.Lock)
    _ending: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list[threading.Thread])
    _down: set[str] = field(default_factory=set[str])
    _down_one_by_one: defaultdict[str, threading.Lock] = field(
        default_factory=lambda: defaultdict(threading.Lock)
    )
    _watchers: list[threading.Thread] = field(default_factory=list[threading.Thread])

    def begin(self) -> None:
        """Begin; each row of things falls in its own thread, so that kills meet cuts."""
        self._began = time.monotonic()
        for row in (self.forecast.kills, self.forecast.cuts):
            self._start(lambda row=row: self._fall(row), self._threads)

    @property
    def is_over(self) -> bool:
        """Whether everything has fallen, and is up again."""
        return not any(thread.is_alive() for thread in self._threads)

    def end(self) -> None:
        """Wait until all is up and has caught up; what has not fallen by now does not fall any more."""
        self._ending.set()
        for thread in (*self._threads, *self._watchers):
            thread.join()

    def look_after(self) -> None:
        """Start again what ended by itself, as systemd would, and object: nothing should."""
        for name in self.house.parts.names():
            part = self.house.parts[name]
            if name not in self._down and not part.runs and name not in self._down:
                self.account.object(f"ended by itself: {part.report()}")
                part.start()

    @property
    def counts(self) -> Counter[str]:
        """How often what fell."""
        return Counter(what.partition(" for ")[0] for what in self.fell)

    def _start(self, work: Callable[[], None], among: list[threading.Thread]) -> None:
        def run() -> None:
            try:
                work()
            except (AssertionError, RuntimeError, TimeoutError, OSError) as error:
                self.account.object(f"the weather ended: {error!r}")

        thread = threading.Thread(target=run, name="weather")
        among.append(thread)
        thread.start()

    def _fall(self, row: Sequence[Kill] | Sequence[Cut]) -> None:
        for one in row:
            if self._ending.wait(max(0.0, self._began + one.at_s - time.monotonic())):
                return
            if isinstance(one, Kill):
                self._kill(one)
            else:
                self._cut(one)

    def _say(self, what: str, for_s: float) -> None:
        self.fell.append(
            f"{what} for {for_s:g} s, {time.monotonic() - self._began:.1f} s after the beginning"
        )

    def _kill(self, kill: Kill) -> None:
        self._say(f"kill -9 {kill.what}", kill.for_s)
        if kill.what == BROKER:
            with self._hub_box:  # whoever starts it waits until it answers, which it could not in a cut
                self.house.broker.kill()
                self._ending.wait(kill.for_s)
                self.house.broker.start()
            return
        since = self._end_and_start(kill.what, kill.for_s, lambda part: part.kill())
        if kill.what == HUB:
            self._start(lambda: self._hub_is_back("a killed hub", since), self._watchers)
        else:
            self._start(lambda: self._kiosk_is_true(kill.what, "a killed kiosk", since), self._watchers)

    def _cut(self, cut: Cut) -> None:
        self._say(f"{cut.how} {cut.what}", cut.for_s)
        with self._hub_box if cut.what == HUB else nullcontext():
            self._take_away(cut)
        since = time.monotonic()
        if cut.what == HUB:
            self._start(lambda: self._hub_is_back("a hub that was cut off", since), self._watchers)
        else:
            self._start(
                lambda: self._kiosk_is_true(cut.what, "a kiosk that was cut off", since), self._watchers
            )

    def _take_away(self, cut: Cut) -> None:
        box = self.house.box(cut.what)
        match cut.how:
            case "unplug":
                box.unplug()
                self._ending.wait(cut.for_s)
                box.plug()
            case "silence":
                box.silence()
                self._ending.wait(cut.for_s)
                box.end_silence()
            case "slow down":
                if not box.slow_down():
                    self.account.note("times a line could not be slowed down: the kernel has no means")
                self._ending.wait(cut.for_s)
                box.speed_up()
            case "freeze":
                self._freeze(cut)
            case "ask to end":
                self._end_and_start(cut.what, cut.for_s, self._ask_to_end)

    def _ask_to_end(self, part: Part) -> None:
        if part.stop():
            self.account.object(f"did not end well when asked to: {part.report()}")

    def _freeze(self, cut: Cut) -> None:
        with suppress(ProcessLookupError, ProcessEndedError):  # it may be killed meanwhile
            pid = self.house.parts[cut.what].pid
            os.kill(pid, signal.SIGSTOP)
            self._ending.wait(cut.for_s)
            os.kill(pid, signal.SIGCONT)

    def _end_and_start(self, name: str, for_s: float, end: Callable[[Part], object]) -> float:
        """End a part in some way and start it again; return when that was."""
        with self._down_one_by_one[name]:
            self._down.add(name)
            part = self.house.parts[name]
            end(part)
            self._ending.wait(for_s)
            since = time.monotonic()
            part.start()
            self._down.discard(name)
        return since

    def _hub_is_back(self, what: str, since: float) -> None:
        self.house.wait_for_hub()
        self.catch_ups.append((what, time.monotonic() - since))

    def _kiosk_is_true(self, kiosk: str, what: str, since: float) -> None:
        """Wait until a kiosk serves and all that it had to say is acknowledged; more may fall meanwhile."""
        newest = self.house.newest(kiosk)
        between = threading.Event()
        while time.monotonic() - since < _CATCH_UP_S:
            oldest = self.house.oldest_unsent(kiosk)
            if (oldest is None or oldest > newest) and self.house.serves(kiosk):
                self.catch_ups.append((what, time.monotonic() - since))
                return
            between.wait(_POLL_S)
        self.account.object(f"{kiosk} had not caught up {_CATCH_UP_S:g} s after it was back")
