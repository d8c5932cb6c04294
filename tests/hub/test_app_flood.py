"""Whatever is said on the topics that the hub hears, it is counted, and the hub lives."""

import datetime as dt
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from tests.broker import OpenBroker
from tests.hub.hub_process import HubProcess
from tests.hub.kiosk import FakeKiosk, number_of
from tests.waiting import wait_until

ROOT = "vuoro/1/mallila"
TOPICS = (
    "device/kiosk-1/status",
    "device/kiosk-1/info",
    "device/kiosk-1/health",
    "device/kiosk-1/beat",
    "device/kiosk-1/out/check-in",
    "device/kiosk-1/request/numbers",
    "device/kiosk-1/request/adviser",
    "device/agent-1/presence/room-1/customer",
    "device/stranger/beat",
    "alarms/beat",
    "alarms/point/panic-room-1",
    "alarms/point/nowhere",
    "hub/status",
    "to/hub/reply",
)
READING = {"boot": 1, "clock_ms": 1, "wall_ms": 1, "synced": False}


def _rubbish(chance: random.Random) -> bytes:
    """Return a payload that is no message, or one of another time or size."""
    message: dict[str, Any] = {"v": 1, "id": "x", "epoch": "e", "at": READING, "state": "ready"}
    values: list[Any] = [None, -1, "", [], {}, 1e400]
    match chance.randrange(8):
        case 0:
            return chance.randbytes(chance.randrange(1, 200))
        case 1:
            return json.dumps(message | {"v": chance.choice([0, 2, 99, "1", None, 1.5])}).encode()
        case 2:
            return b'{"v":1,"x":"' + b"a" * chance.randrange(20_000, 150_000) + b'"}'
        case 3:
            return b"[" * 5000
        case 4:
            return json.dumps({key: chance.choice(values) for key in message}).encode()
        case 5:
            return json.dumps(message)[: chance.randrange(1, 40)].encode()
        case 6:
            return b'{"v":1,"v":2}'
        case _:
            return "\ud800".encode("utf-8", "surrogatepass")


def _odd(chance: random.Random) -> tuple[str, bytes]:
    """Return a message that can be read, and makes no sense."""
    name = chance.choice(["stranger", "kiosk-9", "x" * 60, "panic-room-1"])
    big = 2**53 - 1
    reading = {"boot": chance.choice([0, big]), "clock_ms": big, "wall_ms": big, "synced": True}
    body = {
        "type": "check-in",
        "ticket": f"t{chance.randrange(50)}",
        "day": chance.choice(["2026-11-23", "never", "1"]),
        "lease": "none",
        "number": chance.choice([1, 100, 99_999]),
        "service": chance.choice(["fortune", "tax-personal"]),
        "language": "xx",
        "arrival": reading,
    }
    choices: tuple[tuple[str, dict[str, Any]], ...] = (
        (f"device/{name}/beat", {"start": "s", "at": reading, "epoch": "e"}),
        ("device/kiosk-1/beat", {"start": "s", "at": reading, "epoch": f"e{chance.randrange(9)}"}),
        ("device/kiosk-1/out/check-in", {"epoch": "e", "sequence": chance.choice([0, big]), "body": body}),
        (f"device/{name}/out/check-in", {"epoch": "e", "sequence": 1, "body": body}),
        ("device/kiosk-1/request/numbers", {
            "epoch": "e", "incarnation": "i", "day": None, "highest": big, "unsent": big,
            "held": [{"id": "l", "kind": "lease", "first": 1, "last": 99_999, "next": big}],
        }),
        (f"device/{name}/request/adviser", {"id": f"r{chance.randrange(999)}", "language": "xx"}),
        ("alarms/point/nowhere", {"incarnation": "k", "revision": big, "at_ms": big, "presses": []}),
        ("alarms/beat", {"incarnation": f"k{chance.randrange(9)}", "at_ms": big}),
        ("hub/status", {"state": "ready", "incarnation": "another"}),
        ("to/hub/reply", {"id": "nobody-asked"}),
        ("device/agent-1/presence/room-1/sideways", {"state": "occupied", "age_ms": big, "at": reading}),
        ("device/kiosk-1/health", {"printer": "<b>", "faults": ["x"] * 50, "refused": {"a": big}}),
    )  # fmt: skip
    topic, message = chance.choice(choices)
    return topic, json.dumps({"v": 1} | message).encode()


@pytest.fixture
def hub(tmp_path: Path, broker: OpenBroker) -> Iterator[HubProcess]:
    process = HubProcess(tmp_path / "hub", broker).start()
    yield process
    process.close()


@pytest.fixture
def flood(broker: OpenBroker) -> Iterator[mqtt.Client]:
    client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
    client.connect("127.0.0.1", broker.port)
    client.loop_start()
    yield client
    client.disconnect()
    client.loop_stop()


def _refused(hub: HubProcess, name: str) -> int:
    page = hub.staff("guard", name=name).http.get("/devices", headers={"accept": "text/html"}).text
    found = re.search(r"(\d+) viesti", page)
    return int(found[1]) if found else 0


def _still_serves(hub: HubProcess, broker: OpenBroker) -> None:
    staff = hub.staff("everything")
    kiosk = FakeKiosk(broker).start()
    # Whatever came before is handled once this has its answer; on an open day an odd paper would count.
    kiosk.call_adviser("after-the-flood")
    wait_until(lambda: [one for one in kiosk.replies if one.id == "after-the-flood"], 30, "an answer")
    staff.post("/day/open", {"date": dt.datetime.now(dt.UTC).astimezone().date().isoformat()})
    kiosk.report()
    wait_until(lambda: kiosk.left() == 3, 15, "the kiosk has its numbers")
    out = kiosk.deal()
    kiosk.send(out)
    wait_until(lambda: out.sequence in kiosk.acknowledged, 15, "a check-in is still acknowledged")
    kiosk.stop()
    staff.done("/desk/desk-1/open", {"service": "tax-personal"})
    assert staff.done("/desk/desk-1/call-next")["number"] == str(number_of(out))


def test_rubbish_by_the_thousand_on_every_topic_is_counted_and_kills_nothing(
    hub: HubProcess, broker: OpenBroker, flood: mqtt.Client
) -> None:
    chance = random.Random(1)
    sent = 0
    for _ in range(150):
        said = [flood.publish(f"{ROOT}/{topic}", _rubbish(chance), qos=1) for topic in TOPICS]
        said[-1].wait_for_publish(20)
        sent += len(said)
    _still_serves(hub, broker)
    assert _refused(hub, "Vartija") > sent * 0.9
    assert hub.end() == 0


def test_messages_that_make_no_sense_by_the_thousand_kill_nothing(
    hub: HubProcess, broker: OpenBroker, flood: mqtt.Client
) -> None:
    chance = random.Random(2)
    for _ in range(60):
        odd = (_odd(chance) for _ in range(40))
        said = [flood.publish(f"{ROOT}/{topic}", payload, qos=1) for topic, payload in odd]
        said[-1].wait_for_publish(20)
    _still_serves(hub, broker)
    assert hub.end() == 0
