"""The guard's panel beside the real keeper, on two brokers: from the press to its closing."""

import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from common.wire import topics
from common.wire.alarms import PointReport, PointState, Press
from common.wire.site import KeeperConfig
from tests.broker import OpenBroker
from tests.display.examples import guard_config
from tests.display.guard.panel import ROOM_5
from tests.display.running import ROOT, SITE, Voice, reading, running_display
from tests.waiting import wait_until


@contextmanager
def running_keeper(folder: Path, site: OpenBroker, guard: OpenBroker) -> Generator[None, None, None]:
    folder.mkdir()
    box = folder / "box.toml"
    box.write_text(
        f'[box]\nsite = "{SITE}"\nid = "keeper-1"\nstate = "{folder / "state"}"\n'
        f'[brokers.site]\nhost = "127.0.0.1"\nport = {site.port}\n'
        f'[brokers.guard]\nhost = "127.0.0.1"\nport = {guard.port}\n'
    )
    with (folder / "log").open("wb") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "alarms", "--box", str(box)],
            cwd=ROOT,
            env=dict(os.environ),
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        keeper.send_signal(signal.SIGTERM)
        keeper.wait(15)


def test_press_is_shown_seen_and_closed_on_record(broker: OpenBroker, tmp_path: Path) -> None:
    guard_broker = OpenBroker(tmp_path / "guard-broker")
    guard_broker.start()
    states = ((topics.POINT_STATE.filter(SITE), 1),)
    try:
        with (
            running_display(tmp_path / "box", "guard-1", broker.settings, guard_broker.settings) as panel,
            running_keeper(tmp_path / "keeper", broker, guard_broker),
            Voice(broker.settings, "hub") as hub,
            Voice(guard_broker.settings, "agent", states) as agent,
        ):
            hub.configure("guard-1", guard_config())
            hub.configure("keeper-1", KeeperConfig(points=guard_config().points))
            panel.eyes.wait_for_text("Ei hälytyksiä")
            hub.link.stop()
            broker.kill()
            report = PointReport(at=reading(), line="fine", presses=(Press(id="press-1", age_ms=50),))
            agent.say(topics.POINT_REPORT, report, device="agent-1", point=ROOM_5)

            def state() -> PointState | None:
                found = [one.message for one in agent.heard if one.ids.get("point") == ROOM_5]
                return found[-1] if found else None

            def press_is(what: str) -> bool:
                now = state()
                return now is not None and any(getattr(press, what) for press in now.presses)

            wait_until(lambda: press_is("shown"), 10, "the keeper knows that the press was drawn")
            panel.eyes.touch("help")
            wait_until(lambda: press_is("seen_by") and press_is("help_by"), 10, "help is on record")
            panel.eyes.touch("close")
            panel.eyes.touch("reason.resolved")
            wait_until(lambda: (now := state()) is not None and not now.presses, 10, "it is closed")
            panel.eyes.wait_for_text("Ei hälytyksiä")
    finally:
        guard_broker.kill()
