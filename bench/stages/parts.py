"""The memory of each part, and how soon those with a window draw their first picture."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench import site
from bench.baselines.process import BareProcess
from bench.hub_house import HubHouse
from bench.machine import pss_mb
from bench.rows import Row, measured
from bench.samples import in_turn
from bench.screen_house import KIOSK, WALL, ProbedHouse, bare_window, make_house
from bench.setting import Setting
from bench.window import ProbedWindow
from simulator.house import Screen, free_port
from simulator.processes import Part

_QUIET = ("hub", "deviceagent", "alarms")
_SCREENS = {"kiosk": KIOSK, "display": WALL}

_ROUNDS, _STARTS, _LEAST, _WEIGHED = 3, 15, 2, 3
_SCREENS_S = 75.0
_SETTLE_S = 2.0
"""A process has done by then what it does once."""

_MS = 1000


def run(setting: Setting) -> Iterator[Row]:
    """Start each part again and again, in turn with something bare."""
    if setting.wants(*(f"memory-{part}" for part in _QUIET)):
        yield from _quiet_parts(setting)
    for part, screen in _SCREENS.items():
        if setting.wants(f"memory-{part}", f"first-frame-{part}"):
            yield from _screen(setting, part, screen)


def _quiet_parts(setting: Setting) -> Iterator[Row]:
    room = setting.room("quiet")
    own: dict[str, list[float]] = {part: [] for part in _QUIET}
    loop: list[float] = []
    hub: list[float] = []
    with make_house(room / "house", (WALL,)) as house:
        for _ in range(setting.count(_ROUNDS)):
            with _bare_loop(house, room) as bare_loop, _bare_hub(house, room) as bare_hub:
                parts = dict(
                    zip(_QUIET, (house.start_hub(), house.start_agent(), house.start_keeper()), strict=True)
                )
                time.sleep(_SETTLE_S)
                for name, part in parts.items():
                    own[name].append(pss_mb(part.pid))
                loop.append(pss_mb(bare_loop.pid))
                hub.append(pss_mb(bare_hub.pid))
                for part in parts.values():
                    part.stop()
    for name, samples in own.items():
        yield measured(f"memory-{name}", samples, hub if name == "hub" else loop)


def _bare_loop(house: ProbedHouse, room: Path) -> BareProcess:
    settings = house.site_broker.settings(site.KIOSKS[0])
    database = room / f"loop-{time.monotonic_ns()}.db"
    arguments = [str(settings.port), site.KIOSKS[0], str(settings.password_file), str(database), site.SITE]
    return BareProcess("bench.baselines.loop", arguments)


def _bare_hub(house: ProbedHouse, room: Path) -> BareProcess:
    settings = house.site_broker.settings(site.KIOSKS[1])
    database = room / f"hub-{time.monotonic_ns()}.db"
    arguments = [str(settings.port), site.KIOSKS[1], str(settings.password_file), str(database)]
    return BareProcess("bench.baselines.hub", [str(free_port()), *arguments])


@dataclass(slots=True)
class _Weights:
    """First frames in ms, memory in MB."""

    frames: list[float] = field(default_factory=list[float])
    memory: list[float] = field(default_factory=list[float])


def _screen(setting: Setting, name: str, screen: Screen) -> Iterator[Row]:
    """Start a real screen of a site that lives, and an empty window of the same size."""
    room = setting.room(f"screen-{name}")
    own, bare = _Weights(), _Weights()
    with contextlib.ExitStack() as stack:
        house = stack.enter_context(make_house(room / "house", (screen,)))
        kiosks = tuple(kiosk for kiosk in site.KIOSKS if kiosk != screen.device)
        stack.enter_context(HubHouse(house, kiosks=kiosks))

        def start(weights: _Weights) -> None:
            with ProbedWindow(room / "own") as window:
                house.windows = {screen.device: window}
                began = time.monotonic()
                part = house.start_screen(screen.device)
                _weigh(weights, window, began, part, weigh=len(weights.memory) < _WEIGHED)
                part.stop()

        def start_bare(weights: _Weights) -> None:
            with ProbedWindow(room / "bare") as window, bare_window(screen, room / "bare", window) as process:
                weigh = len(weights.memory) < _WEIGHED
                _weigh(weights, window, process.began, process, weigh=weigh)

        start(_Weights())  # the first start of all keeps what the hub says, and fills the machine's caches
        start_bare(_Weights())
        in_turn(
            setting.count(_STARTS, _LEAST),
            1,
            lambda _block: start(own),
            lambda _block: start_bare(bare),
            limit_s=setting.limit_s(_SCREENS_S),
        )
    yield measured(f"memory-{name}", own.memory, bare.memory)
    yield measured(f"first-frame-{name}", own.frames, bare.frames)


def _weigh(
    weights: _Weights, window: ProbedWindow, began: float, process: Part | BareProcess, *, weigh: bool
) -> None:
    weights.frames.append((window.first().at - began) * _MS)
    if weigh:
        time.sleep(_SETTLE_S)
        weights.memory.append(pss_mb(process.pid))
