"""A bare loop of paho, msgspec, commit and ack: what a hub costs that does nothing but hear and keep.

It is a process of its own: ``python -m bench.baselines.loop PORT USER PASSWORD-FILE DATABASE SITE``. What has
arrived together shares a commit, up to as many as the hub takes; each message gets its own acknowledgement.
"""

import contextlib
import queue
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from socket import IPPROTO_TCP, TCP_NODELAY, socket

import msgspec
import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

BATCH = 64
"""As many as the hub lets share a commit."""


class Heard(msgspec.Struct, frozen=True):
    """What is read of a message; its body is kept as it came."""

    epoch: str
    sequence: int
    body: msgspec.Raw


class Ack(msgspec.Struct, frozen=True):
    """What is answered, in the shape that a kiosk understands."""

    epoch: str
    committed: tuple[int, ...]
    highest: int
    incarnation: str = "bare"
    v: int = 1


def main(arguments: Sequence[str]) -> int:
    """Serve until the process is ended; say ``ready`` when it is subscribed."""
    port, user, password_file, database, site = arguments
    heard: queue.Queue[tuple[str, Heard]] = queue.Queue()
    decoder = msgspec.json.Decoder(Heard)
    client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=user, protocol=mqtt.MQTTv5)
    client.username_pw_set(user, Path(password_file).read_text(encoding="utf-8").strip())

    def on_connect(_client: mqtt.Client, *_: object) -> None:
        client.subscribe(f"vuoro/1/{site}/device/+/out/check-in", 0)  # as the hub does

    def on_subscribe(_client: mqtt.Client, *_: object) -> None:
        print("ready", flush=True)

    def on_message(_client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
        heard.put((message.topic.split("/")[4], decoder.decode(message.payload)))

    client.on_socket_open = _no_delay
    client.on_connect = on_connect
    client.on_subscribe = on_subscribe
    client.on_message = on_message
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
    client.connect("127.0.0.1", int(port), 60)
    client.loop_start()
    while True:
        together = [heard.get()]
        with contextlib.suppress(queue.Empty):
            while len(together) < BATCH:
                together.append(heard.get_nowait())
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO rows (body) VALUES (?)", [(bytes(one.body),) for _device, one in together]
        )
        connection.execute("COMMIT")
        for device, one in together:
            ack = Ack(one.epoch, (one.sequence,), one.sequence)
            client.publish(f"vuoro/1/{site}/to/{device}/ack/check-in", msgspec.json.encode(ack), qos=1)


def _no_delay(_client: mqtt.Client, _data: object, line: object) -> None:
    if isinstance(line, socket):
        line.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
