"""From a topic and bytes to a typed message, or to a reason why not; it never raises."""

from typing import Any, Literal

import msgspec

from common.wire.channel import Channel, Received, Refusal
from common.wire.message import VERSION
from common.wire.topics import CHANNELS

_DETAIL_LENGTH = 200


class _Version(msgspec.Struct, frozen=True):
    v: int


_VERSION = msgspec.json.Decoder(_Version)


class Codec:
    """Decodes what arrives for one site. ``channels`` are all that the reader may be sent."""

    def __init__(self, site: str, channels: tuple[Channel[Any], ...] = CHANNELS) -> None:
        """Prepare one decoder for each channel."""
        self._site = site
        self._entries = [
            (channel.regex(), channel, msgspec.json.Decoder(channel.kind)) for channel in channels
        ]

    def is_kept(self, topic: str) -> bool:
        """Tell whether messages on this topic are retained: an empty one takes the kept one away."""
        return any(channel.retained and expression.match(topic) for expression, channel, _ in self._entries)

    def decode(self, topic: str, payload: bytes, *, retained: bool = False) -> Received[Any] | Refusal:
        """Return the message, or why it is refused: an unknown or foreign topic, a payload not to be read."""
        for expression, channel, decoder in self._entries:
            match = expression.match(topic)
            if match is None:
                continue
            ids = match.groupdict()
            if ids.pop("site") != self._site:
                return Refusal(topic, "topic", "of another site")
            if len(payload) > channel.limit:
                return Refusal(topic, "oversized", f"{len(payload)} bytes, at most {channel.limit} are read")
            try:
                return Received(channel, ids, decoder.decode(payload), retained)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                return Refusal(topic, _cause(payload), str(error)[:_DETAIL_LENGTH])
        return Refusal(topic[:_DETAIL_LENGTH], "topic", "no such topic")


def _cause(payload: bytes) -> Literal["malformed", "version"]:
    try:
        version = _VERSION.decode(payload).v
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "malformed"
    return "malformed" if version == VERSION else "version"
