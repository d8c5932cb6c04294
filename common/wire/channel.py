"""A channel: one kind of topic with the one kind of message that may travel on it."""

import re
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

import msgspec

from common.wire.ids import ID_INNER, is_id
from common.wire.message import VERSION, Message

M = TypeVar("M", bound=Message)

ROOT = f"vuoro/{VERSION}"
"""What every topic of this version of the language begins with."""

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Channel(Generic[M]):
    """Topics of one shape, such as ``device/{device}/beat``, below ``vuoro/1/<site>/``.

    ``retained`` is whether the broker keeps the last message, ``qos`` 0 or 1, ``limit`` the largest payload
    in bytes that a reader accepts, ``writer`` who may publish it, in words.
    """

    name: str
    pattern: str
    kind: type[M]
    writer: str
    about: str
    retained: bool = False
    qos: Literal[0, 1] = 1
    limit: int = 4096

    def topic(self, site: str, **ids: str) -> str:
        """Return the full topic for these ids; a :class:`ValueError` names an id that is none."""
        for name, value in {"site": site, **ids}.items():
            if not is_id(value):
                raise ValueError(f"{name} is not an identifier: {value!r}")
        return f"{ROOT}/{site}/{self.pattern.format(**ids)}"

    def filter(self, site: str, **ids: str) -> str:
        """Return the subscription filter for the given ids; every id not given matches any."""
        return f"{ROOT}/{site}/" + _FIELD.sub(lambda field: ids.get(field[1], "+"), self.pattern)

    def regex(self) -> re.Pattern[str]:
        """Return the expression that full topics of this channel match, with a group for each id."""
        inner = _FIELD.sub(lambda field: f"(?P<{field[1]}>{ID_INNER})", self.pattern)
        return re.compile(f"^{ROOT}/(?P<site>{ID_INNER})/{inner}\\Z")

    def encode(self, message: M) -> bytes:
        """Return the JSON payload; a :class:`ValueError` where it is over the channel's limit."""
        payload = msgspec.json.encode(message)
        if len(payload) > self.limit:
            raise ValueError(f"{self.name}: {len(payload)} bytes are over the limit of {self.limit}")
        return payload


class Received(msgspec.Struct, Generic[M], frozen=True):
    """A message that was understood: its channel, the ids of its topic, and whether the broker kept it."""

    channel: Channel[M]
    ids: dict[str, str]
    message: M
    retained: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A message that was not taken, and why: one of a few words to count by, and a sentence for the log."""

    topic: str
    cause: Literal["topic", "oversized", "malformed", "version"]
    detail: str
