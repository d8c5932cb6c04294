"""One whole storm: a site, its people, its weather, and what is wrong with it at the end."""

import json
import random
import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from simulator.staff import RefusedError
from tests.site.storm.account import Account
from tests.site.storm.asker import GONE, Asker
from tests.site.storm.customers import Customers
from tests.site.storm.desk_staff import Adviser, DeskWorker, Duel
from tests.site.storm.house import StormHouse
from tests.site.storm.judge_boards import wrong_boards
from tests.site.storm.judge_log import (
    Event,
    wrong_answers,
    wrong_order,
    wrong_overtakings,
    wrong_replay,
    wrong_visits,
)
from tests.site.storm.judge_tickets import wrong_disks, wrong_hands, wrong_papers
from tests.site.storm.site_file import SPARE, timezone_where_it_is_morning
from tests.site.storm.weather import Weather, forecast
from tests.traffic import Reader
from tests.waiting import wait_until

_LOOK_S = 0.25
_PATIENCE_S = 180.0
_LEFT_WAITING = 20
"""So many still wait when the day is closed: they are ended with a reason."""

TOLD = (
    "hub-started",
    "checked-in",
    "called",
    "finished",
    "continued",
    "transferred",
    "parked",
    "returned",
    "given-back",
    "not-come",
    "brought-back",
    "cancelled",
    "visit-closed",
)
"""The events that are counted in the table at the end."""

_ONE_IN = 25
"""Of the traffic, this part is held against the document of messages; all of it was in the other tests."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a storm is; ``visits`` come evenly over ``lasts_s``, and the weather is over by then."""

    visits: int
    kiosks: int
    desks: int
    kills: int
    cuts: int
    lasts_s: float


@dataclass
class Outcome:
    """What a storm left behind: what is wrong, and its figures."""

    seed: int
    wrong: list[str] = field(default_factory=list[str])
    fell: list[str] = field(default_factory=list[str])
    counts: Counter[str] = field(default_factory=Counter[str])
    longest: dict[str, float] = field(default_factory=dict[str, float])
    """Seconds, by what came back: the longest until all was true again."""

    def report(self) -> str:
        """Return what is wrong, for who has to find the cause."""
        return "\n".join(
            (
                f"{len(self.wrong)} things are wrong after the storm of seed {self.seed}:",
                *(f"- {sentence[:1500]}" for sentence in self.wrong[:25]),
                "what fell:",
                *(f"  {what}" for what in self.fell),
            )
        )


class Storm:
    """Runs once. Nothing of it is left, unless something was wrong: then its folder is kept and named."""

    def __init__(self, size: Size, seed: int) -> None:
        self._size = size
        self._seed = seed
        self._account = Account()
        self._ending = threading.Event()
        self._threads: list[threading.Thread] = []

    def run(self) -> Outcome:
        """Let it rage, and judge."""
        folder = Path(tempfile.mkdtemp(prefix="vuoro-"))  # the path of a socket may have 107 letters at most
        outcome = Outcome(self._seed)
        size = self._size
        try:
            with StormHouse(folder, kiosks=size.kiosks, desk_count=size.desks) as house:
                began = time.monotonic()
                boss = self._open(house)
                outcome.counts["s until the day was open"] = round(time.monotonic() - began)
                began = time.monotonic()
                try:
                    self._rage(house, outcome)
                    self._calm_down(house, boss)
                finally:
                    self._account.abandoned.set()
                    self._end_people()
                outcome.counts["s of storm, until all was served"] = round(time.monotonic() - began)
                self._judge(house, outcome)
        except (AssertionError, OSError, RuntimeError) as error:
            outcome.wrong += [f"the storm could not be brought to its end: {error!r}", *self._account.wrong]
        if outcome.wrong:
            outcome.wrong.append(f"everything that was left lies in {folder}")
        else:
            shutil.rmtree(folder)
        return outcome

    # --- the day ------------------------------------------------------------------------------------------

    def _open(self, house: StormHouse) -> Asker:
        house.wait_for_hub()
        self._boss = house.sign_in("Boss", "coordinator")
        zone = ZoneInfo(timezone_where_it_is_morning(datetime.now(UTC)))
        with suppress(RefusedError):  # a trusted clock has opened it already
            self._boss.post("/day/open", date=datetime.now(zone).date().isoformat())
        house.wait_for_numbers()
        return Asker(self._boss, self._account, self._chance("boss"))

    def _rage(self, house: StormHouse, outcome: Outcome) -> None:
        size, account = self._size, self._account
        duel = Duel()
        for number, desk in enumerate(house.desks):
            person = house.sign_in(f"Staff {number}", "adviser")
            worker = DeskWorker(person, account, self._chance(desk), number, size.desks, duel)
            worker.open()
            self._live(desk, worker)
        adviser = Adviser(house.sign_in("Adviser", "adviser"), account, self._chance("adviser"))
        self._live("adviser", adviser)
        customers = Customers(house, account, self._seed, visits=size.visits, lasts_s=size.lasts_s)
        planned = forecast(self._seed, house.kiosks, kills=size.kills, cuts=size.cuts, lasts_s=size.lasts_s)
        weather = Weather(house, account, planned)
        customers.begin()
        weather.begin()
        latest = time.monotonic() + 2 * size.lasts_s + _PATIENCE_S
        try:
            while not (customers.all_came and weather.is_over) and time.monotonic() < latest:
                weather.look_after()
                self._ending.wait(_LOOK_S)
        finally:
            customers.end()
            weather.end()
        outcome.fell = weather.fell
        outcome.counts.update({f"times: {what}": count for what, count in weather.counts.items()})
        for what, seconds in weather.catch_ups:
            outcome.longest[what] = max(seconds, outcome.longest.get(what, 0.0))

    def _calm_down(self, house: StormHouse, boss: Asker) -> None:
        """Let every kiosk be heard and nearly everybody be served; the end of the day ends the rest."""
        for kiosk in house.kiosks:
            wait_until(lambda kiosk=kiosk: house.unsent(kiosk) == 0, _PATIENCE_S, f"{kiosk} has sent all")
        wait_until(lambda: boss.look(SPARE)["total"] <= _LEFT_WAITING, _PATIENCE_S, "nearly all are served")
        self._end_people()
        for kiosk in house.kiosks:
            wait_until(
                lambda kiosk=kiosk: _papers_are_out(house, kiosk), _PATIENCE_S, f"{kiosk} has printed all"
            )
        house.parts.check()
        boss.ask("/day/close", "close-day")
        wait_until(lambda: house.snapshot()[0] == len(house.bodies()), 30, "the hub has kept its state")

    def _end_people(self) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def _live(self, name: str, one: DeskWorker | Adviser) -> None:
        def run() -> None:
            try:
                while not self._ending.is_set():
                    one.step(self._ending.wait)
            except (*GONE, RefusedError, KeyError, TypeError, ValueError, AssertionError) as error:
                self._account.object(f"{name} gave up: {error!r}")

        thread = threading.Thread(target=run, name=name)
        self._threads.append(thread)
        thread.start()

    def _chance(self, who: str) -> random.Random:
        return random.Random(f"{self._seed} {who}")

    # --- the judgement ------------------------------------------------------------------------------------

    def _judge(self, house: StormHouse, outcome: Outcome) -> None:
        account = self._account
        bodies = house.bodies()
        events: list[Event] = [_decode(body) for body in bodies]
        outcome.wrong += account.wrong
        outcome.wrong += self._wrong(house, bodies, events, outcome)
        kinds = Counter(event["type"] for event in events)
        outcome.counts.update(account.seen)
        outcome.counts.update({f"events: {kind}": kinds[kind] for kind in TOLD})
        outcome.counts["tickets in customers' hands"] = len(account.held)
        outcome.counts["papers out of the printers"] = sum(1 for _ in house.papers())
        outcome.counts["things done at desks"] = sum(one.done is not None for one in account.answered)
        outcome.counts["times somebody was passed by"] = sum(
            len(event.get("overtook", ())) for event in events
        )
        outcome.counts["events"] = len(events)

    def _wrong(
        self, house: StormHouse, bodies: list[bytes], events: list[Event], outcome: Outcome
    ) -> Iterator[str]:
        account = self._account
        if account.visits < self._size.visits:
            yield f"only {account.visits} of {self._size.visits} visits were taken"
        if not house.positions_are_whole():
            yield "the positions of the log have gaps"
        yield from wrong_visits(events)
        yield from wrong_order(events)
        yield from wrong_overtakings(events)
        yield from wrong_answers(events, account.answered)
        yield from wrong_replay(bodies, house.snapshot())
        yield from wrong_hands(events, account.held)
        yield from wrong_disks(events, {kiosk: house.tickets(kiosk) for kiosk in house.kiosks})
        yield from wrong_papers(events, house.papers())
        yield from (f"a message was set aside for good: {reason}" for reason in house.quarantined())
        with house.traffic.open(encoding="utf-8") as traffic:
            yield from wrong_boards(events, traffic, outcome.counts)
        with house.traffic.open(encoding="utf-8") as traffic:
            some = (line for number, line in enumerate(traffic) if (number + self._seed) % _ONE_IN == 0)
            yield from Reader().check(some).problems


def _papers_are_out(house: StormHouse, kiosk: str) -> bool:
    return all(paper not in {"due", "sent"} for _number, paper in house.tickets(kiosk).values())


def _decode(body: bytes) -> Event:
    event: Event = json.loads(body)
    return event
