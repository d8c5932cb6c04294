"""The deviceagent as a real process: what is wrong with a box is told, and does not stop the rest."""

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from common.wire import topics
from common.wire.channel import ROOT as TOPIC_ROOT
from common.wire.site import AgentConfig, DeviceConfig, KeeperConfig
from simulator.panel import PinPanel
from simulator.pin_wire import SOCKET_VARIABLE
from tests.broker import OpenBroker
from tests.lines import Other
from tests.part import ROOT, Part, box_text
from tests.waiting import wait_until

PATIENCE_S = 15.0
GARBAGE = 3000

Start = Callable[..., Part]


@pytest.fixture
def start(broker: OpenBroker, tmp_path: Path) -> Iterator[Start]:
    """Start a deviceagent with this wiring; its pins are simulated unless another factory is named."""
    with ExitStack() as stack:

        def begin(wiring: str, factory: str = "vuoro-simulated") -> Part:
            box = tmp_path / "agent.toml"
            box.write_text(box_text("agent-1", tmp_path / "agent", {"site": broker.settings}) + wiring)
            pins = {"GPIOZERO_PIN_FACTORY": factory, SOCKET_VARIABLE: str(tmp_path / "pins")}
            return stack.enter_context(Part("deviceagent", box, pins))

        yield begin


@pytest.fixture
def other(broker: OpenBroker) -> Iterator[Other]:
    with Other(broker.settings) as other:
        yield other


@pytest.fixture
def pins(tmp_path: Path) -> Iterator[PinPanel]:
    with PinPanel(tmp_path / "pins", patience_s=PATIENCE_S) as panel:
        yield panel


BUTTON = "[lines.room-4]\nnormally_open = 17\n"
SENSOR = '[sensors.desk-1.customer]\nkind = "contact"\npin = 22\nhold_s = 1\n'


def test_deviceagent_says_ready_and_lost_when_it_is_stopped(start: Start, other: Other) -> None:
    part = start(BUTTON)
    other.wait_for(topics.STATUS, lambda status: status.state == "ready", PATIENCE_S)
    assert other.wait_for(topics.INFO).part == "deviceagent"
    assert part.stop() == 0
    wait_until(lambda: other.messages(topics.STATUS)[-1].state == "lost", 5, "it is lost")


def test_board_without_pins_is_a_fault_that_shows_and_not_the_end(start: Start, other: Other) -> None:
    part = start(BUTTON, factory="lgpio")
    other.wait_for(topics.HEALTH, lambda health: "pins" in health.faults, PATIENCE_S)
    assert other.wait_for(topics.POINT_REPORT).line == "cut"
    assert part.runs
    assert "pins" in part.log


def test_output_that_cannot_be_opened_is_a_fault_of_its_own(start: Start, other: Other) -> None:
    start(BUTTON + '[outputs.relay]\npin = 5\nrole = "second-way"\n', factory="lgpio")
    other.wait_for(topics.HEALTH, lambda health: "output-relay" in health.faults, PATIENCE_S)


def test_presence_of_both_sides_is_told_and_kept_by_the_broker(
    start: Start, other: Other, pins: PinPanel, broker: OpenBroker
) -> None:
    start(SENSOR + '[sensors.desk-1.staff]\nkind = "absent"\n')
    other.wait_for(topics.PRESENCE, lambda presence: presence.state == "unknown", PATIENCE_S)
    pins.drive(22, high=True)
    other.wait_for(topics.PRESENCE, lambda presence: presence.state == "occupied")
    pins.drive(22, high=False)
    other.wait_for(topics.PRESENCE, lambda presence: presence.state == "free")
    with Other(broker.settings) as late:
        late.wait_for(topics.PRESENCE, lambda presence: presence.state == "free")
        wait_until(lambda: late.messages(topics.PRESENCE, side="staff"), 5, "the staff's side is told")


def test_sensor_that_is_not_there_is_a_fault_and_its_place_unknown(start: Start, other: Other) -> None:
    start('[sensors.desk-1.staff]\nkind = "ld2410"\npath = "/dev/no-such-line"\n')
    other.wait_for(topics.HEALTH, lambda health: "sensor-desk-1-staff-silent" in health.faults, PATIENCE_S)
    assert other.messages(topics.PRESENCE)[-1].state == "unknown"


def test_configuration_is_applied_reported_and_kept(
    start: Start, other: Other, pins: PinPanel, broker: OpenBroker
) -> None:
    part = start(SENSOR.replace("hold_s = 1", "hold_s = 3600"))
    other.wait_for(topics.STATUS, lambda status: status.state == "ready", PATIENCE_S)
    config = DeviceConfig(revision=4, body=AgentConfig(hold_s=1.0))
    other.say(topics.CONFIG, config, device="agent-1")
    other.wait_for(topics.INFO, lambda info: info.config_revision == 4)
    pins.drive(22, high=True)
    other.wait_for(topics.PRESENCE, lambda presence: presence.state == "occupied")
    pins.drive(22, high=False)
    other.wait_for(topics.PRESENCE, lambda presence: presence.state == "free")
    part.kill()
    broker.restart()  # and with it the retained configuration is gone
    part.start()
    wait_until(lambda: other.messages(topics.INFO)[-1].config_revision == 4, PATIENCE_S, "it is kept")


def test_configuration_of_another_part_is_refused(start: Start, other: Other) -> None:
    start(BUTTON)
    other.wait_for(topics.STATUS, lambda status: status.state == "ready", PATIENCE_S)
    other.say(topics.CONFIG, DeviceConfig(revision=1, body=KeeperConfig(points=())), device="agent-1")
    other.wait_for(topics.HEALTH, lambda health: health.refused.get("config") == 1)


def test_disk_that_refuses_is_a_fault_and_the_press_goes_out(
    start: Start, other: Other, pins: PinPanel, tmp_path: Path
) -> None:
    (tmp_path / "agent").write_text("a file where the folder should be")
    start(BUTTON)
    other.wait_for(topics.HEALTH, lambda health: "disk" in health.faults, PATIENCE_S)
    pins.drive(17, high=False)
    other.wait_for(topics.POINT_REPORT, lambda report: bool(report.presses))


def test_garbage_on_every_topic_kills_nothing(
    start: Start, other: Other, pins: PinPanel, broker: OpenBroker
) -> None:
    part = start(BUTTON)
    other.wait_for(topics.STATUS, lambda status: status.state == "ready", PATIENCE_S)
    chance = random.Random(1)
    tails = ["alarms/point/room-4", "to/agent-1/reply", "to/agent-1/config", "device/agent-1/status"]
    payloads = [b"\xff", b"{", b"[]", b'{"v": 2}', b'{"v": 1}', b"[" * 3000, b'{"v": 1, "presses": [{}]}']
    client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
    client.connect(broker.settings.host, broker.port)
    client.loop_start()
    for number in range(GARBAGE):
        payload = chance.choice([*payloads, chance.randbytes(chance.randint(1, 9000))])
        client.publish(f"{TOPIC_ROOT}/pori/{tails[number % len(tails)]}", payload, qos=1).wait_for_publish(5)
    client.disconnect()
    client.loop_stop()
    pins.drive(17, high=False)
    other.wait_for(topics.POINT_REPORT, lambda report: bool(report.presses))
    other.wait_for(topics.HEALTH, lambda health: sum(health.refused.values()) >= GARBAGE, PATIENCE_S)
    assert part.runs


def test_wrong_box_file_is_told_in_full_and_ends_with_two(tmp_path: Path, broker: OpenBroker) -> None:
    def complaint(wiring: str) -> str:
        box = tmp_path / "agent.toml"
        box.write_text(box_text("agent-1", tmp_path, {"site": broker.settings}) + wiring)
        command = [sys.executable, "-m", "deviceagent", "--box", str(box)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        return done.stderr

    words = complaint('[lines.room-4]\nnormally_open = 99\n[outputs.x]\npin = 5\nrole = "lamp"\n')
    assert "lines.room-4.normally_open" in words
    assert "outputs.x.role" in words
    words = complaint(BUTTON + '[outputs.x]\npin = 17\nrole = "desk-lamp"\npoints = ["room-5"]\n')
    assert "pin 17" in words
    assert "room-5" in words
