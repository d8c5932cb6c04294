"""What becomes of the hub's memory in 20 days of 5,000 visits, beside a bare hub that does nothing."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import site
from bench.baselines.process import BareProcess
from bench.hub_house import HubHouse
from bench.machine import pss_mb
from bench.rows import Row, estimated, measured
from bench.samples import slope_interval
from bench.screen_house import ProbedHouse, make_house
from bench.setting import Setting
from simulator.house import House, free_port
from simulator.processes import Part

_VISITS, _SERVED = 5000, 300
"""Visits of a day, and how many of them are called and served; who waits at the end of the day is closed."""

_DAYS, _LEAST_DAYS, _FIRST_DAYS = 22, 4, 2
"""Of the days, the first ones fill what is bounded (the day before, answers, SQLite's pages)."""

_SETTLE_S = 2.0
"""What a new day entails (a snapshot, leases) is over by then, and memory is weighed at rest."""


class DaysHouse(ProbedHouse):
    """A house whose hub has a clock that can be moved on."""

    def _start(self, name: str, arguments: Sequence[str], environment: dict[str, str] | None = None) -> Part:
        module, *rest = arguments
        module = "bench.baselines.days_hub" if module == "hub" else module
        return super()._start(name, [module, *rest], environment)


def run(setting: Setting) -> Iterator[Row]:
    """Let the days pass, and weigh the hub in the evening and in the morning after."""
    room = setting.room("days")
    evenings: list[float] = []
    mornings: list[float] = []
    bare: list[float] = []
    visits = setting.count(_VISITS)
    with (
        make_house(room / "house", kind=DaysHouse) as house,
        HubHouse(house) as hub,
        _bare_hub(house, room) as idle,
    ):
        for _ in range(setting.count(_DAYS, _LEAST_DAYS)):
            hub.kiosks.say_beats()
            hub.kiosks.burst(visits)
            for number in range(setting.count(_SERVED)):
                desk = site.DESKS[number % len(site.DESKS)]
                hub.call(desk)
                hub.serve(desk)
            evenings.append(pss_mb(hub.hub.pid))
            bare.append(pss_mb(idle.pid))
            _sleep_till_morning(hub)
            mornings.append(pss_mb(hub.hub.pid))
    yield measured("memory-evening", evenings, bare)
    slope, upper = slope_interval(mornings[_FIRST_DAYS:])
    days = 100_000 / visits
    yield estimated("memory-growth", slope * days, upper * days, visits * len(mornings[_FIRST_DAYS:]))


def _sleep_till_morning(hub: HubHouse) -> None:
    today = hub.kiosks.all[0].day
    os.kill(hub.hub.pid, signal.SIGUSR1)
    hub.kiosks.wait_for_day(other_than=today)
    hub.open_desks()
    os.kill(hub.hub.pid, signal.SIGUSR2)
    time.sleep(_SETTLE_S)


def _bare_hub(house: House, room: Path) -> BareProcess:
    settings = house.site_broker.settings(site.AGENT)
    arguments = [str(settings.port), site.AGENT, str(settings.password_file), str(room / "bare.db")]
    return BareProcess("bench.baselines.hub", [str(free_port()), *arguments])
