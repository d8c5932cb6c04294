"""Which devices are there and how they fare, from their own words and from their silence."""

from dataclasses import dataclass, field
from typing import Literal

from common.wire.life import BEAT_TIMEOUT_S, Beat, Health, Info, Status

_MS = 1000

Vocabulary = Literal["printer", "fault"]


@dataclass(slots=True)
class Device:
    """One enrolled device; ``heard_ms`` is the hub's monotonic clock at its last beat.

    ``since`` tells of each word of its health when it was heard first, until it is said no more.
    """

    id: str
    state: str = "never-heard"
    part: str = ""
    version: str = ""
    config_revision: int = 0
    health: Health = field(default_factory=Health)
    heard_ms: int | None = None
    since: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])

    def lives(self, now_ms: int) -> bool:
        """Tell whether it was heard within 5 s."""
        return self.heard_ms is not None and now_ms - self.heard_ms <= BEAT_TIMEOUT_S * _MS


class Devices:
    """All enrolled devices; what an unknown one says is not kept."""

    def __init__(self, enrolled: tuple[str, ...]) -> None:
        """Know these devices by their ids."""
        self._devices = {identifier: Device(identifier) for identifier in enrolled}

    def knows(self, device: str) -> bool:
        """Tell whether the device is enrolled."""
        return device in self._devices

    def all(self) -> tuple[Device, ...]:
        """Return every enrolled device, in the order of the site file."""
        return tuple(self._devices.values())

    def hear(self, device: str, message: Status | Info | Health | Beat, now_ms: int) -> bool:
        """Take in what a device says; return whether staff would see a difference."""
        known = self._devices.get(device)
        if known is None:
            return False
        match message:
            case Beat():
                revived = not known.lives(now_ms)
                known.heard_ms = now_ms
                return revived
            case Status():
                changed = known.state != message.state
                known.state = message.state
                return changed
            case Info():
                before = known.part, known.version, known.config_revision
                known.part, known.version = message.part, message.version
                known.config_revision = message.config_revision
                return before != (known.part, known.version, known.config_revision)
            case Health():
                changed = known.health != message
                known.health = message
                known.since = {word: known.since.get(word, now_ms) for word in words_of(message)}
                return changed


def words_of(health: Health) -> tuple[tuple[Vocabulary, str], ...]:
    """Return each word that a device says of how it fares, with the vocabulary that it is of."""
    words: list[tuple[Vocabulary, str]] = [("fault", fault) for fault in health.faults]
    if health.printer is not None:
        words.insert(0, ("printer", health.printer))
    return tuple(words)
