"""Whether a room is in use: an anonymous sensor on either side of its desk."""

from typing import Literal

from common.wire.message import Message, Milliseconds, Reading

Side = Literal["customer", "staff"]


class Presence(Message, frozen=True):
    """Occupied or not, since how long (``age_ms`` before ``at``); nothing about whom.

    ``unknown`` stands for a sensor that is silent or absent.
    """

    state: Literal["occupied", "free", "unknown"]
    age_ms: Milliseconds
    at: Reading
