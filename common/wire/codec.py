"""From a topic and bytes to a typed message, or to a reason why not; it never raises."""

from functools import lru_cache
from typing import Any, Literal, NamedTuple

import msgspec

from common.wire.channel import Channel, Received, Refusal
from common.wire.message import VERSION
from common.wire.topics import CHANNELS

_DETAIL_LENGTH = 200
_TOPICS = 2048
"""So many topics are remembered with their channel: a site with 100 devices has some 600."""


class _Version(msgspec.Struct, frozen=True):
    v: int


_VERSION = msgspec.json.Decoder(_Version)


class _Place(NamedTuple):
    """Where a topic leads: to a channel, with the ids that stand in it."""

    channel: Channel[Any]
    decoder: msgspec.json.Decoder[Any]
    site: str
    ids: dict[str, str]


class Codec:
    """Decodes what arrives for one site. ``channels`` are all that the reader may be sent."""

    def __init__(self, site: str, channels: tuple[Channel[Any], ...] = CHANNELS) -> None:
        """Prepare one decoder for each channel."""
        self._site = site
        self._entries = [
            (channel.regex(), channel, msgspec.json.Decoder(channel.kind)) for channel in channels
        ]
        # The same topics come again and again: to match one takes up to 7 µs, to remember it 0.04 µs.
        self._find = lru_cache(maxsize=_TOPICS)(self._search)

    def is_kept(self, topic: str) -> bool:
        """Tell whether messages on this topic are retained: an empty one takes the kept one away."""
        place = self._find(topic)
        return place is not None and place.channel.retained

    def decode(self, topic: str, payload: bytes, *, retained: bool = False) -> Received[Any] | Refusal:
        """Return the message, or why it is refused: an unknown or foreign topic, a payload not to be read."""
        place = self._find(topic)
        if place is None:
            return Refusal(topic[:_DETAIL_LENGTH], "topic", "no such topic")
        if place.site != self._site:
            return Refusal(topic, "topic", "of another site")
        limit = place.channel.limit
        if len(payload) > limit:
            return Refusal(topic, "oversized", f"{len(payload)} bytes, at most {limit} are read")
        try:
            return Received(place.channel, place.ids.copy(), place.decoder.decode(payload), retained)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            return Refusal(topic, _cause(payload), str(error)[:_DETAIL_LENGTH])

    def _search(self, topic: str) -> _Place | None:
        for expression, channel, decoder in self._entries:
            match = expression.match(topic)
            if match is not None:
                ids = match.groupdict()
                return _Place(channel, decoder, ids.pop("site"), ids)
        return None


def _cause(payload: bytes) -> Literal["malformed", "version"]:
    try:
        version = _VERSION.decode(payload).v
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "malformed"
    return "malformed" if version == VERSION else "version"
