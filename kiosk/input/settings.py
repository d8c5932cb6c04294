"""The keypad's part of a kiosk's box.toml: which key does what."""

import glob
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.input.keys import TYPED, USAGES, nearest

KEYPAD_ABSENT = "keypad-absent"
"""The word of the device's health for a keypad that is not plugged in."""

Keys = Annotated[
    tuple[str, ...],
    msgspec.Meta(max_length=8, description="a list of at most 8 names of keys, such as up, enter or f15"),
]


class Command(StrEnum):
    """What a key of the keypad asks for."""

    UP = "up"
    DOWN = "down"
    SELECT = "select"
    BACK = "back"
    HELP = "help"
    VOLUME = "volume"
    """The next step of the volume; after the loudest comes the softest."""
    VOLUME_UP = "volume_up"
    VOLUME_DOWN = "volume_down"
    SOUND = "sound"
    """Speech on or off."""
    REPEAT = "repeat"
    """What was said last, once more."""
    HEADSET_IN = "headset_in"
    HEADSET_OUT = "headset_out"


class KeypadSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[keypad]` of box.toml: the keys of each command by name; an empty list is a command that has none.

    Where a pad has one line of keys, left and right do what up and down do. `path` is a pattern such as
    `/dev/input/by-id/usb-Storm*-event-kbd`, by which it is known whether the keypad is plugged in; without it
    nobody looks.

    Raises:
        ValueError: a key is not known, or stands for two things (msgspec tells it with its place).
    """

    up: Keys = ("up", "left")
    down: Keys = ("down", "right")
    select: Keys = ("enter", "keypad-enter")
    back: Keys = ("backspace", "escape")
    help: Keys = ("help", "f1")
    volume: Keys = ("f17",)
    volume_up: Keys = ("volume-up",)
    volume_down: Keys = ("volume-down",)
    sound: Keys = ("mute", "f14")
    repeat: Keys = ("f13",)
    headset_in: Keys = ("f15",)
    headset_out: Keys = ("f16",)
    path: str = ""

    def __post_init__(self) -> None:
        """Check what one key alone cannot tell."""
        owners: dict[str, Command] = {}
        for command, name in self._named():
            if name not in USAGES:
                meant = nearest(name)
                hint = f'; did you mean "{meant}"?' if meant else ""
                raise ValueError(f'`{command}` names "{name}", which is no key{hint}')
            if owners.setdefault(name, command) is not command:
                raise ValueError(f'the key "{name}" stands in `{owners[name]}` and in `{command}`; keep one')
        if self.path and not self.path.startswith("/"):
            raise ValueError(f'`path` must be a whole path such as "/dev/input/by-id/…", not "{self.path}"')

    def commands(self) -> dict[int, Command]:
        """Return what each key does, by its usage."""
        return {USAGES[name]: command for command, name in self._named()}

    def typing_keys(self) -> tuple[str, ...]:
        """Return the keys that a scanner types too: it and the keypad could not be told apart."""
        return tuple(name for _, name in self._named() if USAGES[name] in TYPED)

    @property
    def fault(self) -> str | None:
        """`keypad-absent` where the keypad is looked for and not there; asks the disk."""
        # Path.glob refuses a pattern that is absolute.
        return KEYPAD_ABSENT if self.path and not glob.glob(self.path) else None  # noqa: PTH207

    def _named(self) -> Iterator[tuple[Command, str]]:
        for command in Command:
            names: tuple[str, ...] = getattr(self, command.value)
            for name in names:
                yield command, name
