"""The keeper as a real process between two real brokers."""

import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from common.wire import topics
from common.wire.alarms import Close, Seen, Shown
from common.wire.channel import ROOT as TOPIC_ROOT
from common.wire.life import Beat
from common.wire.message import Reading
from common.wire.site import AgentConfig, AlarmPoint, DeviceConfig, KeeperConfig
from tests.alarms.way import AGENT, KEEPER, PATIENCE_S, POINT, Panel, Way, way
from tests.part import ROOT
from tests.waiting import wait_until

__all__ = ["way"]  # the fixture

GARBAGE = 3000


def ready(way: Way, *panels: Panel) -> None:
    """Start the keeper, and wait until it hears at each of these panels' brokers."""
    way.keeper.start()
    for panel in panels:
        panel.wait_for(topics.KEEPER_STATUS, lambda status: status.state == "ready", PATIENCE_S)


def configuration(*points: str, revision: int = 3) -> DeviceConfig:
    watched = tuple(
        AlarmPoint(id=point, place="room-4", place_names={"en": "Room 4"}, way={}, device=AGENT)
        for point in points
    )
    return DeviceConfig(revision=revision, body=KeeperConfig(points=watched, panels=("panel-1",)))


def test_keeper_says_ready_to_both_brokers_and_lost_when_it_is_stopped(way: Way) -> None:
    site, guard = way.panel(way.site), way.panel(way.guard)
    ready(way, site)
    for panel in (site, guard):
        panel.wait_for(topics.KEEPER_STATUS, lambda status: status.state == "ready", PATIENCE_S)
        panel.wait_for(topics.STATUS, lambda status: status.state == "ready", PATIENCE_S)
    assert way.keeper.stop() == 0
    for panel in (site, guard):
        wait_until(
            lambda panel=panel: panel.messages(topics.KEEPER_STATUS)[-1].state == "lost", 5, "keeper is lost"
        )
        wait_until(
            lambda panel=panel: panel.messages(topics.STATUS, device=KEEPER)[-1].state == "lost", 5, "lost"
        )


def test_press_by_one_broker_is_shown_at_both(way: Way) -> None:
    site, guard = way.panel(way.site), way.panel(way.guard)
    ready(way, site, guard)
    guard.report("a")
    site.wait_for_press("a")
    guard.wait_for_press("a")


def test_killed_keeper_comes_back_with_its_open_presses(way: Way) -> None:
    guard = way.panel(way.guard)
    ready(way, guard)
    guard.report("a")
    before = guard.wait_for_press("a")
    assert guard.ask(Seen(point=POINT, presses=("a",), by="guard-1")).error is None
    way.keeper.kill()
    way.keeper.start()
    again = guard.wait_for(
        topics.POINT_STATE, lambda state: state.incarnation != before.incarnation, PATIENCE_S
    )
    assert [(press.id, press.seen_by) for press in again.presses] == [("a", "panel-1")]
    assert again.presses[0].age_ms >= before.presses[0].age_ms


def test_broker_that_forgot_everything_is_told_again(way: Way) -> None:
    with Panel(way.guard.settings) as guard:
        ready(way, guard)
        guard.report("a")
        guard.wait_for_press("a")
    way.guard.restart()
    way.panel(way.guard).wait_for_press("a")


def test_press_stays_until_somebody_has_seen_it_and_closed_it_by_name(way: Way) -> None:
    guard = way.panel(way.guard)
    ready(way, guard)
    guard.report("a", "b")
    guard.wait_for_press("b")
    assert guard.ask(Shown(point=POINT, presses=("a", "b"))).error is None

    def close(*presses: str) -> str | None:
        asked = Close(point=POINT, presses=presses, by="guard-1", reason="resolved")
        error = guard.ask(asked).error
        return error.code if error else None

    assert close("a", "b") == "not-now"
    assert guard.ask(Seen(point=POINT, presses=("a", "b"), by="guard-1")).error is None
    assert close("a") == "out-of-date"
    assert close("a", "b") is None
    wait_until(lambda: (state := guard.point()) is not None and not state.presses, 5, "the point is quiet")
    guard.report("a")
    guard.wait_for(topics.REPLY, lambda reply: reply.id == "a" and reply.error is None)
    state = guard.point()
    assert state is not None
    assert state.presses == ()


def test_configuration_is_applied_reported_and_kept(way: Way) -> None:
    site = way.panel(way.site)
    ready(way, site)
    site.say(topics.CONFIG, configuration("one", "two"), device=KEEPER)
    site.wait_for(topics.INFO, lambda info: info.config_revision == 3)
    site.wait_for(topics.HEALTH, lambda health: "not-configured" not in health.faults)
    way.keeper.kill()
    way.site.restart()  # and with it the retained configuration is gone
    way.keeper.start()
    guard = way.panel(way.guard)
    guard.wait_for(topics.INFO, lambda info: info.config_revision == 3, PATIENCE_S)
    wait_until(lambda: guard.point("one") and guard.point("two"), PATIENCE_S, "both points are shown")


def test_configuration_of_another_part_is_refused(way: Way) -> None:
    site = way.panel(way.site)
    ready(way, site)
    site.say(topics.CONFIG, DeviceConfig(revision=9, body=AgentConfig()), device=KEEPER)
    site.wait_for(topics.HEALTH, lambda health: health.refused.get("config") == 1)


def test_device_that_falls_silent_is_lost_on_the_panel_within_ten_seconds(way: Way) -> None:
    site, guard = way.panel(way.site), way.panel(way.guard)
    site.say(topics.CONFIG, configuration(POINT), device=KEEPER)
    ready(way, guard)
    beat = Beat(start="start", at=Reading(boot=1, clock_ms=0, wall_ms=0, synced=False))
    site.say(topics.BEAT, beat, device=AGENT)
    guard.wait_for(topics.POINT_STATE, lambda state: state.fault is None and state.heard, PATIENCE_S)
    guard.wait_for(topics.POINT_STATE, lambda state: state.fault == "lost" and not state.heard, 10)
    site.report(device=AGENT)
    wait_until(lambda: (state := guard.point()) and state.heard, 5, "the device is back")


def test_request_of_a_device_that_is_no_panel_is_refused_and_counted(way: Way) -> None:
    site = way.panel(way.site)
    ready(way, site)
    site.say(topics.CONFIG, configuration(POINT), device=KEEPER)
    site.wait_for(topics.INFO, lambda info: info.config_revision == 3)
    site.report("a")
    site.wait_for_press("a")
    error = site.ask(Seen(point=POINT, presses=("a",), by="panel-1"), device="kiosk-1").error
    assert error is not None
    assert error.code == "not-allowed"
    site.wait_for(topics.HEALTH, lambda health: health.refused.get("not-allowed") == 1)


def test_garbage_on_every_topic_kills_nothing_and_is_counted(way: Way) -> None:
    site, guard = way.panel(way.site), way.panel(way.guard)
    ready(way, site)
    chance = random.Random(1)
    tails = [f"device/{AGENT}/point/{POINT}", "device/panel-1/request/alarm", f"to/{KEEPER}/config"]
    tails += [f"device/{AGENT}/beat", f"device/{KEEPER}/status", "alarms/status"]
    payloads = [
        b"\xff\xfe",
        b"{",
        b"[]",
        b'{"v": 2}',
        b'{"v": 1}',
        b"[" * 3000,
        b'{"v": 1, "id": "x", "body": {"type": "close"}}',
        b'{"v": 1, "line": "fine", "presses": [{"id": "../../x", "age_ms": -1}]}',
    ]
    client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
    client.connect(way.site.settings.host, way.site.port)
    client.loop_start()
    for number in range(GARBAGE):
        payload = chance.choice([*payloads, chance.randbytes(chance.randint(1, 9000))])
        client.publish(f"{TOPIC_ROOT}/pori/{tails[number % len(tails)]}", payload, qos=1).wait_for_publish(5)
    client.disconnect()
    client.loop_stop()
    guard.report("a")
    guard.wait_for_press("a")
    counted = GARBAGE * 5 // 6  # beats travel with QoS 0: the broker may drop them
    refused = site.wait_for(topics.HEALTH, lambda health: sum(health.refused.values()) >= counted, PATIENCE_S)
    assert set(refused.refused) >= {"malformed", "oversized", "version"}
    assert way.keeper.runs


def test_flood_of_presses_is_recorded_to_the_last(way: Way) -> None:
    guard = way.panel(way.guard)
    ready(way, guard)
    for number in range(500):
        guard.report(f"p{number}", point=f"room-{number % 20}")
    wait_until(
        lambda: (
            sum(len(state.presses) for room in range(20) if (state := guard.point(f"room-{room}"))) == 500
        ),
        PATIENCE_S,
        "every press is shown",
    )


def test_keeper_that_cannot_record_ends_and_has_not_shown_what_is_not_on_record(
    way: Way, tmp_path: Path
) -> None:
    guard = way.panel(way.guard)
    ready(way, guard)
    connection = sqlite3.connect(tmp_path / "keeper" / "alarms.db")
    connection.execute(
        "CREATE TRIGGER full BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    )
    connection.close()
    guard.report("a")
    assert way.keeper.wait() == 1
    assert "disk full" in way.keeper.log
    state = guard.point()
    assert state is None or state.presses == ()


def test_broken_record_is_put_aside_and_the_keeper_serves(way: Way, tmp_path: Path) -> None:
    (tmp_path / "keeper").mkdir()
    (tmp_path / "keeper" / "alarms.db").write_bytes(b"no database at all" * 500)
    guard = way.panel(way.guard)
    ready(way, guard)
    guard.wait_for(topics.HEALTH, lambda health: "record-renewed" in health.faults)
    guard.report("a")
    guard.wait_for_press("a")


def test_verify_tells_whether_the_record_is_unbroken(way: Way, tmp_path: Path) -> None:
    guard = way.panel(way.guard)
    ready(way, guard)
    guard.report("a")
    guard.wait_for_press("a")
    assert way.keeper.stop() == 0

    def verify() -> tuple[int, str]:
        command = [sys.executable, "-m", "alarms", "--box", str(way.keeper.box), "--verify"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    code, words = verify()
    assert code == 0
    assert "unbroken" in words
    connection = sqlite3.connect(tmp_path / "keeper" / "alarms.db")
    connection.execute("DROP TRIGGER record_is_not_changed")
    connection.execute("UPDATE record SET body = replace(body, 'agent-1', 'agent-9') WHERE sequence = 1")
    connection.commit()
    connection.close()
    code, words = verify()
    assert code == 1
    assert words.startswith("entry 1 ")


def test_wrong_box_file_is_told_in_full_and_ends_with_two(tmp_path: Path) -> None:
    box = tmp_path / "box.toml"
    box.write_text('[box]\nsite = "Pori!"\nid = "keeper-1"\n')
    command = [sys.executable, "-m", "alarms", "--box", str(box)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    for key in ("box.site", "box.state", "brokers"):
        assert key in done.stderr


@pytest.mark.parametrize("module", ["alarms", "deviceagent"])
def test_part_loads_nothing_of_the_other_parts(module: str) -> None:
    code = (
        f"import {module}.__main__, sys;"
        "print([m for m in sys.modules if m.split('.')[0] in {'kivy', 'starlette', 'hub', 'kiosk', 'display',"
        f" 'alarms', 'deviceagent', 'simulator'}} - {{'{module}'}}])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
