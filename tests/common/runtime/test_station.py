import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from common.runtime.broker import Box, Broker
from common.runtime.life import Life
from common.runtime.link import Link
from common.runtime.station import WORKER, Station
from common.runtime.systemd import Notifier
from common.wire import topics
from common.wire.channel import Received
from common.wire.life import Health, Status
from tests.broker import OpenBroker
from tests.lines import DEADLINE_S, Other
from tests.waiting import wait_until


@dataclass
class StillClock:
    now_ms: int = 5000

    def monotonic_ms(self) -> int:
        return self.now_ms

    def wall_ms(self) -> int:
        return 1_700_000_000_000

    def synced(self) -> bool:
        return True


def _station(health: Callable[[], Health] = Health) -> Station:
    return Station(
        box=Box(site="pori", id="kiosk-1", state=Path("unused")),
        part="kiosk",
        version="0.1.0",
        clock=StillClock(),
        boot=7,
        health=health,
    )


def _line(station: Station, settings: Broker) -> Other:
    """Return a station's line, wired as an app does."""

    def hear(link: Link, received: Received[Any]) -> None:
        if received.channel == topics.STATUS and received.ids["device"] == station.box.id:
            station.on_own_status(link, received.message)

    other = Other(settings, will=station.will(), on_up=station.on_up, on_message=hear)
    station.add(other.link)
    return other


def test_a_device_says_all_of_itself_when_the_line_is_up(broker: OpenBroker) -> None:
    station = _station()
    with Other(broker.settings) as listener, _line(station, broker.settings):
        assert listener.wait_for(topics.STATUS) == Status(state="init", start=station.start)
        info = listener.wait_for(topics.INFO)
        assert (info.part, info.version, info.config_revision) == ("kiosk", "0.1.0", 0)
        assert listener.wait_for(topics.HEALTH) == Health()
        beat = listener.wait_for(topics.BEAT)
        assert (beat.start, beat.at.boot, beat.at.clock_ms) == (station.start, 7, 5000)


def test_it_says_ready_and_its_configuration_on_every_line(broker: OpenBroker, tmp_path: Path) -> None:
    second = OpenBroker(tmp_path / "second")
    second.start()
    station = _station()
    try:
        with _line(station, broker.settings), _line(station, second.settings):
            station.ready()
            station.configured(9)
            for settings in (broker.settings, second.settings):
                with Other(settings) as listener:
                    listener.wait_for(topics.STATUS, lambda status: status.state == "ready")
                    listener.wait_for(topics.INFO, lambda info: info.config_revision == 9)
    finally:
        second.kill()


def test_all_of_it_is_said_again_to_a_broker_that_forgot(broker: OpenBroker) -> None:
    station = _station()
    with _line(station, broker.settings):
        station.ready()
        broker.restart()
        with Other(broker.settings) as listener:
            listener.wait_for(topics.STATUS, lambda status: status.state == "ready")


@pytest.mark.parametrize(
    "overwritten", [Status(state="lost", start="an-earlier-start"), Status(state="ready", start="another")]
)
def test_a_status_that_an_old_will_overwrote_is_said_again(broker: OpenBroker, overwritten: Status) -> None:
    station = _station()
    with _line(station, broker.settings), Other(broker.settings) as listener:
        station.ready()
        listener.wait_for(topics.STATUS, lambda status: status.state == "ready")
        heard = len(listener.messages(topics.STATUS))
        listener.say(topics.STATUS, overwritten, device="kiosk-1")
        mine = Status(state="ready", start=station.start)
        wait_until(
            lambda: listener.messages(topics.STATUS)[heard:] == [overwritten, mine],
            DEADLINE_S,
            "the status is put right",
        )


def test_ready_is_never_overtaken_by_init(broker: OpenBroker) -> None:
    """Two threads say the status: who serves now, and the network thread for a line that comes up."""
    for _ in range(20):
        station = _station()
        with _line(station, broker.settings) as line:
            again = threading.Thread(target=station.on_up, args=(line.link,))
            again.start()
            station.ready()
            again.join()
            with Other(broker.settings) as listener:
                listener.wait_for(topics.STATUS, lambda status: status.state == "ready")
                station.say_beat()
                listener.wait_for(topics.BEAT)
                assert listener.messages(topics.STATUS)[-1].state == "ready"


def test_health_is_told_where_it_changed(broker: OpenBroker) -> None:
    now = [Health()]
    station = _station(lambda: now[0])
    with _line(station, broker.settings), Other(broker.settings) as listener:
        station.say_beat()
        before = len(listener.messages(topics.HEALTH))
        now[0] = Health(printer="no-paper")
        station.say_beat()
        listener.wait_for(topics.HEALTH, lambda health: health.printer == "no-paper")
        heard = len(listener.messages(topics.HEALTH))
        beats = len(listener.messages(topics.BEAT))
        station.say_beat()
        wait_until(lambda: len(listener.messages(topics.BEAT)) > beats, DEADLINE_S, "another beat")
        assert len(listener.messages(topics.HEALTH)) == heard > before


def test_it_beats_until_the_end(broker: OpenBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("common.runtime.station.BEAT_INTERVAL_S", 0.02)
    station = _station()
    life = Life(Notifier({}))
    life.watch(WORKER, silence_s=0.0)
    with _line(station, broker.settings), Other(broker.settings) as listener:
        worker = threading.Thread(target=station.run, args=(life,))
        worker.start()
        wait_until(lambda: len(listener.messages(topics.BEAT)) > 3, DEADLINE_S, "several beats")
        life.stop()
        worker.join(DEADLINE_S)
        assert not worker.is_alive()
