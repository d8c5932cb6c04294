"""A kiosk's line with next to no cost of its own, so that a burst measures the other end and not the load.

It speaks as much of MQTT 3.1.1 (OASIS, 2014) as a kiosk needs: connect, subscribe, publish with QoS 1.
"""

import socket
from collections.abc import Iterator

from common.runtime.broker import Broker

_CONNECT, _CONNACK, _PUBLISH, _PUBACK, _SUBSCRIBE = 0x10, 0x20, 0x30, 0x40, 0x82
_QOS_1 = 0x02
_CLEAN_WITH_NAME_AND_PASSWORD = 0xC2
_KEEPALIVE_S = 60
_CONTINUES = 0x80
_LAST_ID = 0xFFFF
_CHUNK = 65_536


class KioskLine:
    """One connection under the user's own name. Not for several threads."""

    def __init__(self, broker: Broker, filters: tuple[str, ...], timeout_s: float = 10.0) -> None:
        """Connect and subscribe; raises :class:`OSError` where the broker does not answer."""
        self._received = bytearray()
        self._last_id = 0
        self.socket = socket.create_connection((broker.host, broker.port), timeout=timeout_s)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        name = (broker.username or "").encode()
        file = broker.password_file
        password = file.read_text(encoding="utf-8").strip().encode() if file else b""
        head = _text(b"MQTT") + bytes((4, _CLEAN_WITH_NAME_AND_PASSWORD)) + _KEEPALIVE_S.to_bytes(2)
        self._send(_CONNECT, head + _text(name) + _text(name) + _text(password))
        topics = b"".join(_text(topic.encode()) + b"\x01" for topic in filters)
        self._send(_SUBSCRIBE, self._next_id() + topics)

    def close(self) -> None:
        """Hang up."""
        self.socket.close()

    def say(self, topic: str, payload: bytes) -> None:
        """Publish with QoS 1; the broker's answer is not waited for."""
        self._send(_PUBLISH | _QOS_1, _text(topic.encode()) + self._next_id() + payload)

    def hear(self) -> Iterator[tuple[str, bytes]]:
        """Take in what the broker has sent, waiting for it; give each message's topic and payload."""
        data = self.socket.recv(_CHUNK)
        if not data:
            raise ConnectionResetError("the broker closed the line")
        self._received += data
        while (packet := self._packet()) is not None:
            kind, body = packet
            if kind & 0xF0 == _PUBLISH:
                yield self._published(kind, body)
            elif kind & 0xF0 == _CONNACK and body[1]:
                raise ConnectionRefusedError(f"the broker refused us with {body[1]}")

    def _published(self, kind: int, body: bytes) -> tuple[str, bytes]:
        length = int.from_bytes(body[:2])
        topic, rest = body[2 : 2 + length].decode(), body[2 + length :]
        if kind & 0x06:
            self._send(_PUBACK, rest[:2])
            rest = rest[2:]
        return topic, rest

    def _packet(self) -> tuple[int, bytes] | None:
        """Return the next whole packet, or ``None`` while some of it is missing."""
        data = self._received
        length = shift = 0
        for place in range(1, min(5, len(data))):
            length |= (data[place] & 0x7F) << shift
            shift += 7
            if not data[place] & _CONTINUES:
                end = place + 1 + length
                if len(data) < end:
                    return None
                packet = data[0], bytes(data[place + 1 : end])
                del data[:end]
                return packet
        return None

    def _send(self, kind: int, body: bytes) -> None:
        left, length = len(body), bytearray()
        while True:
            left, digit = left >> 7, left & 0x7F
            length.append(digit | (_CONTINUES if left else 0))
            if not left:
                break
        self.socket.sendall(bytes((kind,)) + bytes(length) + body)

    def _next_id(self) -> bytes:
        self._last_id = self._last_id % _LAST_ID + 1
        return self._last_id.to_bytes(2)


def _text(text: bytes) -> bytes:
    return len(text).to_bytes(2) + text
