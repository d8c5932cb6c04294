"""A line to one broker: typed messages in and out, always reconnecting, all in a thread of its own."""

import logging
import math
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, ParamSpec

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from common.runtime.broker import Broker
from common.runtime.pump import Pump
from common.runtime.refusals import Refusals
from common.wire.channel import Channel, M, Received, Refusal
from common.wire.codec import Codec

logger = logging.getLogger(__name__)

P = ParamSpec("P")

KEEPALIVE_S = 5
"""A silent cut is noticed after about 8 s with this, after 32 s with 20."""

_RECONNECT_MIN_S = 0.25
_RECONNECT_MAX_S = 1.0
_CONNECT_TIMEOUT_S = 3.0
_STOP_TIMEOUT_S = 2.0
_MAXIMUM_PACKET_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class Said:
    """A message with the topic it goes to."""

    channel: Channel[Any]
    message: Any
    ids: dict[str, str]


@dataclass(eq=False, slots=True)
class _Connection:
    """One life of the line, from its first byte to its last; ``state`` only moves to the right."""

    client: mqtt.Client
    pump: Pump
    state: Literal["connecting", "up", "over"] = "connecting"
    was_up: bool = False
    subscribed: bool = False


class Link:
    """One line. ``on_message``, ``on_up`` and ``on_down`` run in the network thread and must only hand over.

    Nothing is queued while the line is down: :meth:`publish` says so, and who owns the message says it again
    in ``on_up``. (paho would queue it in memory, repeat it, and lose it at a restart.)
    """

    def __init__(  # noqa: PLR0913 — a line has this many ends, each named at the one place that wires it
        self,
        broker: Broker,
        *,
        name: str,
        site: str,
        client_id: str,
        codec: Codec,
        filters: Sequence[tuple[str, int]],
        will: Said | None,
        refusals: Refusals,
        on_message: Callable[["Link", Received[Any]], None],
        on_up: Callable[["Link"], None],
        on_down: Callable[["Link"], None] | None = None,
        fail: Callable[[str], None],
    ) -> None:
        """Prepare the line; nothing is sent before :meth:`start`.

        ``filters`` are pairs of a subscription and its QoS. ``fail`` ends the process: it is called where a
        callback raised, since the line's thread would otherwise end, and with it the line.
        """
        self.name = name
        self._site = site
        self._broker = broker
        self._codec = codec
        self._filters = list(filters)
        self._refusals = refusals
        self._message = on_message
        self._up = on_up
        self._down = on_down
        self._fail = fail
        self._client_id = client_id
        self._will = will
        self._changed = threading.Condition()
        self._connection: _Connection | None = None
        self._stopping = False
        self._trouble = ""
        self._thread = threading.Thread(target=self._keep_connected, name=f"link-{name}", daemon=True)

    @property
    def is_up(self) -> bool:
        """Whether the broker has accepted us and our subscriptions were sent."""
        connection = self._connection
        return connection is not None and connection.state == "up"

    def start(self) -> None:
        """Connect in the background and go on trying, at most a second apart."""
        self._thread.start()

    def stop(self) -> None:
        """Say goodbye and end the threads, waiting at most 2 s for a broker that does not take it.

        The broker publishes the will: a device that was stopped is as gone as one that fell.
        """
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
            if self._connection is not None:
                self._connection.pump.wake()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(_STOP_TIMEOUT_S)

    def wait_until_up(self, timeout_s: float) -> bool:
        """Wait until the line is up and the subscriptions hold; ``False`` where they do not in time."""
        with self._changed:
            return self._changed.wait_for(self._is_subscribed, timeout_s)

    def listen(self, filters: Sequence[tuple[str, int]]) -> None:
        """Read these topics from now on, and after every reconnect, instead of those before.

        The broker sends what it has retained on them, also on those that were read before.
        """
        with self._changed:
            gone = [topic for topic, _ in self._filters if topic not in dict(filters)]
            self._filters = list(filters)
            connection = self._connection
        if connection is None or connection.state != "up":
            return
        if gone:
            connection.pump.hand_over(partial(connection.client.unsubscribe, gone))
        connection.pump.hand_over(partial(self._subscribe, connection.client))

    def publish(self, channel: Channel[M], message: M, **ids: str) -> bool:
        """Hand a message to the broker; ``False`` where the line is down and nothing was said."""
        return self.say(Said(channel, message, ids))

    def say(self, said: Said) -> bool:
        """Do the same with a message that already has its topic."""
        channel = said.channel
        topic = channel.topic(self._site, **said.ids)
        return self._send(topic, channel.encode(said.message), channel.qos, retain=channel.retained)

    def clear(self, channel: Channel[Any], **ids: str) -> bool:
        """Take a retained message away from the broker."""
        return self._send(channel.topic(self._site, **ids), b"", 1, retain=True)

    def _is_subscribed(self) -> bool:
        connection = self._connection
        return connection is not None and connection.state == "up" and connection.subscribed

    def _send(self, topic: str, payload: bytes, qos: int, *, retain: bool) -> bool:
        connection = self._connection
        if connection is None or connection.state != "up":
            return False
        connection.pump.hand_over(partial(connection.client.publish, topic, payload, qos, retain))
        return True

    def _keep_connected(self) -> None:
        pause_s = _RECONNECT_MIN_S
        while not self._stopping:
            if self._connect_once():
                pause_s = _RECONNECT_MIN_S
            with self._changed:
                self._changed.wait_for(lambda: self._stopping, pause_s)
            pause_s = min(2 * pause_s, _RECONNECT_MAX_S)

    def _connect_once(self) -> bool:
        """Live through one connection, and tell whether it was up. Each has a client of its own.

        paho would send what an earlier connection had in flight once more, after ``on_up``: an old snapshot
        would replace the new one at the broker.
        """
        try:
            client = self._make_client()
            client.connect(
                self._broker.host, self._broker.port, KEEPALIVE_S, properties=_connect_properties()
            )
        except (OSError, ValueError) as error:
            self._say_trouble(f"no way to the {self.name} broker yet: {error}")
            return False
        connection = _Connection(client, Pump(client))
        with self._changed:
            self._connection = connection
        self._live_through(connection)
        # Also where the broker never answered: it closes the socket.
        client.disconnect(ReasonCode(PacketTypes.DISCONNECT, "Disconnect with will message"))
        with self._changed:
            self._connection = None
        connection.pump.close()
        return connection.was_up

    def _live_through(self, connection: _Connection) -> None:
        given_up = time.monotonic() + _CONNECT_TIMEOUT_S
        while not self._stopping:
            left_s = math.inf if connection.state != "connecting" else given_up - time.monotonic()
            if left_s <= 0:
                with self._changed:
                    connection.state = "over"  # a late welcome must not count as being up
            if connection.state == "over" or not connection.pump.turn(left_s):
                return
        connection.pump.finish()  # what was said before the end is still said

    def _say_trouble(self, trouble: str) -> None:
        """Log what keeps the line down, once: it is met again at every attempt."""
        if trouble != self._trouble:
            self._trouble = trouble
            logger.warning("%s", trouble)

    def _make_client(self) -> mqtt.Client:
        client = mqtt.Client(
            CallbackAPIVersion.VERSION2,
            client_id=self._client_id,
            protocol=mqtt.MQTTv5,
            reconnect_on_failure=False,
        )
        client.connect_timeout = _CONNECT_TIMEOUT_S
        if self._broker.username is not None:
            client.username_pw_set(self._broker.username, self._read_password())
        if self._broker.ca_file is not None:
            context = ssl.create_default_context(cafile=self._broker.ca_file)
            client.tls_set_context(context)  # pyright: ignore[reportUnknownMemberType] - its parameter has no type
        if self._will is not None:
            client.will_set(
                self._will.channel.topic(self._site, **self._will.ids),
                self._will.channel.encode(self._will.message),
                qos=1,
                retain=self._will.channel.retained,
            )
        client.on_socket_open = self._guard(self._on_socket_open)
        client.on_connect = self._guard(self._on_connect)
        client.on_disconnect = self._guard(self._on_disconnect)
        client.on_message = self._guard(self._on_message)
        client.on_subscribe = self._guard(self._on_subscribe)
        client.on_publish = self._guard(self._on_publish)
        return client

    def _read_password(self) -> str | None:
        if self._broker.password_file is None:
            return None
        try:
            return self._broker.password_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise OSError(f"its password file cannot be read: {error}") from error

    def _guard(self, callback: Callable[P, None]) -> Callable[P, None]:
        def guarded(*arguments: P.args, **named: P.kwargs) -> None:
            try:
                callback(*arguments, **named)
            except Exception:
                # The line's thread would end while the line still counts as being up.
                logger.exception("a callback of the line to the %s broker failed", self.name)
                self._fail(f"a callback of the line to the {self.name} broker failed")

        return guarded

    def _on_socket_open(self, _client: mqtt.Client, _data: object, sock: object) -> None:
        # Without it eight kiosks that waited for each answer got theirs after 88 ms instead of 5 ms.
        if isinstance(sock, socket.socket):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _on_connect(
        self, client: mqtt.Client, _data: object, _flags: object, reason: ReasonCode, _properties: object
    ) -> None:
        if reason.is_failure:
            self._say_trouble(f"the {self.name} broker refused us: {reason}")
            return
        asked = self._subscribe(client)
        with self._changed:
            connection = self._connection
            if connection is None or connection.client is not client or connection.state == "over":
                return
            connection.state = "up"
            connection.was_up = True
            connection.subscribed = not asked
            self._changed.notify_all()
            changed = self._filters is not asked
        if changed:
            self._subscribe(client)
        self._trouble = ""
        logger.info("connected to the %s broker", self.name)
        self._up(self)

    def _subscribe(self, client: mqtt.Client) -> list[tuple[str, int]]:
        filters = self._filters
        if filters:
            client.subscribe([(topic, SubscribeOptions(qos=qos)) for topic, qos in filters])
        return filters

    def _on_disconnect(
        self, client: mqtt.Client, _data: object, _flags: object, reason: ReasonCode, _properties: object
    ) -> None:
        with self._changed:
            connection = self._connection
            if connection is None or connection.client is not client:
                return
            lost = connection.state == "up" and not self._stopping
            connection.state = "over"
            self._changed.notify_all()
        if lost:
            logger.warning("lost the %s broker: %s", self.name, reason)
            if self._down is not None:
                self._down(self)

    def _on_message(self, _client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
        payload = bytes(message.payload)
        if not payload and self._codec.is_kept(message.topic):
            return  # a retained message that was taken away
        outcome = self._codec.decode(message.topic, payload, retained=message.retain)
        if isinstance(outcome, Refusal):
            self._refusals.add(outcome)
        else:
            self._message(self, outcome)

    def _on_subscribe(
        self,
        client: mqtt.Client,
        _data: object,
        _message_id: int,
        reasons: list[ReasonCode],
        _properties: object,
    ) -> None:
        for (topic, _qos), reason in zip(self._filters, reasons, strict=False):
            if reason.is_failure:
                logger.error("the %s broker does not let us read %s: %s", self.name, topic, reason)
        with self._changed:
            if self._connection is not None and self._connection.client is client:
                self._connection.subscribed = True
                self._changed.notify_all()

    def _on_publish(
        self, _client: mqtt.Client, _data: object, _message_id: int, reason: ReasonCode, _properties: object
    ) -> None:
        if reason.is_failure:
            # Only the acknowledgement tells that the broker has thrown our message away.
            self._refusals.count("denied", f"the {self.name} broker took a message of ours not: {reason}")


def _connect_properties() -> Properties:
    properties = Properties(PacketTypes.CONNECT)
    properties.MaximumPacketSize = _MAXIMUM_PACKET_BYTES
    return properties
