from pathlib import Path

import pytest

from bench.baselines.commit import BareCommit
from bench.baselines.loop_house import LoopHouse
from bench.kiosk_line import KioskLine
from bench.listener import Listener
from bench.machine import cpu_s, pss_mb
from tests.broker import OpenBroker


def test_a_bare_commit_is_a_row_in_its_file(tmp_path: Path) -> None:
    with BareCommit(tmp_path / "bare.db") as bare:
        assert 0 < bare.timed_ms() < 10_000
    assert (tmp_path / "bare.db").stat().st_size > 0


def test_the_bare_loop_commits_and_acknowledges_what_eight_kiosks_send(tmp_path: Path) -> None:
    with LoopHouse(tmp_path) as loop:
        before = cpu_s(loop.pid)
        assert loop.kiosks.burst(40) > 0
        assert all(not kiosk.open for kiosk in loop.kiosks.all)
        assert sum(kiosk.sequence for kiosk in loop.kiosks.all) == 40
        assert cpu_s(loop.pid) > before
        assert pss_mb(loop.pid) > 2


@pytest.mark.parametrize("size", [0, 1, 127, 128, 20_000])
def test_a_kiosks_line_and_a_listener_understand_each_other(broker: OpenBroker, size: int) -> None:
    line = KioskLine(broker.settings, ("to/kiosk",))
    with Listener(broker.settings, ("from/kiosk",)) as listener:
        line.say("from/kiosk", b"x" * size)
        arrived = listener.wait_for(lambda one: one.topic == "from/kiosk", "what the kiosk says")
        assert arrived.payload == b"x" * size
        listener.say("to/kiosk", b"y" * size)
        heard: list[tuple[str, bytes]] = []
        while not heard:
            heard += line.hear()
        assert heard == [("to/kiosk", b"y" * size)]
    line.close()
