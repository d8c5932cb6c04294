"""Writes down all MQTT traffic of a simulated site as an eavesdropper sees it, one JSON object a line."""

import base64
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from common.runtime.broker import Broker

_MS = 1000


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no JSON, though Python reads it")


class Recorder:
    """Listens to every topic of one broker.

    A line is ``at_ms``, ``broker``, ``topic``, ``retained``, ``qos`` and ``payload``: the JSON itself, or
    base64 of what is none.
    """

    def __init__(self, name: str, broker: Broker, file: Path) -> None:
        """Record the broker called ``name`` into ``file``, which is appended to."""
        self._name = name
        self._lock = threading.Lock()
        self._file = file.open("a", encoding="utf-8")
        self._listeners: list[Callable[[str, dict[str, Any], float], None]] = []
        self._client = mqtt.Client(
            CallbackAPIVersion.VERSION2, client_id=f"recorder-{name}", protocol=mqtt.MQTTv5
        )
        if broker.username is not None and broker.password_file is not None:
            self._client.username_pw_set(
                broker.username, broker.password_file.read_text(encoding="utf-8").strip()
            )
        self._client.reconnect_delay_set(1, 1)
        self._client.on_connect = self._on_connect
        self._client.on_message = self._on_message
        self._client.connect_async(broker.host, broker.port, keepalive=5)

    def start(self) -> None:
        """Begin to listen."""
        self._client.loop_start()

    def on_message(self, listener: Callable[[str, dict[str, Any], float], None]) -> None:
        """Call ``listener`` with topic, payload and ``time.monotonic()`` at each JSON object."""
        self._listeners.append(listener)

    def stop(self) -> None:
        """End, with everything on the disk."""
        self._client.disconnect()
        self._client.loop_stop()
        with self._lock:
            self._file.close()

    def _on_connect(self, client: mqtt.Client, *_: object) -> None:
        client.subscribe("#", qos=1)

    def _on_message(self, _client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
        now = time.monotonic()
        try:
            payload: Any = json.loads(message.payload, parse_constant=_refuse)
        except (ValueError, RecursionError):
            payload = base64.b64encode(message.payload).decode("ascii")
        line = {
            "at_ms": time.time_ns() // _MS // _MS,
            "broker": self._name,
            "topic": message.topic,
            "retained": message.retain,
            "qos": message.qos,
            "payload": payload,
        }
        with self._lock:
            if not self._file.closed:
                self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        if not isinstance(payload, dict):
            return
        for listener in self._listeners:
            listener(message.topic, cast("dict[str, Any]", payload), now)
