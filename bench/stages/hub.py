"""What check-ins and calls cost the hub with nobody, 1,000 and 5,000 waiting, beside a bare loop."""

import contextlib
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bench import site
from bench.baselines.loop_house import LoopHouse
from bench.hub_house import HubHouse
from bench.listener import Listener
from bench.machine import cpu_s
from bench.rows import WAITING, Row, measured
from bench.samples import in_turn
from bench.screen_house import make_house
from bench.setting import Setting
from common.wire import topics
from common.wire.board import Board
from simulator.house import RECORDER

_NAMES = ("hub-check-in-cpu", "hub-call-cpu", "hub-check-ins-per-second", "board-bytes")
_SAMPLES, _LEAST, _BLOCK, _LIMIT_S = 720, 180, 60, 50.0
_MS = 1000


@dataclass(slots=True)
class _Costs:
    """Means of blocks: CPU in ms a check-in and a call, check-ins a second; and sizes of boards in bytes."""

    check_in_cpu: list[float] = field(default_factory=list[float])
    call_cpu: list[float] = field(default_factory=list[float])
    rate: list[float] = field(default_factory=list[float])
    boards: list[float] = field(default_factory=list[float])


def run(setting: Setting) -> Iterator[Row]:
    """Run a hub for each length of the queue beside the bare loop, and load them in turn."""
    room = setting.room("hub")
    costs = {
        waiting: _Costs() for waiting in WAITING if setting.wants(*(f"{name}@{waiting}" for name in _NAMES))
    }
    bare = _Costs()
    count = setting.count(_SAMPLES, _LEAST)
    with contextlib.ExitStack() as stack:
        loop = stack.enter_context(LoopHouse(room / "loop"))
        takers: list[Callable[[int], None]] = [lambda block: _load_bare(loop, bare, block)]
        _load_bare(loop, _Costs(), _BLOCK)  # once unmeasured: caches, first plans of SQL, the allocator
        for waiting, cost in costs.items():
            house = stack.enter_context(make_house(room / f"{waiting}"))
            hub = stack.enter_context(HubHouse(house))
            hub.kiosks.burst(waiting)
            boards = topics.BOARD.topic(site.SITE, zone=site.ZONE)
            ear = stack.enter_context(Listener(house.site_broker.settings(RECORDER), (boards,)))
            _load(hub, ear, _Costs(), _BLOCK)
            takers.append(functools.partial(_load, hub, ear, cost))
        in_turn(count, _BLOCK, *takers, limit_s=setting.limit_s(_LIMIT_S))
    for waiting, cost in costs.items():
        yield measured(
            f"hub-check-in-cpu@{waiting}",
            cost.check_in_cpu,
            bare.check_in_cpu,
            counted=_BLOCK * len(cost.rate),
        )
        yield measured(
            f"hub-call-cpu@{waiting}", cost.call_cpu, bare.check_in_cpu, counted=_BLOCK * len(cost.rate)
        )
        yield measured(
            f"hub-check-ins-per-second@{waiting}", cost.rate, bare.rate, counted=_BLOCK * len(cost.rate)
        )
        yield measured(f"board-bytes@{waiting}", cost.boards, [_bare_board()])


def _load_bare(loop: LoopHouse, cost: _Costs, count: int) -> None:
    before = cpu_s(loop.pid)
    took_s = loop.kiosks.burst(count)
    cost.rate.append(count / took_s)
    cost.check_in_cpu.append((cpu_s(loop.pid) - before) / count * _MS)


def _load(hub: HubHouse, ear: Listener, cost: _Costs, count: int) -> None:
    """Check ``count`` customers in, then call and serve as many: so many wait as before."""
    pid = hub.hub.pid
    hub.kiosks.say_beats()
    before = cpu_s(pid)
    took_s = hub.kiosks.burst(count)
    cost.rate.append(count / took_s)
    cost.check_in_cpu.append((cpu_s(pid) - before) / count * _MS)
    used_s, left = 0.0, count
    while left:
        desks = site.DESKS[:left]
        before = cpu_s(pid)
        for desk in desks:
            hub.call(desk)
        used_s += cpu_s(pid) - before
        for desk in desks:
            hub.serve(desk)
        left -= len(desks)
    cost.call_cpu.append(used_s / count * _MS)
    while ear.arrived:
        cost.boards.append(float(len(ear.arrived.popleft().payload)))


def _bare_board() -> float:
    board = Board(incarnation="0" * 16, revision=1, at_ms=1_000_000, calls=(), next=())
    return float(len(topics.BOARD.encode(board)))
