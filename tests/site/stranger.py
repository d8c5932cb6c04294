"""Somebody with every right on a broker and nothing right to say: the site's own words, broken."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any, Self, cast

import msgspec
import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from common.runtime.broker import Broker
from common.wire.topics import CHANNELS
from tests.waiting import wait_until

_OVERSIZED = 280_000
"""Above the limit of every channel, below that of the broker, which would end the connection."""


class Stranger:
    """Breaks what it has heard; ``said`` counts its messages by topic below the site."""

    def __init__(self, broker: Broker, site: str, seed: int = 1) -> None:
        assert broker.password_file is not None
        self._root = f"vuoro/1/{site}/"
        self._chance = random.Random(seed)
        self.said: Counter[str] = Counter()
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id="stranger", protocol=mqtt.MQTTv5)
        self._client.username_pw_set(broker.username, broker.password_file.read_text().strip())
        self._client.connect(broker.host, broker.port)

    def __enter__(self) -> Self:
        self._client.loop_start()
        wait_until(self._client.is_connected, 10, "the stranger is let in")
        return self

    def __exit__(self, *_: object) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def say(self, topic: str, heard: object) -> None:
        """Say something on a topic that nobody can take, and wait until the broker has it."""
        self.said[topic] += 1
        payload = self._chance.choice(list(self._broken(heard)))
        self._client.publish(self._root + topic, payload, qos=1).wait_for_publish(10)

    def say_too_much(self, topic: str) -> None:
        """Say far too much on a topic."""
        self.said[topic] += 1
        self._client.publish(self._root + topic, b'"' + b"x" * _OVERSIZED, qos=1).wait_for_publish(10)

    def _broken(self, heard: object) -> Iterator[bytes]:
        yield from (b"{", b"[]", b"null", b'"x"', b"\xff\xfe\x00", b"[" * 3000, b'{"v":1}', b'{"v":2}')
        yield self._chance.randbytes(self._chance.randint(1, 6000))
        if isinstance(heard, dict) and heard:  # what was heard may have been one of ours
            words = cast("dict[str, Any]", heard)
            whole = msgspec.json.encode(words)
            yield whole[: self._chance.randrange(1, len(whole))]
            yield msgspec.json.encode({**words, "v": self._chance.choice([0, 2, 99, "1", None])})
            yield msgspec.json.encode({"v": 1} | {key: [{}] for key in words if key != "v"})
            yield json.dumps({key: float("nan") for key in words}).encode()


def topics_of(ids: dict[str, list[str]]) -> list[str]:
    """Return a topic of every channel, for every id that may stand in it."""
    found: set[str] = set()
    for channel in CHANNELS:
        patterns = [channel.pattern]
        for name, values in ids.items():
            field = "{" + name + "}"
            patterns = [
                pattern.replace(field, value)
                for pattern in patterns
                for value in (values if field in pattern else [""])
            ]
        found.update(patterns)
    return sorted(found)
