"""The alarm's way with real processes and real brokers: buttons, a deviceagent, a keeper, and a panel."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from common.wire import topics
from common.wire.alarms import AlarmRequest, Close, HelpComing, PointReport, PointState, Press, Seen, Shown
from common.wire.ids import mint_id
from common.wire.message import Reading
from common.wire.requests import Reply
from simulator.lines import SimulatedButton
from simulator.panel import PinPanel
from simulator.pin_wire import SOCKET_VARIABLE
from tests.broker import OpenBroker
from tests.lines import Other
from tests.part import Part, box_text
from tests.waiting import wait_until

POINT = "room-4"
AGENT = "agent-1"
KEEPER = "keeper-1"
PATIENCE_S = 15.0
"""For what takes a start of a process; on an idle machine that is half a second."""

_WIRED = """
[lines.room-4]
normally_open = 17
normally_closed = 27

[outputs.relay]
pin = 5
role = "second-way"
points = ["room-4"]
"""
RELAY_PIN = 5


class Panel(Other):
    """A guard's panel, or a deviceagent, that speaks by hand."""

    def point(self, point: str = POINT) -> PointState | None:
        """Return the last state of a point that was heard."""
        states = self.messages(topics.POINT_STATE, point=point)
        return states[-1] if states else None

    def wait_for_press(self, press: str | None = None, point: str = POINT) -> PointState:
        """Wait for a state with a press, this one or any."""
        return self.wait_for(
            topics.POINT_STATE,
            lambda state: (
                any(press in (None, one.id) for one in state.presses)
                and state in self.messages(topics.POINT_STATE, point=point)
            ),
            PATIENCE_S,
        )

    def report(self, *presses: str, point: str = POINT, device: str = AGENT) -> None:
        """Say presses as a deviceagent would."""
        at = Reading(boot=1, clock_ms=0, wall_ms=0, synced=False)
        listed = tuple(Press(id=press, age_ms=0) for press in presses)
        report = PointReport(at=at, line="fine", presses=listed)
        self.say(topics.POINT_REPORT, report, device=device, point=point)

    def ask(self, body: Shown | Seen | HelpComing | Close, device: str = "panel-1") -> Reply:
        """Ask the keeper and return its answer."""
        request = mint_id()
        self.say(topics.ALARM_REQUEST, AlarmRequest(id=request, body=body), device=device)
        return self.wait_for(topics.REPLY, lambda reply: reply.id == request)

    def see_and_close(self, *presses: str, point: str = POINT) -> None:
        """See and close, as a guard would."""
        assert self.ask(Seen(point=point, presses=presses, by="guard-1")).error is None
        closing = Close(point=point, presses=presses, by="guard-1", reason="false-alarm")
        assert self.ask(closing).error is None


class Way:
    """Two brokers that run, a keeper and a deviceagent that do not yet, and a button of the latter."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._stack = stack
        self.site = self._broker(folder / "site")
        self.guard = self._broker(folder / "guard")
        brokers = {"site": self.site.settings, "guard": self.guard.settings}
        keeper_box = folder / "keeper.toml"
        keeper_box.write_text(box_text(KEEPER, folder / "keeper", brokers))
        agent_box = folder / "agent.toml"
        agent_box.write_text(box_text(AGENT, folder / "agent", brokers) + _WIRED)
        socket = folder / "pins"
        pins = {"GPIOZERO_PIN_FACTORY": "vuoro-simulated", SOCKET_VARIABLE: str(socket)}
        self.keeper = Part("alarms", keeper_box)
        self.agent = Part("deviceagent", agent_box, pins)
        self.pins = stack.enter_context(PinPanel(socket, patience_s=PATIENCE_S))
        self.button = SimulatedButton(self.pins, normally_open=17, normally_closed=27)
        self.button.preset()
        stack.callback(self.keeper.kill)
        stack.callback(self.agent.kill)

    @property
    def kept(self) -> str:
        """What the deviceagent's disk has of presses."""
        path = self.agent.box.parent / "agent" / "presses.json"
        return path.read_text() if path.exists() else ""

    def panel(self, broker: OpenBroker) -> Panel:
        """Return somebody who hears and speaks at a broker."""
        return self._stack.enter_context(Panel(broker.settings))

    def start_agent(self, panel: Panel) -> None:
        """Start the deviceagent and wait until its cable is known: a panel hears it say so."""
        before = len(panel.messages(topics.POINT_REPORT, device=AGENT))
        self.agent.start()
        wait_until(
            lambda: len(panel.messages(topics.POINT_REPORT, device=AGENT)) > before,
            PATIENCE_S,
            "the deviceagent says how its cable is",
        )

    def _broker(self, folder: Path) -> OpenBroker:
        broker = OpenBroker(folder)
        broker.start()
        self._stack.callback(broker.kill)
        return broker


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    with ExitStack() as stack:
        yield Way(tmp_path, stack)
