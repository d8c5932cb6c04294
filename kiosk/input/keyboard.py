"""Tells what the keys mean that come to the window: a command of the keypad, a scan, or nothing. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from common.screen.key import Key
from kiosk.input.keys import MODIFIERS, SCAN_ENDS, TYPED, name_of
from kiosk.input.settings import Command

REPEAT_S = 2.0
"""A key that comes down again so soon and never came up is held, and counts once (EN 301 549 5.7)."""

SCAN_GAP_S = 0.3
"""A scanner types a letter in 1–50 ms. The window reads keys once a frame and may be late by some frames."""

LONGEST = 256
"""Characters of a scan; one more is kept, to tell that it was too long."""

KEY_NOT_MAPPED = "key-not-mapped"
KEY_CHORD = "key-chord"
SCAN_BROKEN = "scan-broken"


@dataclass(frozen=True, slots=True)
class Commanded:
    """A key of the keypad was pressed."""

    command: Command


@dataclass(frozen=True, slots=True)
class Typed:
    """A scanner has typed a whole scan; not judged yet."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that means nothing: why, and a detail for the log that never holds what was typed."""

    cause: str
    detail: str


Meaning = Commanded | Typed | Refused


@dataclass(frozen=True, slots=True)
class Layout:
    """What the keys of this kiosk do. ``scans``: letters and digits come from a scanner."""

    commands: Mapping[int, Command]
    scans: bool


@dataclass(frozen=True, slots=True)
class Keyboard:
    """What was heard up to now: keys that are down, each with its last word, and a scan that has begun."""

    held: Mapping[int, float] = field(default_factory=dict[int, float])
    typed: str = field(default="", repr=False)
    typed_s: float = 0.0

    def hear(self, key: Key, layout: Layout, now_s: float) -> tuple["Keyboard", tuple[Meaning, ...]]:
        """Return what is known after a key, and what it means; ``now_s`` is monotonic."""
        if not key.down:
            return replace(self, held=_without(self.held, key.usage)), ()
        since = self.held.get(key.usage)
        held = {**self.held, key.usage: now_s}
        if key.usage in MODIFIERS or (since is not None and now_s - since < REPEAT_S):
            return replace(self, held=held), ()
        if key.chord:
            return replace(self, held=held), (
                Refused(KEY_CHORD, f"Ctrl, Alt or a Windows key with {_told(key.usage)}"),
            )
        return replace(self, held=held)._mean(key, layout, now_s)  # noqa: SLF001 - itself, one key later

    def _mean(self, key: Key, layout: Layout, now_s: float) -> tuple["Keyboard", tuple[Meaning, ...]]:
        fresh = bool(self.typed) and now_s - self.typed_s <= SCAN_GAP_S
        if layout.scans and key.usage in TYPED:
            letter = TYPED[key.usage][key.shift]
            typed = (self.typed + letter)[: LONGEST + 1] if fresh else letter
            return replace(self, typed=typed, typed_s=now_s), self._broken(fresh=fresh)
        if key.usage in SCAN_ENDS and fresh:
            return replace(self, typed=""), (Typed(self.typed),)
        done = replace(self, typed="")
        command = layout.commands.get(key.usage)
        meaning = (
            Commanded(command) if command else Refused(KEY_NOT_MAPPED, f"{_told(key.usage)} does nothing")
        )
        return done, (*self._broken(fresh=False), meaning)

    def _broken(self, *, fresh: bool) -> tuple[Meaning, ...]:
        """Tell of letters that were left without an end."""
        if fresh or not self.typed:
            return ()
        return (Refused(SCAN_BROKEN, f"{len(self.typed)} characters without an end"),)


def _without(held: Mapping[int, float], usage: int) -> Mapping[int, float]:
    return {one: when for one, when in held.items() if one != usage}


def _told(usage: int) -> str:
    """Name a key for the log, unless it types: that could be a letter of a code."""
    return "a key that types" if usage in TYPED else name_of(usage)
