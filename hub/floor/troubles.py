"""What is wrong with a kiosk that somebody at the point can see to: paper, cover, cut off, closed. Pure."""

from dataclasses import dataclass
from typing import Literal

from hub.floor.devices import Device, Vocabulary, words_of
from hub.site.devices import Kiosk, Part

_READY, _ABSENT = "ready", "absent"

_NEEDED_FOR: dict[str, frozenset[Part]] = {
    "speech-absent": frozenset({Part.HEADSET, Part.LOUDSPEAKER}),
    "scanner-absent": frozenset({Part.SCANNER}),
    "keypad-absent": frozenset({Part.KEYPAD}),
}
"""What a kiosk says that it lacks is a trouble only where the site file says that it belongs to it."""


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that is wrong, in the device's own word, and when the hub's monotonic clock heard it first.

    ``kind`` is the vocabulary that it is of; ``lost`` has one word alone: the device is not heard.
    """

    kind: Vocabulary | Literal["lost"]
    word: str
    since_ms: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """All that is wrong with one kiosk."""

    device: str
    words: tuple[Word, ...]


def trouble_of(device: Device, kiosk: Kiosk, now_ms: int, *, in_day: bool) -> Trouble | None:
    """Return what is wrong with a kiosk at ``now_ms``; of one that is silent nothing else is known.

    Outside of a numbered day (``in_day`` is false) silence is nothing: kiosks are switched off at night.
    """
    if not device.lives(now_ms):
        silent = in_day and device.heard_ms is not None
        return Trouble(device.id, (Word("lost", "lost", device.heard_ms or 0),)) if silent else None
    words = tuple(
        Word(kind, word, device.since.get((kind, word), now_ms))
        for kind, word in words_of(device.health)
        if _matters(kind, word, kiosk)
    )
    return Trouble(device.id, words) if words else None


def _matters(kind: str, word: str, kiosk: Kiosk) -> bool:
    if kind == "printer":
        return word != _READY and (word != _ABSENT or Part.PRINTER in kiosk.parts)
    needed = _NEEDED_FOR.get(word)
    return needed is None or not needed.isdisjoint(kiosk.parts)
