"""A tactile keypad with a jack for a headset: keys as USB numbers them, through X or straight to a window.

``python -m simulator.keypad --display :1`` obeys the names of its keys on its standard input, one a line
(``down``, ``select``, ``headset-in`` …), until ``end``.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from enum import IntEnum

from simulator.eyes import Eyes


class PadKey(IntEnum):
    """The keys of a pad as it comes from the box: HID usages of page 7."""

    SELECT = 40
    BACK = 42
    DOWN = 81
    UP = 82
    REPEAT = 104
    SOUND = 105
    HEADSET_IN = 106
    """Not a key but a plug: the pad says it as one."""
    HEADSET_OUT = 107
    VOLUME = 108
    HELP = 117
    VOLUME_UP = 128
    VOLUME_DOWN = 129


_EVDEV = {
    PadKey.SELECT: 28,
    PadKey.BACK: 14,
    PadKey.DOWN: 108,
    PadKey.UP: 103,
    PadKey.REPEAT: 183,
    PadKey.SOUND: 184,
    PadKey.HEADSET_IN: 185,
    PadKey.HEADSET_OUT: 186,
    PadKey.VOLUME: 187,
    PadKey.HELP: 138,
    PadKey.VOLUME_UP: 115,
    PadKey.VOLUME_DOWN: 114,
}
"""What the kernel calls each usage (drivers/hid/hid-input.c); X adds 8."""

_X_ADDS = 8

Wire = Callable[[PadKey, bool], None]
"""Sends a key down (True) or up."""


class SimulatedKeypad:
    """Presses keys; a hand lets one go before it presses the next."""

    def __init__(self, wire: Wire) -> None:
        """Use a wire that :func:`over_x` or :func:`in_window` gives."""
        self._wire = wire

    def press(self, *keys: PadKey) -> None:
        """Press one key after the other."""
        for key in keys:
            self.hold(key)
            self.let_go(key)

    def hold(self, key: PadKey, repeats: int = 0) -> None:
        """Hold a key down, which a keyboard says again and again."""
        for _ in range(1 + repeats):
            self._wire(key, True)  # noqa: FBT003 - the wire's own word for down

    def let_go(self, key: PadKey) -> None:
        """Let a key go."""
        self._wire(key, False)  # noqa: FBT003 - the wire's own word for up

    def plug_in_headset(self) -> None:
        """Put a headset into the jack."""
        self.press(PadKey.HEADSET_IN)

    def pull_out_headset(self) -> None:
        """Pull it out."""
        self.press(PadKey.HEADSET_OUT)


def over_x(display: str) -> Wire:
    """Send keys as the X server of ``display`` gets them from the kernel."""

    def send(key: PadKey, down: bool) -> None:  # noqa: FBT001 - as the wire has it
        command = ["xdotool", "keydown" if down else "keyup", str(_EVDEV[key] + _X_ADDS)]
        subprocess.run(command, env={**os.environ, "DISPLAY": display}, check=True)

    return send


def in_window(eyes: Eyes) -> Wire:
    """Send keys to the window of an onlooker, which needs no X server."""

    def send(key: PadKey, down: bool) -> None:  # noqa: FBT001 - as the wire has it
        eyes.key(int(key), down=down)

    return send


def main(arguments: Sequence[str] | None = None) -> int:
    """Press keys until ``end`` or the end of the input."""
    parser = argparse.ArgumentParser(prog="simulator.keypad", description=__doc__)
    parser.add_argument("--display", required=True, help="the X display, such as :1")
    keypad = SimulatedKeypad(over_x(parser.parse_args(arguments).display))
    names = {key.name.lower().replace("_", "-"): key for key in PadKey}
    print("ready", flush=True)
    for line in sys.stdin:
        word = line.strip()
        if word == "end":
            break
        if word in names:
            keypad.press(names[word])
        print(word if word in names else f"unknown: {word}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
