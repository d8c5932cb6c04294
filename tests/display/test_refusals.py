"""Some thousands of messages that cannot be read, on every topic that a display listens to."""

import random
from pathlib import Path

import msgspec
import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from common.wire import topics
from tests.broker import OpenBroker
from tests.display.examples import board, catalogue, guard_config, many_calls, wall_config
from tests.display.running import SITE, Voice, running_display
from tests.waiting import wait_until

COUNT = 4000
SEED = 20_261_123


def unreadable(chance: random.Random, right: bytes) -> bytes:
    kind = chance.randrange(8)
    wrong = [
        b"",
        b"null",
        b"[" * 2000,
        chance.randbytes(chance.randrange(1, 300)),
        right[: chance.randrange(1, len(right))],
        right.replace(b'"v":1', b'"v":2'),
        b'{"v":1,"incarnation":"' + b"x" * 300_000 + b'"}',
        right.replace(b":", b":[", 1),
    ]
    return wrong[kind]


def flood(broker: OpenBroker, device: str) -> int:
    """Publish wrong messages as fast as the broker takes them; returns how many were taken."""
    chance = random.Random(SEED)
    right = msgspec.json.encode(board(many_calls(3)))
    where = [
        topics.CONFIG.topic(SITE, device=device),
        topics.REPLY.topic(SITE, device=device),
        topics.STATUS.topic(SITE, device=device),
        topics.CATALOGUE.topic(SITE),
        topics.HUB_BEAT.topic(SITE),
        topics.KEEPER_BEAT.topic(SITE),
        topics.BOARD.topic(SITE, zone="waiting-a"),
        topics.POINT_STATE.topic(SITE, point="room-5-desk"),
        topics.POINT_REPORT.topic(SITE, device="agent-1", point="room-5-desk"),
        f"vuoro/1/{SITE}/alarms/point/Not An Id",
    ]
    client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
    client.max_queued_messages_set(0)
    client.connect(broker.settings.host, broker.settings.port)
    client.loop_start()
    taken = [client.publish(chance.choice(where), unreadable(chance, right), qos=1) for _ in range(COUNT)]
    wait_until(lambda: all(one.is_published() for one in taken), 40, "the broker has taken all")
    client.disconnect()
    client.loop_stop()
    return len(taken)


@pytest.mark.parametrize("kind", ["wall-1", "guard-1"])
def test_display_lives_and_shows_the_truth(broker: OpenBroker, tmp_path: Path, kind: str) -> None:
    heard = ((topics.HEALTH.filter(SITE), 1),)
    with (
        running_display(tmp_path, kind, broker.settings) as display,
        Voice(broker.settings, "hub", heard) as hub,
    ):
        is_wall = kind == "wall-1"
        hub.configure(kind, wall_config(3.0) if is_wall else guard_config())
        hub.say(topics.CATALOGUE, msgspec.structs.replace(catalogue(), incarnation=hub.life))
        hub.beat(topics.HUB_BEAT if is_wall else topics.KEEPER_BEAT)
        display.eyes.wait_for_text("ei ole yhteyttä" if is_wall else "Ei hälytyksiä")
        flood(broker, kind)
        if is_wall:
            truth = board(many_calls(4), life=hub.life, at_ms=hub.now_ms())
            hub.say(topics.BOARD, truth, zone="waiting-a")
            display.eyes.wait_for_text("214")
        else:
            display.eyes.wait_for_text("Ei hälytyksiä")

        def refused() -> int:
            found = [one.message.refused for one in hub.heard if one.channel is topics.HEALTH]
            return sum(found[-1].values()) if found else 0

        wait_until(lambda: refused() > COUNT / 4, 20, "what was refused is counted and told")
        assert display.process.poll() is None
        assert display.stop() == 0
