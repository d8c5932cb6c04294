"""From a check-in, and from a call in the console, to the board that walls read."""

import time
from collections.abc import Iterator

import msgspec

from bench import site
from bench.baselines.commit import ROW_BYTES
from bench.hub_house import HubHouse
from bench.listener import Arrived, Listener, ListenerLine
from bench.rows import Row, measured
from bench.samples import in_turn
from bench.screen_house import make_house
from bench.setting import Setting
from common.wire import topics
from common.wire.board import Board
from simulator.house import RECORDER

_SAMPLES, _BLOCK, _LIMIT_S = 1000, 50, 40.0
_MS = 1000
_ECHO = f"vuoro/1/{site.SITE}/device/{site.AGENT}/out/echo"
_BOARD = msgspec.json.Decoder(Board)


def run(setting: Setting) -> Iterator[Row]:
    """Serve customers one by one and time the boards that tell of them; echo a message in turn with it."""
    to_board = topics.BOARD.topic(site.SITE, zone=site.ZONE)
    samples = _Samples()
    with make_house(setting.room("board")) as house, HubHouse(house, ListenerLine) as hub:
        reader, writer = (house.site_broker.settings(user) for user in (RECORDER, site.AGENT))
        with Listener(reader, (to_board, _ECHO)) as wall, Listener(writer, ()) as speaker:
            for warm in (_Samples(), samples):
                in_turn(
                    setting.count(_SAMPLES if warm is samples else _BLOCK),
                    _BLOCK,
                    lambda block, to=warm: to.take_visits(hub, wall, block),
                    lambda block, to=warm: to.take_echoes(speaker, wall, block),
                    limit_s=setting.limit_s(_LIMIT_S),
                )
    yield measured("check-in-to-board", samples.check_ins, samples.echoes)
    yield measured("call-to-board", samples.calls, samples.echoes)


class _Samples:
    """Times in ms."""

    def __init__(self) -> None:
        self.check_ins: list[float] = []
        self.calls: list[float] = []
        self.echoes: list[float] = []

    def take_visits(self, hub: HubHouse, wall: Listener, count: int) -> None:
        hub.kiosks.say_beats()
        for number in range(count):
            self._take_visit(hub, wall, site.DESKS[number % len(site.DESKS)])

    def _take_visit(self, hub: HubHouse, wall: Listener, desk: str) -> None:
        kiosk = hub.kiosks.all[0]
        began = time.monotonic()
        ticket = kiosk.check_in()
        seen = wall.wait_for(lambda one: str(ticket) in _board(one).next, "a check-in on the board")
        self.check_ins.append((seen.at - began) * _MS)
        hub.kiosks.wait_for_acknowledgements()
        began = time.monotonic()
        call = hub.call(desk)
        seen = wall.wait_for(lambda one: any(call == other.id for other in _board(one).calls), "a call")
        self.calls.append((seen.at - began) * _MS)
        hub.serve(desk)

    def take_echoes(self, speaker: Listener, wall: Listener, count: int) -> None:
        for number in range(count):
            payload = str(number).encode().rjust(ROW_BYTES)
            began = time.monotonic()
            speaker.say(_ECHO, payload)
            seen = wall.wait_for(lambda one, wanted=payload: one.payload == wanted, "an echo")
            self.echoes.append((seen.at - began) * _MS)


def _board(arrived: Arrived) -> Board:
    """Return the board of a message; an echo is a board with nothing on it."""
    if arrived.topic == _ECHO:
        return Board(incarnation="0", revision=0, at_ms=0, calls=(), next=())
    return _BOARD.decode(arrived.payload)
