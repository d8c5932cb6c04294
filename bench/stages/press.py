"""From a press on a panic button to the alarm on the guard's panel."""

import contextlib
import time
from collections.abc import Iterator

import msgspec

from bench import site
from bench.hub_house import HubHouse
from bench.listener import Listener
from bench.rows import Row, measured
from bench.samples import in_turn
from bench.screen_house import GUARD, PINS, WALL, ToldWindow, make_house
from bench.setting import Setting
from bench.window import ProbedWindow
from common.wire import topics
from common.wire.alarms import PointState
from simulator.lines import SimulatedButton

_PRESSES, _BLOCK, _WARM, _LIMIT_S = 120, 10, 2, 40.0
_REST_S = 0.15
"""A press right after the release would be the same press: each counts after 40 ms."""

_MS = 1000
_STATE = msgspec.json.Decoder(PointState)


def run(setting: Setting) -> Iterator[Row]:
    """Press a simulated button of a real deviceagent before a real panel, the keeper beside them."""
    room = setting.room("press")
    pressed: list[float] = []
    told: list[float] = []
    with contextlib.ExitStack() as stack:
        window = stack.enter_context(ProbedWindow(room / "guard"))
        house = stack.enter_context(make_house(room / "house", (GUARD, WALL), {site.GUARD: window}))
        closed, opened = PINS
        button = SimulatedButton(
            house.pins, normally_closed=closed, normally_open=opened, bounce_ms=0, travel_ms=0
        )
        button.preset()
        hub = stack.enter_context(HubHouse(house))
        house.start_keeper()
        house.start_agent()
        house.start_screen(site.GUARD)
        state = topics.POINT_STATE.topic(site.SITE, point=site.POINT)
        keeper = stack.enter_context(Listener(house.site_broker.settings(site.WALL), (state,)))
        bare = stack.enter_context(ToldWindow(house, room / "bare", GUARD, site.KIOSKS[0]))
        keeper.wait_for(lambda one: _STATE.decode(one.payload).heard, "the keeper's state of the point")
        presses = _Presses(button, window, keeper, hub)
        for own, others, count in (([], [], _WARM), (pressed, told, setting.count(_PRESSES))):
            in_turn(
                count,
                _BLOCK,
                lambda block, to=own: to.extend(presses.timed_ms() for _ in range(block)),
                lambda block, to=others: to.extend(_told_ms(bare) for _ in range(block)),
                limit_s=setting.limit_s(_LIMIT_S),
            )
    yield measured("press-to-panel", pressed, told)


def _told_ms(bare: ToldWindow) -> float:
    began, drawn = bare.tell()
    return (drawn.at - began) * _MS


class _Presses:
    """One press after the other, each closed from the console before the next."""

    def __init__(self, button: SimulatedButton, panel: ProbedWindow, keeper: Listener, hub: HubHouse) -> None:
        self._button = button
        self._panel = panel
        self._keeper = keeper
        self._hub = hub

    def timed_ms(self) -> float:
        """Press, and return how many ms passed until the alarm had been drawn; then put all right again."""
        began = time.monotonic()
        self._button.hold()
        drawn = self._panel.wait_for(lambda one: site.WAY in one.shown, "the alarm")
        self._button.release()
        released = time.monotonic()
        arrived = self._keeper.wait_for(lambda one: bool(_STATE.decode(one.payload).presses), "the record")
        presses = [press.id for press in _STATE.decode(arrived.payload).presses]
        self._hub.console.post(f"/alarms/{site.POINT}/seen", {"press": presses})
        self._hub.console.post(f"/alarms/{site.POINT}/close", {"press": presses, "reason": "test"})
        self._panel.wait_for(lambda one: site.WAY not in one.shown, "the end of the alarm")
        self._keeper.wait_for(lambda one: not _STATE.decode(one.payload).presses, "the close")
        time.sleep(max(0.0, released + _REST_S - time.monotonic()))
        return (drawn.at - began) * _MS
