"""What the CPU does while nobody is at the kiosk, beside an empty window that turns as often."""

import contextlib
import os
import time
from collections.abc import Iterator

from bench import site
from bench.hub_house import HubHouse
from bench.machine import cpu_s, keep_to_core
from bench.rows import Row, measured
from bench.screen_house import KIOSK, bare_window, make_house
from bench.setting import Setting
from bench.window import ProbedWindow

_SAMPLES, _LEAST = 16, 2
_SAMPLE_S = 6.0
"""The printer is asked every 5 s and the hub hears a beat every 2 s: each stretch has both."""
_SETTLE_S = 10.0
"""All screens are made by then, the encoder is loaded, and the day is open."""

_PERCENT = 100


def run(setting: Setting) -> Iterator[Row]:
    """Let both rest side by side, and look at their CPU in the same stretches of time.

    Both are kept to one core, which changes after each: they then meet the same caches and neighbours. On
    cores of their own the ratio of single stretches was 1.2 to 2.0.
    """
    cores = sorted(os.sched_getaffinity(0))
    room = setting.room("idle")
    own: list[float] = []
    bare: list[float] = []
    with contextlib.ExitStack() as stack:
        house = stack.enter_context(make_house(room / "house", (KIOSK,)))
        others = tuple(kiosk for kiosk in site.KIOSKS if kiosk != KIOSK.device)
        stack.enter_context(HubHouse(house, kiosks=others))
        window = stack.enter_context(ProbedWindow(room / "own"))
        house.windows = {KIOSK.device: window}
        kiosk = house.start_screen(KIOSK.device)
        window.first()
        beside = stack.enter_context(ProbedWindow(room / "bare"))
        empty = stack.enter_context(bare_window(KIOSK, room / "bare", beside))
        beside.first()
        time.sleep(_SETTLE_S)  # nothing tells that a process has come to rest
        for stretch in range(setting.count(_SAMPLES, _LEAST)):
            for pid in (kiosk.pid, empty.pid):
                keep_to_core(pid, cores[stretch % len(cores)])
            began = time.monotonic()
            before = cpu_s(kiosk.pid), cpu_s(empty.pid)
            time.sleep(_SAMPLE_S)  # the rest that is measured
            share = _PERCENT / (time.monotonic() - began)
            own.append((cpu_s(kiosk.pid) - before[0]) * share)
            bare.append((cpu_s(empty.pid) - before[1]) * share)
    yield measured("idle-cpu-kiosk", own, bare)
