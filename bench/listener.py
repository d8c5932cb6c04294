"""A plain MQTT 5 client on paho: says things, and notes when each message arrived."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from socket import IPPROTO_TCP, TCP_NODELAY, socket, socketpair
from typing import Self

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from bench.setting import NotMeasurableError
from common.runtime.broker import Broker

_DEADLINE_S = 15.0
_KEPT = 4000


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message, and the monotonic time in s at which paho handed it over."""

    at: float
    topic: str
    payload: bytes


class Listener:
    """One connection. As a context it is subscribed when the block begins."""

    def __init__(
        self, broker: Broker, filters: tuple[str, ...], woken: Callable[[], object] = lambda: None
    ) -> None:
        """Prepare; ``filters`` are subscribed to with QoS 1; ``woken`` is called after each message."""
        self._broker = broker
        self._filters = filters
        self._woken = woken
        self._news = threading.Condition()
        self._subscribed = threading.Event()
        self.arrived: deque[Arrived] = deque(maxlen=_KEPT)
        client = mqtt.Client(
            CallbackAPIVersion.VERSION2, client_id=broker.username or "", protocol=mqtt.MQTTv5
        )
        if broker.username is not None and broker.password_file is not None:
            client.username_pw_set(broker.username, broker.password_file.read_text(encoding="utf-8").strip())
        client.on_socket_open = _no_delay
        client.on_connect = self._on_connect
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message
        self._client = client

    def __enter__(self) -> Self:
        """Connect and subscribe."""
        self._client.connect(self._broker.host, self._broker.port, 60)
        self._client.loop_start()
        if not self._subscribed.wait(_DEADLINE_S):
            self.__exit__()
            raise NotMeasurableError("the broker did not take a subscription")
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up."""
        self._client.disconnect()
        self._client.loop_stop()

    def say(self, topic: str, payload: bytes) -> None:
        """Publish with QoS 1."""
        self._client.publish(topic, payload, qos=1)

    def wait_for(self, wanted: Callable[[Arrived], bool], what: str) -> Arrived:
        """Return the first message that is wanted, of those kept and those to come; drop those before."""
        until = time.monotonic() + _DEADLINE_S
        with self._news:
            while True:
                while self.arrived:
                    message = self.arrived.popleft()
                    if wanted(message):
                        return message
                if not self._news.wait(until - time.monotonic()) and time.monotonic() > until:
                    raise NotMeasurableError(f"{what} did not come within {_DEADLINE_S:.0f} s")

    def _on_connect(self, client: mqtt.Client, *_: object) -> None:
        if self._filters:
            client.subscribe([(topic, 1) for topic in self._filters])
        else:
            self._subscribed.set()

    def _on_subscribe(self, _client: mqtt.Client, *_: object) -> None:
        self._subscribed.set()

    def _on_message(self, _client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
        arrived = Arrived(time.monotonic(), message.topic, bytes(message.payload))
        with self._news:
            self.arrived.append(arrived)
            self._news.notify_all()
        self._woken()


class ListenerLine:
    """A kiosk's line on paho, for what is compared with a round trip on paho."""

    def __init__(self, broker: Broker, filters: tuple[str, ...]) -> None:
        """Connect and subscribe."""
        self.socket, self._bell = socketpair()
        self._listener = Listener(broker, filters, lambda: self._bell.send(b"!")).__enter__()

    def close(self) -> None:
        """Hang up."""
        self._listener.__exit__()
        self.socket.close()
        self._bell.close()

    def say(self, topic: str, payload: bytes) -> None:
        """Publish with QoS 1."""
        self._listener.say(topic, payload)

    def hear(self) -> Iterator[tuple[str, bytes]]:
        """Give the topics and payloads that have arrived."""
        self.socket.recv(_KEPT)
        while self._listener.arrived:
            arrived = self._listener.arrived.popleft()
            yield arrived.topic, arrived.payload


def _no_delay(_client: mqtt.Client, _data: object, line: object) -> None:
    if isinstance(line, socket):
        line.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
