"""What check-ins and calls cost the hub with nobody, 1,000 and 5,000 waiting, beside a bare loop."""

import contextlib
import functools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median

import msgspec

from bench import site
from bench.baselines.loop_house import LoopHouse
from bench.hub_house import HubHouse
from bench.listener import Arrived, Listener
from bench.machine import cpu_s
from bench.rows import WAITING, Row, grown, measured
from bench.samples import in_turn
from bench.screen_house import make_house
from bench.setting import Setting
from common.wire import topics
from common.wire.board import Board
from simulator.house import RECORDER

_NAMES = ("hub-check-in-cpu", "hub-call-cpu", "hub-check-ins-per-second", "board-bytes")
_GROWING = ("check-in-time", "check-in-cpu", "call-time", "call-cpu")
_SAMPLES, _LEAST, _BLOCK, _LIMIT_S = 2880, 240, 120, 75.0
_MS = 1000
_BOARD = msgspec.json.Decoder(Board)


@dataclass(slots=True)
class _Costs:
    """Of each block: CPU in ms a check-in and a call, check-ins a second, ms of a call; bytes of boards."""

    check_in_cpu: list[float] = field(default_factory=list[float])
    call_cpu: list[float] = field(default_factory=list[float])
    call_time: list[float] = field(default_factory=list[float])
    rate: list[float] = field(default_factory=list[float])
    boards: list[float] = field(default_factory=list[float])

    @property
    def check_in_time(self) -> list[float]:
        """How many ms a check-in took, where many come at once."""
        return [_MS / rate for rate in self.rate]


def run(setting: Setting) -> Iterator[Row]:
    """Run a hub for each length of the queue beside the bare loop, and load them in turn."""
    room = setting.room("hub")
    wanted = [waiting for waiting in WAITING if _wants(setting, waiting)]
    costs = {waiting: _Costs() for waiting in wanted}
    bare = _Costs()
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
        in_turn(setting.count(_SAMPLES, _LEAST), _BLOCK, *takers, limit_s=setting.limit_s(_LIMIT_S))
    for waiting, cost in costs.items():
        yield from _rows(waiting, cost, bare)
        if waiting and 0 in costs:
            none = costs[0]
            yield grown(f"check-in-time@{waiting}", cost.check_in_time, none.check_in_time)
            yield grown(f"check-in-cpu@{waiting}", cost.check_in_cpu, none.check_in_cpu)
            yield grown(f"call-time@{waiting}", cost.call_time, none.call_time)
            yield grown(f"call-cpu@{waiting}", cost.call_cpu, none.call_cpu)


def _wants(setting: Setting, waiting: int) -> bool:
    """Tell whether such a hub is needed: that with nobody waiting is what the others are held against."""
    growing = [f"{name}@{count}" for name in _GROWING for count in WAITING if waiting in {0, count}]
    return setting.wants(*(f"{name}@{waiting}" for name in _NAMES), *growing)


def _rows(waiting: int, cost: _Costs, bare: _Costs) -> Iterator[Row]:
    counted = _BLOCK * len(cost.rate)
    yield measured(f"hub-check-in-cpu@{waiting}", cost.check_in_cpu, bare.check_in_cpu, counted=counted)
    yield measured(f"hub-call-cpu@{waiting}", cost.call_cpu, bare.check_in_cpu, counted=counted)
    yield measured(f"hub-check-ins-per-second@{waiting}", cost.rate, bare.rate, counted=counted)
    yield measured(f"board-bytes@{waiting}", cost.boards, [_bare_board()])


def _load_bare(loop: LoopHouse, cost: _Costs, count: int) -> None:
    before = cpu_s(loop.pid)
    took_s = loop.kiosks.burst(count)
    cost.rate.append(count / took_s)
    cost.check_in_cpu.append((cpu_s(loop.pid) - before) / count * _MS)


def _load(hub: HubHouse, ear: Listener, cost: _Costs, count: int) -> None:
    """Check ``count`` customers in, then call and serve as many: so many wait as before."""
    pid = hub.hub.pid
    before = cpu_s(pid)
    took_s = hub.kiosks.burst(count)
    cost.rate.append(count / took_s)
    cost.check_in_cpu.append((cpu_s(pid) - before) / count * _MS)
    hub.kiosks.say_beats()  # not before: so many in so short a time would count as a part of the check-ins
    hub.kiosks.wait_for_acknowledgements()
    used_s, left = 0.0, count
    times: list[float] = []
    while left:
        desks = site.DESKS[:left]
        before = cpu_s(pid)
        times += [_timed_call(hub, ear, desk, cost.boards) for desk in desks]
        used_s += cpu_s(pid) - before
        for desk in desks:
            hub.serve(desk)
        left -= len(desks)
    cost.call_cpu.append(used_s / count * _MS)
    cost.call_time.append(median(times))


def _timed_call(hub: HubHouse, ear: Listener, desk: str, sizes: list[float]) -> float:
    """Return how many ms passed from the request to the board with the call; note the boards' sizes."""

    def shows(arrived: Arrived) -> bool:
        sizes.append(float(len(arrived.payload)))
        return any(one.id == call for one in _BOARD.decode(arrived.payload).calls)

    began = time.monotonic()
    call = hub.call(desk)
    return (ear.wait_for(shows, "a call on the board").at - began) * _MS


def _bare_board() -> float:
    board = Board(incarnation="0" * 16, revision=1, at_ms=1_000_000, calls=(), next=())
    return float(len(topics.BOARD.encode(board)))
